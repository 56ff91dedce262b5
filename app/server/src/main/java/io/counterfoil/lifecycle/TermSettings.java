package io.counterfoil.lifecycle;

import io.counterfoil.access.Audit;
import io.counterfoil.accounts.Terms;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermDays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many days a provider gives its customers after the end of their time and after an uninstall,
 * and up to how many years ahead time is added up: fewer of these take nothing from who has more.
 * A date of deletion that was announced to somebody only ever moves later. That of a freeze stays for
 * whoever's days of grace have begun; whose paid time still runs is told the new one by the next
 * reminder.
 */
public final class TermSettings {
    private final Transactions transactions;
    private final Terms terms;
    private final ReminderClock clock;
    private final Audit audit;

    /**
     * Settings that {@code terms} go by; reminders are planned anew by {@code clock}, and who
     * changes them is named in {@code audit}.
     */
    public TermSettings(
            Transactions transactions, Terms terms, ReminderClock clock, Audit audit) {
        this.transactions = transactions;
        this.terms = terms;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * What is wanted; what is null stays as it is.
     *
     * @param grace days after paid time while everything still runs; 0: none
     * @param frozen days after a freeze until everything is deleted
     * @param uninstall days after an uninstall until everything is deleted
     * @param longestYears how many years ahead of now time may be added up
     */
    record Change(
            @Nullable Integer grace,
            @Nullable Integer frozen,
            @Nullable Integer uninstall,
            @Nullable Integer longestYears) {}

    /** The numbers as they are kept for repeated calls; an older version kept no years. */
    private record Answer(
            int grace, int frozen, int uninstall, @Nullable Integer longestYears) {
        static Answer of(TermDays days) {
            return new Answer(
                    days.grace(), days.frozen(), days.uninstall(), days.longestYears());
        }

        TermDays days() {
            return new TermDays(
                    grace, frozen, uninstall, either(longestYears, TermDays.USUAL.longestYears()));
        }
    }

    /** The numbers as they are. */
    TermDays read(Caller caller) {
        return transactions.read(caller, terms::days);
    }

    /**
     * Changes the numbers for every term that ends, freezes, is uninstalled or is added to from now
     * on.
     *
     * @throws Refused if a number is out of bounds
     */
    TermDays change(Caller caller, Change change) {
        Fields fields = new Fields();
        if (change.grace() != null) {
            fields.number("grace", change.grace(), 0, TermDays.MOST_GRACE);
        }
        if (change.frozen() != null) {
            fields.number(
                    "frozen", change.frozen(), TermDays.LEAST_FROZEN, TermDays.MOST_FROZEN);
        }
        if (change.uninstall() != null) {
            fields.number("uninstall", change.uninstall(), 1, TermDays.MOST_UNINSTALL);
        }
        if (change.longestYears() != null) {
            fields.number(
                    "longest_years",
                    change.longestYears(),
                    TermDays.LEAST_LONGEST_YEARS,
                    TermDays.MOST_LONGEST_YEARS);
        }
        fields.done();
        return transactions.once(caller, Answer.class, tx -> Answer.of(change(tx, change))).days();
    }

    private TermDays change(Tx tx, Change change) {
        TermDays before = terms.lockDays(tx);
        TermDays wanted =
                new TermDays(
                        either(change.grace(), before.grace()),
                        either(change.frozen(), before.frozen()),
                        either(change.uninstall(), before.uninstall()),
                        either(change.longestYears(), before.longestYears()));
        if (!wanted.equals(before)) {
            terms.choose(tx, wanted);
            // Reminders go by days alone.
            if (!wanted.hasDaysOf(before)) {
                clock.schedulePlan(tx);
            }
            audit.record(
                    tx,
                    "terms.changed",
                    "terms",
                    Map.of(
                            "grace", wanted.grace(),
                            "frozen", wanted.frozen(),
                            "uninstall", wanted.uninstall(),
                            "longest_years", wanted.longestYears()));
        }
        return wanted;
    }

    private static int either(@Nullable Integer wanted, int before) {
        return wanted == null ? before : wanted;
    }
}
