package io.counterfoil.provisioning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A storage node of this server's settings with the room that it has. Sizes are in bytes.
 *
 * @param name as in the settings
 * @param dataUrl where restic reaches it, with a slash at the end
 * @param accepts whether new accounts may be put there: the settings say so, and it is not to become
 *     empty
 * @param draining whether it is to become empty
 * @param overSubscription how many times its disk may be promised; null = that is not limited
 * @param placed what the accounts that are placed there are promised, a pool once
 * @param measure what it said of itself last; null = nothing yet
 * @param answeredAt when it last answered; null = never
 * @param problem why it did not when it was asked since then; null = it did
 */
public record NodeRoom(
        UUID id,
        String name,
        URI dataUrl,
        boolean accepts,
        boolean draining,
        @Nullable BigDecimal overSubscription,
        long placed,
        @Nullable Measure measure,
        @Nullable Instant answeredAt,
        @Nullable String problem) {

    /** A node that said nothing for so long may have gone; it is asked each minute. */
    static final Duration LATELY = Duration.ofMinutes(5);

    /**
     * What a node said of itself.
     *
     * @param contract the version of the admin contract that it speaks
     * @param disk size of the volume with its bytes
     * @param free what may still be written there
     * @param stored what all accounts there store
     * @param promised what it counts as promised itself
     * @param clockBehind how far its clock is behind; negative: it is ahead
     */
    public record Measure(
            int contract,
            long disk,
            long free,
            long stored,
            long promised,
            Duration clockBehind,
            Instant at) {}

    /** How much may be promised there; empty if nothing limits that, or nothing was measured. */
    public OptionalLong promise() {
        return measure == null ? OptionalLong.empty() : times(measure.disk());
    }

    /** Whether it answered lately. */
    public boolean isAnswering(Instant now) {
        return answeredAt != null && answeredAt.isAfter(now.minus(LATELY));
    }

    /**
     * How much more may be promised, where that is limited: never more than could be stored if what
     * is free now were promised so many times too. Otherwise what is free. Negative if too much is
     * promised already; empty before the first measure.
     */
    OptionalLong left() {
        if (measure == null) {
            return OptionalLong.empty();
        }
        OptionalLong promise = promise();
        return promise.isEmpty()
                ? OptionalLong.of(measure.free())
                : OptionalLong.of(
                        Math.min(
                                promise.getAsLong() - placed,
                                times(measure.free()).getAsLong()));
    }

    /** The same with so many bytes more placed there. */
    NodeRoom plus(long bytes) {
        return new NodeRoom(
                id,
                name,
                dataUrl,
                accepts,
                draining,
                overSubscription,
                placed + bytes,
                measure,
                answeredAt,
                problem);
    }

    private OptionalLong times(long bytes) {
        return overSubscription == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        overSubscription
                                .multiply(BigDecimal.valueOf(bytes))
                                .setScale(0, RoundingMode.DOWN)
                                .longValueExact());
    }
}
