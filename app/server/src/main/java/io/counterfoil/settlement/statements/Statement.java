package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A closed settlement document of one retailer in one currency; nothing of it ever changes. All
 * amounts are what the retailer owes the provider; below zero, the provider owes it.
 *
 * @param number the provider's numbers have no gaps
 * @param after it has what is payable after this moment; empty: since ever
 * @param until up to this one
 * @param closedAt when it was made
 * @param lineCount how many lines it has
 * @param opening what the one before closed with
 * @param lines what its lines come to
 * @param payments what the retailer has paid since, less what was paid out to it
 * @param closing opening and lines less payments
 * @param state how much of that has been paid by now
 * @param left what hasn't been, with the sign of the closing
 * @param carried whether a later one begins with that
 */
public record Statement(
        UUID id,
        long number,
        UUID retailer,
        Optional<Instant> after,
        Instant until,
        Instant closedAt,
        int lineCount,
        Sums sums,
        Money opening,
        Money lines,
        Money payments,
        Money closing,
        StatementState state,
        Money left,
        boolean carried) {

    /**
     * What its lines come to, part by part.
     *
     * @param price what customers paid
     * @param commission what the shop keeps of that
     * @param tax the tax inside the price
     * @param commissionTax the tax inside the commission
     */
    public record Sums(Money price, Money commission, Money tax, Money commissionTax) {}
}
