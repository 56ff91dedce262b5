package io.counterfoil.settlement.statements;

import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.Item;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.settlement.ledger.SalesBook;
import java.util.Optional;
import java.util.UUID;

/**
 * What retailers owe: what the last statement closed with, what accrued since that nobody took back,
 * less what was paid since. It is summed when somebody asks, and that is only where a limit is
 * agreed on; of many accruals most are counted before, see {@link AccrualCounts}.
 */
public final class Owing implements Credit {
    private final Transactions transactions;
    private final Agreements agreements;
    private final SalesBook sales;
    private final AccrualCounts counts;

    /** Limits by {@code agreements} on what {@code sales} come to, as {@code counts} know it. */
    public Owing(
            Transactions transactions,
            Agreements agreements,
            SalesBook sales,
            AccrualCounts counts) {
        this.transactions = transactions;
        this.agreements = agreements;
        this.sales = sales;
        this.counts = counts;
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
        return agreements.holdCreditLimit(tx, retailer).map(limit -> held(tx, retailer, limit));
    }

    @Override
    public Optional<State> forbidding(Tx tx, UUID retailer, Item item) {
        return agreements
                .creditLimit(tx, retailer, item.product())
                .map(limit -> held(tx, retailer, limit))
                .filter(state -> state.forbids(sales.due(tx, retailer, item)));
    }

    private State held(Tx tx, UUID retailer, Money limit) {
        OwedRepository owed = new OwedRepository(tx);
        owed.lock(retailer);
        OwedRepository.Owed now = owed.of(retailer, limit.currency());
        if (now.uncounted() > AccrualCounts.READ) {
            counts.ask(tx, retailer);
        }
        return new State(limit, new Money(now.minor(), limit.currency()));
    }

    private static State state(OwedRepository owed, UUID retailer, Money limit) {
        return new State(
                limit,
                new Money(owed.of(retailer, limit.currency()).minor(), limit.currency()));
    }
}
