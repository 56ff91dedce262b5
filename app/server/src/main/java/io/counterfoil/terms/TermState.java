package io.counterfoil.terms;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the term of a parent account stands; its sub-accounts stand there with it. Each state has
 * only its own data, and what a state means for backups is in its own words below.
 */
public sealed interface TermState {
    /** The end of what was granted. */
    Instant end();

    /** When the clock has to look again; empty where only a grant moves the term. */
    Optional<Instant> due();

    /** What stored rows, events and the API call it. */
    String label();

    /** Whether the node takes new backups. Restores work in every state. */
    default boolean takesBackups() {
        return !(this instanceof Frozen);
    }

    /** When it freezes unless it is extended; empty where it is frozen already. */
    default Optional<Instant> freezesAt(TermRules rules) {
        return switch (this) {
            case Trial(Instant end) -> Optional.of(end);
            case Active(Instant end) -> Optional.of(rules.graceEnd(end));
            case Grace(Instant end, Instant until) -> Optional.of(until);
            case Frozen frozen -> Optional.empty();
        };
    }

    /** Free time, after which there are no days of grace. */
    record Trial(Instant end) implements TermState {
        static final String LABEL = "trial";

        @Override
        public Optional<Instant> due() {
            return Optional.of(end);
        }

        @Override
        public String label() {
            return LABEL;
        }
    }

    /** Paid time. */
    record Active(Instant end) implements TermState {
        static final String LABEL = "active";

        @Override
        public Optional<Instant> due() {
            return Optional.of(end);
        }

        @Override
        public String label() {
            return LABEL;
        }
    }

    /**
     * Paid time that is over; everything still runs.
     *
     * @param until when it freezes
     */
    record Grace(Instant end, Instant until) implements TermState {
        static final String LABEL = "grace";

        @Override
        public Optional<Instant> due() {
            return Optional.of(until);
        }

        @Override
        public String label() {
            return LABEL;
        }
    }

    /**
     * Restores work, new backups are refused.
     *
     * @param since when it froze
     */
    record Frozen(Instant end, Instant since) implements TermState {
        static final String LABEL = "frozen";

        @Override
        public Optional<Instant> due() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return LABEL;
        }
    }

    /**
     * The state of a stored row.
     *
     * @param label as {@link #label()} gave it
     * @param since when the state began
     * @param due as {@link #due()} gave it
     * @throws IllegalArgumentException if there is no such state, or what it needs is missing
     */
    static TermState of(String label, Instant end, Instant since, Optional<Instant> due) {
        return switch (label) {
            case Trial.LABEL -> new Trial(end);
            case Active.LABEL -> new Active(end);
            case Grace.LABEL ->
                    new Grace(
                            end,
                            due.orElseThrow(
                                    () -> new IllegalArgumentException("days of grace end")));
            case Frozen.LABEL -> new Frozen(end, since);
            default -> throw new IllegalArgumentException("no term is " + label);
        };
    }
}
