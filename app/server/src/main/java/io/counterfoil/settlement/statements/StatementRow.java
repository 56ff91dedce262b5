package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement as pages show it.
 *
 * @param at when that came about
 * @param soldAt when the shop sold it, where it told so later; null: then, too
 * @param what why money is owed, in words
 * @param goods which product, and the outlet that sold or got it
 * @param amount what the shop owes, or gets, in words
 * @param dispute what stands beside it, in words; null: nothing
 */
public record StatementRow(
        int number,
        String serial,
        Instant at,
        @Nullable Instant soldAt,
        Text what,
        String goods,
        Money price,
        Money commission,
        Text amount,
        @Nullable String dispute) {

    static StatementRow of(StatementLine line) {
        DisputeState dispute = line.dispute();
        return new StatementRow(
                line.number(),
                line.serial().toString(),
                line.accruedAt(),
                line.soldAt(),
                StatementWords.of(line.kind()),
                line.productName() + " · " + line.outletName(),
                line.price(),
                line.commission(),
                StatementWords.owed(line.amount()),
                dispute == null ? null : dispute.label());
    }
}
