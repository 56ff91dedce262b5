package io.counterfoil.terms;

import java.util.Comparator;
import java.util.List;

/**
 * On which days a provider reminds its customers.
 *
 * @param beforeEnd so many days before the end of a term, the most first; 0: on the day itself
 * @param whileFrozen every so many days after a freeze; 0: never
 * @param beforeDeletion so many days before an announced deletion, the most first
 * @param withoutBackup after so many days without a backup, once; 0: never
 */
public record ReminderDays(
        List<Integer> beforeEnd,
        int whileFrozen,
        List<Integer> beforeDeletion,
        int withoutBackup) {
    /** The most days before the end of a term. */
    public static final int MOST_BEFORE_END = 365;

    /** The most days before a deletion, and between two reminders of a freeze. */
    public static final int MOST_BEFORE_DELETION = 90;

    /** The most days without a backup. */
    public static final int MOST_WITHOUT_BACKUP = 365;

    /** The most days in one list. */
    public static final int LONGEST = 12;

    /**
     * Those of a provider who has not chosen any. Two weeks without a backup are two missed weekly
     * ones, longer than most holidays' pauses of a laptop and half a usual trial.
     */
    public static final ReminderDays USUAL =
            new ReminderDays(List.of(30, 14, 7, 3, 1, 0), 7, List.of(7, 3, 1), 14);

    /** Puts them in order, each once. */
    public ReminderDays {
        beforeEnd = inOrder(beforeEnd);
        beforeDeletion = inOrder(beforeDeletion);
        if (outside(beforeEnd, 0, MOST_BEFORE_END)
                || outside(beforeDeletion, 1, MOST_BEFORE_DELETION)
                || whileFrozen < 0
                || whileFrozen > MOST_BEFORE_DELETION
                || withoutBackup < 0
                || withoutBackup > MOST_WITHOUT_BACKUP) {
            throw new IllegalArgumentException("too many days, or days too far away");
        }
    }

    /** Whether the same days of a term are reminded of. */
    public boolean sameOfTerms(ReminderDays other) {
        return new ReminderDays(beforeEnd, whileFrozen, beforeDeletion, other.withoutBackup)
                .equals(other);
    }

    private static List<Integer> inOrder(List<Integer> days) {
        return days.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    }

    private static boolean outside(List<Integer> days, int least, int most) {
        return days.size() > LONGEST || days.stream().anyMatch(day -> day < least || day > most);
    }
}
