package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.AccrualKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of money between provider and retailer.
 *
 * @param id its id, for lists
 * @param serial the item that it is for
 * @param kind why it is owed
 * @param price what the item costs, with tax
 * @param commission what the shop keeps of that, or gets, with tax
 * @param tax the tax inside the price
 * @param commissionTax the tax inside the commission
 * @param amount what the retailer owes the provider; below zero, the provider owes the retailer
 * @param soldAt when the shop sold it, where it told so later; null: when it accrued
 * @param payableAt from when on it may be on a statement
 * @param state where it stands
 * @param undoneAt when it was withdrawn, or null
 */
public record Accrual(
        UUID id,
        UUID retailer,
        UUID outlet,
        UUID product,
        String serial,
        AccrualKind kind,
        Money price,
        Money commission,
        Money tax,
        Money commissionTax,
        Money amount,
        Instant accruedAt,
        @Nullable Instant soldAt,
        Instant payableAt,
        State state,
        @Nullable Instant undoneAt) {

    /** Where an accrual stands. */
    public enum State {
        /** It can't be on a statement yet: the sale may still be undone. */
        HELD,
        /** The next statement has it. */
        PAYABLE,
        /** A statement has it. */
        SETTLED,
        /** It was withdrawn before a statement had it. */
        UNDONE
    }
}
