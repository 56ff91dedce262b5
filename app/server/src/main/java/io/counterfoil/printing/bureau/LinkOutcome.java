package io.counterfoil.printing.bureau;

import java.time.Instant;
import java.util.UUID;

/** What became of the wish for a link. */
public sealed interface LinkOutcome {
    /**
     * It is there; shown this once.
     *
     * @param id its id
     * @param url what the bureau opens
     * @param expiresAt until when
     */
    record Made(UUID id, String url, Instant expiresAt) implements LinkOutcome {
        @Override
        public String toString() {
            return "Made[" + id + ", …]";
        }
    }

    /** A second person has to agree first. */
    record Waiting(UUID approval) implements LinkOutcome {}
}
