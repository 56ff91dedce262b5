package io.counterfoil.terms;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the term of a parent account stands; its sub-accounts stand there with it. Each state has
 * only its own data, and what a state means for backups is in its own words below.
 */
public sealed interface TermState {
    /** The end of what was granted. */
    Instant end();

    /** When the clock has to look again; empty where nothing but an event from outside moves it. */
    Optional<Instant> due();

    /**
     * The latest date on which deletion was promised not to happen before, however long ago and
     * whatever came in between; null = none was ever announced.
     */
    @Nullable Instant promised();

    /** What stored rows, events and the API call it. */
    String label();

    /** Whether the node takes new backups. */
    boolean takesBackups();

    /** When its bytes are deleted unless somebody acts; empty where that is not announced. */
    default Optional<Instant> deletion() {
        return switch (this) {
            case Frozen frozen -> Optional.of(frozen.deletesAt());
            case DeletionScheduled scheduled -> Optional.of(scheduled.deletesAt());
            case Trial trial -> Optional.empty();
            case Active active -> Optional.empty();
            case Grace grace -> Optional.empty();
            case Purging purging -> Optional.empty();
            case Deleted deleted -> Optional.empty();
        };
    }

    /** When it freezes unless it is extended; empty where that is past or won't come. */
    default Optional<Instant> freezesAt(TermRules rules) {
        return switch (this) {
            case Trial trial -> Optional.of(trial.end());
            case Active active -> Optional.of(rules.graceEnd(active.end()));
            case Grace grace -> Optional.of(grace.until());
            case DeletionScheduled scheduled -> scheduled.before().freezesAt(rules);
            case Frozen frozen -> Optional.empty();
            case Purging purging -> Optional.empty();
            case Deleted deleted -> Optional.empty();
        };
    }

    /** Whether time is left that somebody paid for. */
    default boolean hasPaidTime(Instant now) {
        return switch (this) {
            case Active active -> now.isBefore(active.end());
            case DeletionScheduled scheduled -> scheduled.before().hasPaidTime(now);
            case Trial trial -> false;
            case Grace grace -> false;
            case Frozen frozen -> false;
            case Purging purging -> false;
            case Deleted deleted -> false;
        };
    }

    /** Whether it stands by that name in time that somebody paid for, as {@link #label} says it. */
    static boolean isActive(String label) {
        return label.equals(Active.LABEL);
    }

    /** Whether it stands by that name in free time. */
    static boolean isTrial(String label) {
        return label.equals(Trial.LABEL);
    }

    /** Whether a payment, a card or a change of mind still leads back. */
    default boolean isOpen() {
        return !(this instanceof Purging || this instanceof Deleted);
    }

    /** A state in which nobody has asked for an end. */
    sealed interface Living extends TermState {
        /** The same with another promise. */
        Living promising(@Nullable Instant date);
    }

    /** Free time, after which there are no days of grace. */
    record Trial(Instant end, @Nullable Instant promised) implements Living {
        static final String LABEL = "trial";

        @Override
        public Optional<Instant> due() {
            return Optional.of(end);
        }

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public boolean takesBackups() {
            return true;
        }

        @Override
        public Trial promising(@Nullable Instant date) {
            return new Trial(end, date);
        }
    }

    /** Paid time. */
    record Active(Instant end, @Nullable Instant promised) implements Living {
        static final String LABEL = "active";

        @Override
        public Optional<Instant> due() {
            return Optional.of(end);
        }

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public boolean takesBackups() {
            return true;
        }

        @Override
        public Active promising(@Nullable Instant date) {
            return new Active(end, date);
        }
    }

    /**
     * Paid time that is over; everything still runs.
     *
     * @param until when it freezes
     */
    record Grace(Instant end, Instant until, @Nullable Instant promised) implements Living {
        static final String LABEL = "grace";

        @Override
        public Optional<Instant> due() {
            return Optional.of(until);
        }

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public boolean takesBackups() {
            return true;
        }

        @Override
        public Grace promising(@Nullable Instant date) {
            return new Grace(end, until, date);
        }
    }

    /**
     * Restores work, new backups are refused.
     *
     * @param since when it froze
     * @param deletesAt the date that was announced at the freeze, or a later one
     */
    record Frozen(Instant end, Instant since, Instant deletesAt) implements Living {
        static final String LABEL = "frozen";

        @Override
        public Optional<Instant> due() {
            return Optional.of(deletesAt);
        }

        @Override
        public Instant promised() {
            return deletesAt;
        }

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public boolean takesBackups() {
            return false;
        }

        @Override
        public Frozen promising(@Nullable Instant date) {
            return new Frozen(end, since, TermRules.later(deletesAt, date));
        }
    }

    /**
     * Uninstalled. Backups go on as they did before, since one of them shows that the customer
     * stays after all.
     *
     * @param before where taking it back leads; its time goes on meanwhile
     * @param since when it was uninstalled
     * @param deletesAt the date that was announced then, or a later one
     * @param confirmed whether its holder was asked first, since paid time was left then; they were
     *     told that signing in keeps it
     */
    record DeletionScheduled(
            Living before, Instant since, Instant deletesAt, boolean confirmed)
            implements TermState {
        static final String LABEL = "deletion_scheduled";

        /** The same schedule of an account whose time stands elsewhere by now. */
        DeletionScheduled over(Living other) {
            return at(other, deletesAt);
        }

        /** The same, to which its holder has said yes. */
        DeletionScheduled confirming() {
            return new DeletionScheduled(before, since, deletesAt, true);
        }

        /** The same with another date, or a later one that was promised. */
        DeletionScheduled promising(@Nullable Instant date) {
            return at(before, TermRules.later(deletesAt, date));
        }

        // Inside a schedule its date counts alone.
        private DeletionScheduled at(Living other, Instant date) {
            Living inside =
                    other instanceof Frozen(Instant end, Instant frozen, Instant its)
                            ? new Frozen(end, frozen, date)
                            : other.promising(date);
            return new DeletionScheduled(inside, since, date, confirmed);
        }

        @Override
        public Instant end() {
            return before.end();
        }

        @Override
        public Optional<Instant> due() {
            Instant next = before.due().orElse(deletesAt);
            return Optional.of(
                    before instanceof Frozen || next.isAfter(deletesAt) ? deletesAt : next);
        }

        @Override
        public Instant promised() {
            return deletesAt;
        }

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public boolean takesBackups() {
            return before.takesBackups();
        }
    }

    /**
     * The node removes everything; there is no way back.
     *
     * @param since when that began
     * @param promised the announced date, which is past
     */
    record Purging(Instant end, Instant since, Instant promised) implements TermState {
        static final String LABEL = "purging";

        @Override
        public Optional<Instant> due() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public boolean takesBackups() {
            return false;
        }
    }

    /**
     * The node confirmed that nothing is left.
     *
     * @param since when it did
     * @param promised the announced date, which is past
     */
    record Deleted(Instant end, Instant since, Instant promised) implements TermState {
        static final String LABEL = "deleted";

        @Override
        public Optional<Instant> due() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return LABEL;
        }

        @Override
        public boolean takesBackups() {
            return false;
        }
    }
}
