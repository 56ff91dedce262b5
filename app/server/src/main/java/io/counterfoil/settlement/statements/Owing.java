package io.counterfoil.settlement.statements;

import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.Item;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Scope;
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
 * agreed on; of many accruals most are summed once, by a job: only in a moment in which nothing
 * accrues can it be said what was counted, and no sale may have others wait for such a moment.
 */
public final class Owing implements Credit {
    /** More accruals than this aren't read again and again. */
    private static final int READ = 1_000;

    /** The job that counts them, of a provider and its retailer. */
    static final String JOB = "count-owed";

    private static final String OF = ":";

    private final Transactions transactions;
    private final Settled settled;
    private final Agreements agreements;
    private final SalesBook sales;
    private final Jobs jobs;

    /**
     * Limits by {@code agreements} on what {@code sales} come to, counted by a job; made before
     * {@code jobs} start.
     */
    public Owing(
            Transactions transactions,
            Settled settled,
            Agreements agreements,
            SalesBook sales,
            Jobs jobs) {
        this.transactions = transactions;
        this.settled = settled;
        this.agreements = agreements;
        this.sales = sales;
        this.jobs = jobs;
        jobs.define(JOB, this::count);
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
        return agreements.creditLimit(tx, retailer).map(limit -> held(tx, retailer, limit));
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
        if (now.uncounted() > READ) {
            jobs.schedule(tx, JOB, tx.provider() + OF + retailer);
        }
        return new State(limit, new Money(now.minor(), limit.currency()));
    }

    /**
     * Counts what accrued for the retailer that an instance of the job names. If something accrues
     * just then that is neither a sale nor a shipment, the next of those asks for it again.
     */
    void count(String instance) {
        String[] ids = instance.split(OF, 2);
        UUID retailer = UUID.fromString(ids[1]);
        transactions.write(
                new Caller(new Scope.Provider(UUID.fromString(ids[0])), Actor.job(JOB)),
                tx -> {
                    count(tx, retailer);
                    return retailer;
                });
    }

    private void count(Tx tx, UUID retailer) {
        agreements
                .creditLimit(tx, retailer)
                .ifPresent(
                        limit -> {
                            OwedRepository owed = new OwedRepository(tx);
                            // Those that are under way end first, the next ones wait.
                            owed.lock(retailer);
                            if (settled.isStill(tx, retailer)
                                    && owed.of(retailer, limit.currency()).uncounted() > READ) {
                                owed.count(retailer, limit.currency());
                            }
                        });
    }

    private static State state(OwedRepository owed, UUID retailer, Money limit) {
        return new State(
                limit,
                new Money(owed.of(retailer, limit.currency()).minor(), limit.currency()));
    }
}
