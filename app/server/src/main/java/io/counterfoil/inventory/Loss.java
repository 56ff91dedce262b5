package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report of items that are lost, stolen or found.
 *
 * @param retailer who reported it; null: the provider
 * @param items how many of the range it is true of
 */
public record Loss(
        UUID id,
        LossKind kind,
        @Nullable UUID retailer,
        SerialRange range,
        int items,
        String reason,
        Instant reportedAt) {

    /** How many of the range stay as they were: sold before, say, or somebody else's. */
    public int skipped() {
        return range.size() - items;
    }
}
