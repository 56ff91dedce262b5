package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.AccrualKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an item brought or cost a retailer, and where that is accounted for.
 *
 * @param retailer between whom and the provider
 * @param event the position of the event that it is for
 * @param price what the customer paid; below zero if it is taken back
 * @param commission what the shop keeps of that, or gets
 * @param amount what the retailer owes the provider for it; below zero, the provider owes it
 * @param soldAt when the shop sold it, where it told so later; null: when it accrued
 * @param undoneAt when it was withdrawn, before any statement had it; else null
 * @param statement the statement that has it; null: none yet
 */
public record ItemMoney(
        AccrualKind kind,
        UUID retailer,
        long event,
        Money price,
        Money commission,
        Money amount,
        Instant accruedAt,
        @Nullable Instant soldAt,
        Instant payableAt,
        @Nullable Instant undoneAt,
        @Nullable OnStatement statement) {

    /**
     * A line of a statement.
     *
     * @param id the statement's id
     * @param number the statement's number
     * @param line the line's place on it, from 1 on
     */
    public record OnStatement(UUID id, long number, int line) {}
}
