package io.counterfoil.activation;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A day on which tills could not ask, as a shop entered it.
 *
 * @param lines how many lines its table has, up to the first that can't be read
 * @param activated how many of them are sold
 * @param declined how many can't be sold
 * @param refused how many can't be carried out as they stand
 * @param doneAt when all were entered; null while they are
 */
public record OfflineDay(
        UUID id,
        int lines,
        int activated,
        int declined,
        int refused,
        Instant askedAt,
        @Nullable Instant doneAt) {

    /** Whether its lines are entered. */
    public enum State {
        /** Some are not yet. */
        RUNNING,
        /** All are. */
        DONE;

        /** Its name in the API. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far it is. */
    public State state() {
        return doneAt == null ? State.RUNNING : State.DONE;
    }

    /** How many lines are entered. */
    public int entered() {
        return activated + declined + refused;
    }

    /**
     * Who enters it, for which tills.
     *
     * @param terminal the till of lines that name none, or null
     * @param only whether they may name no other
     */
    record Till(@Nullable UUID terminal, boolean only) {}
}
