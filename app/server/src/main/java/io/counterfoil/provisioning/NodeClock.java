package io.counterfoil.provisioning;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node's clock beside this server's. Whether a backup came after an uninstall is told by the time
 * that the node gives it, so that a clock that is off must not decide it.
 *
 * @param behind how far it is behind; negative: it is ahead
 */
record NodeClock(Duration behind) {
    /** As right as this server's, as far as anybody knows. */
    static final NodeClock UNKNOWN = new NodeClock(Duration.ZERO);

    /**
     * The clock of a node that answered. The way of the answer counts as if the clock were behind:
     * in doubt a backup came later, and is kept.
     *
     * @param said what it showed when it answered
     * @param received when the answer was here, by this server's clock
     */
    static NodeClock of(Instant said, Instant received) {
        return new NodeClock(Duration.between(said, received));
    }

    /** What the node's clock showed, or will show, at an instant of this server's. */
    Instant there(Instant here) {
        return here.minus(behind);
    }

    /** When that was by this server's clock, which the node's showed as {@code at}. */
    @Nullable Instant corrected(@Nullable Instant at) {
        return at == null ? null : at.plus(behind);
    }
}
