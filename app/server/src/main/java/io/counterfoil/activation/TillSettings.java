package io.counterfoil.activation;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How many days a provider gives customers and shops, and how many sales they may enter later. */
public final class TillSettings {
    private final Transactions transactions;
    private final Audit audit;

    /** Settings; who changes them is named in {@code audit}. */
    public TillSettings(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * What is wanted; what is null stays as it is.
     *
     * @param returnDays days in which a customer may bring an item back; 0: on the day of the sale
     * @param lateSaleDays how many days old a sale may be that a shop enters later
     * @param enteredSales how many of these a till may have within 24 hours; 0: any number
     */
    record Change(
            @Nullable Integer returnDays,
            @Nullable Integer lateSaleDays,
            @Nullable Integer enteredSales) {

        private boolean isAlready(TillRules rules) {
            return (returnDays == null || returnDays == rules.returnDays())
                    && (lateSaleDays == null || lateSaleDays == rules.lateSaleDays())
                    && (enteredSales == null || enteredSales == rules.enteredSales());
        }
    }

    /** The rules as they are. */
    TillRules read(Caller caller) {
        return transactions.read(caller, this::rules);
    }

    /** How many days old a sale may be that a shop enters later. */
    public int lateSaleDays(Tx tx) {
        return rules(tx).lateSaleDays();
    }

    /**
     * From when on a sale of this moment stands: after it its till can't undo it any more, and the last
     * day is over on which its customer may bring the item back.
     *
     * @param zone whose calendar the days are of
     */
    public Instant standsFrom(Tx tx, ZoneId zone) {
        Instant brought =
                rules(tx).lastReturn(tx.now(), zone).plusDays(1).atStartOfDay(zone).toInstant();
        Instant undone = tx.now().plus(Reversals.WINDOW);
        return brought.isAfter(undone) ? brought : undone;
    }

    TillRules rules(Tx tx) {
        return tx.known(
                        TillRules.class,
                        tx.provider(),
                        () ->
                                new TillSettingsRepository(tx)
                                        .find()
                                        .or(() -> Optional.of(TillRules.DEFAULT)))
                .orElseThrow();
    }

    /**
     * Changes the rules, also for what was sold before.
     *
     * @throws Refused if a number is out of bounds
     */
    TillRules change(Caller caller, Change change) {
        Fields fields = new Fields();
        if (change.returnDays() != null) {
            fields.number("return_days", change.returnDays(), 0, TillRules.MOST);
        }
        if (change.lateSaleDays() != null) {
            fields.number("late_sale_days", change.lateSaleDays(), 0, TillRules.MOST);
        }
        if (change.enteredSales() != null) {
            fields.number("entered_sales", change.enteredSales(), 0, TillRules.MOST_SALES);
        }
        fields.done();
        return transactions.once(
                caller,
                TillRules.class,
                tx -> {
                    TillRules before = rules(tx);
                    if (change.isAlready(before)) {
                        return before;
                    }
                    TillRules after = new TillSettingsRepository(tx).put(change);
                    tx.forget(TillRules.class, tx.provider());
                    audit.record(
                            tx,
                            "tills.changed",
                            "tills",
                            Map.of(
                                    "return_days", after.returnDays(),
                                    "late_sale_days", after.lateSaleDays(),
                                    "entered_sales", after.enteredSales()));
                    return after;
                });
    }
}
