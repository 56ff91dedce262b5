package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.settlement.statements.Closings;
import io.counterfoil.settlement.statements.Statement;

/**
 * Makes a payout of what a statement leaves the provider owing, less what the bank has been told to
 * pay already. What is below the retailer's minimum is carried over, and so is what nobody had
 * ordered of the statements before: the new one has it too.
 */
public final class PayoutMaking implements Closings {
    private final Agreements agreements;
    private final Ids ids;

    /** Payouts from the minimum on that {@code agreements} say. */
    public PayoutMaking(Agreements agreements, Ids ids) {
        this.agreements = agreements;
        this.ids = ids;
    }

    @Override
    public void closed(Tx tx, Statement statement) {
        PayoutRepository payouts = new PayoutRepository(tx);
        Money closing = statement.closing();
        payouts.carryOver(statement.retailer(), closing.currency());
        long owed =
                -closing.minor() - payouts.ordered(statement.retailer(), closing.currency());
        Money minimum = agreements.limits(tx, statement.retailer()).minimumPayout();
        boolean isEnough =
                !minimum.currency().equals(closing.currency()) || owed >= minimum.minor();
        if (owed > 0 && isEnough) {
            payouts.insert(
                    ids.next(),
                    statement.retailer(),
                    statement.id(),
                    statement.number(),
                    new Money(owed, closing.currency()));
        }
    }
}
