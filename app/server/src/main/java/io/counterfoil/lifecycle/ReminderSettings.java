package io.counterfoil.lifecycle;

import io.counterfoil.access.Audit;
import io.counterfoil.accounts.Reminders;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.terms.ReminderDays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On which days a provider reminds its customers. */
public final class ReminderSettings {
    private final Transactions transactions;
    private final Reminders reminders;
    private final ReminderClock clock;
    private final Audit audit;

    /** Settings that {@code clock} goes by; who changes them is named in {@code audit}. */
    public ReminderSettings(
            Transactions transactions, Reminders reminders, ReminderClock clock, Audit audit) {
        this.transactions = transactions;
        this.reminders = reminders;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * What is wanted; what is null stays as it is.
     *
     * @param beforeEnd so many days before the end of a term; 0: on the day itself
     * @param whileFrozen every so many days after a freeze; 0: never
     * @param beforeDeletion so many days before an announced deletion
     * @param withoutBackup after so many days without a backup, once; 0: never
     */
    record Change(
            @Nullable List<Integer> beforeEnd,
            @Nullable Integer whileFrozen,
            @Nullable List<Integer> beforeDeletion,
            @Nullable Integer withoutBackup) {}

    /** The days as they are. */
    ReminderDays read(Caller caller) {
        return transactions.read(caller, reminders::days);
    }

    /**
     * Changes the days. Reminders of terms that would have been due on new days that are past are
     * not made up for; a backup that is missing for longer than the new days is missing now.
     *
     * @throws Refused if a day is out of bounds, or there are too many
     */
    ReminderDays change(Caller caller, Change change) {
        Fields fields = new Fields();
        days(fields, "before_end", change.beforeEnd(), 0, ReminderDays.MOST_BEFORE_END);
        if (change.whileFrozen() != null) {
            fields.number(
                    "while_frozen", change.whileFrozen(), 0, ReminderDays.MOST_BEFORE_DELETION);
        }
        days(
                fields,
                "before_deletion",
                change.beforeDeletion(),
                1,
                ReminderDays.MOST_BEFORE_DELETION);
        if (change.withoutBackup() != null) {
            fields.number(
                    "without_backup", change.withoutBackup(), 0, ReminderDays.MOST_WITHOUT_BACKUP);
        }
        fields.done();
        return transactions.once(
                caller,
                ReminderDays.class,
                tx -> {
                    ReminderDays before = reminders.lockDays(tx);
                    ReminderDays wanted =
                            new ReminderDays(
                                    either(change.beforeEnd(), before.beforeEnd()),
                                    either(change.whileFrozen(), before.whileFrozen()),
                                    either(change.beforeDeletion(), before.beforeDeletion()),
                                    either(change.withoutBackup(), before.withoutBackup()));
                    if (!wanted.equals(before)) {
                        reminders.choose(tx, wanted);
                        if (!wanted.sameOfTerms(before)) {
                            clock.schedulePlan(tx);
                        }
                        audit.record(tx, "reminders.changed", "reminders", facts(wanted));
                    }
                    return wanted;
                });
    }

    private static <T> T either(@Nullable T wanted, T before) {
        return wanted == null ? before : wanted;
    }

    private static void days(
            Fields fields, String field, @Nullable List<Integer> days, int least, int most) {
        if (days == null) {
            return;
        }
        if (days.size() > ReminderDays.LONGEST) {
            fields.problem(field, Text.of(
                    "At most {number} days.",
                    "number",
                    ReminderDays.LONGEST));
        } else if (days.stream().anyMatch(day -> day == null || day < least || day > most)) {
            fields.problem(field, Text.of(
                    "Whole numbers of days from {least} to {most}.",
                    "least",
                    least,
                    "most",
                    most));
        }
    }

    private static Map<String, Object> facts(ReminderDays days) {
        return Map.of(
                "before_end", days.beforeEnd(),
                "while_frozen", days.whileFrozen(),
                "before_deletion", days.beforeDeletion(),
                "without_backup", days.withoutBackup());
    }
}
