package io.counterfoil.settlement.statements;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.AccrualKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement: what one event of one item comes to.
 *
 * @param number its place on the statement, from 1 on
 * @param event the position of the event in the log
 * @param accruedAt when that happened
 * @param soldAt when the shop sold it, where it told so later; null: then, too
 * @param price what the customer paid for it; below zero if it is taken back
 * @param commission what the shop keeps of that
 * @param tax the tax inside the price
 * @param commissionTax the tax inside the commission
 * @param dispute what stands beside it; null: its retailer did not disagree
 */
public record StatementLine(
        int number,
        SerialNumber serial,
        long event,
        UUID outlet,
        String outletName,
        UUID product,
        String productName,
        AccrualKind kind,
        Instant accruedAt,
        @Nullable Instant soldAt,
        Money price,
        Money commission,
        Money tax,
        Money commissionTax,
        @Nullable DisputeState dispute) {

    /** The same with what its outlet and its product are called. */
    StatementLine named(String outletName, String productName) {
        return new StatementLine(
                number,
                serial,
                event,
                outlet,
                outletName,
                product,
                productName,
                kind,
                accruedAt,
                soldAt,
                price,
                commission,
                tax,
                commissionTax,
                dispute);
    }

    /** What the retailer owes the provider for it; below zero, the provider owes it. */
    public Money amount() {
        return new Money(price.minor() - commission.minor(), price.currency());
    }

    /** What a list of lines goes on after. */
    UUID place() {
        return new UUID(0, number);
    }

    /** The number of the line that {@link #place} names. */
    static long numberAt(UUID place) {
        return place.getLeastSignificantBits();
    }
}
