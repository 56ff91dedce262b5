package io.counterfoil.inventory;

import io.counterfoil.codes.SerialWords;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report of lost, stolen or found items, as pages show it.
 *
 * @param retailer who reported it; null: the provider
 * @param serials the range, or the only one
 * @param items how many of them it is true of
 */
public record LossWords(
        Instant reportedAt,
        LossKind kind,
        @Nullable UUID retailer,
        String serials,
        int items,
        String reason) {
    /** A report in words. */
    public static LossWords of(Loss loss) {
        return new LossWords(
                loss.reportedAt(),
                loss.kind(),
                loss.retailer(),
                SerialWords.write(loss.range()),
                loss.items(),
                loss.reason());
    }
}
