package io.counterfoil.settlement.statements;

import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.Item;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.settlement.ledger.SalesBook;
import io.counterfoil.settlement.ledger.Settled;
import java.util.Optional;
import java.util.UUID;

/**
 * What retailers owe: what the last statement closed with, what accrued since that nobody took back,
 * less what was paid since. It is summed when somebody asks, and that is only where a limit is
 * agreed on; of many accruals most are summed once, in a moment in which nothing accrues.
 */
public final class Owing implements Credit {
    /** More accruals than this aren't read again and again. */
    private static final int READ = 1_000;

    private final Transactions transactions;
    private final Settled settled;
    private final Agreements agreements;
    private final SalesBook sales;

    /** Limits by {@code agreements} on what {@code sales} come to. */
    public Owing(
            Transactions transactions, Settled settled, Agreements agreements, SalesBook sales) {
        this.transactions = transactions;
        this.settled = settled;
        this.agreements = agreements;
        this.sales = sales;
    }

    @Override
    public Optional<State> state(Caller caller, UUID retailer) {
        return transactions.read(
                caller,
                tx ->
                        agreements
                                .creditLimit(tx, retailer)
                                .map(limit -> state(new OwedRepository(tx), retailer, limit)));
    }

    @Override
    public Optional<State> hold(Tx tx, UUID retailer) {
        return agreements
                .creditLimit(tx, retailer)
                .map(
                        limit -> {
                            OwedRepository owed = new OwedRepository(tx);
                            owed.lock(retailer);
                            OwedRepository.Owed now = owed.of(retailer, limit.currency());
                            if (now.uncounted() > READ && settled.isStill(tx, retailer)) {
                                owed.count(retailer, limit.currency());
                            }
                            return new State(limit, new Money(now.minor(), limit.currency()));
                        });
    }

    @Override
    public Money due(Tx tx, UUID retailer, Item item) {
        return sales.due(tx, retailer, item);
    }

    private static State state(OwedRepository owed, UUID retailer, Money limit) {
        return new State(
                limit,
                new Money(owed.of(retailer, limit.currency()).minor(), limit.currency()));
    }
}
