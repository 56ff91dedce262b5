package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;

/**
 * Computes all that stands in the books of a provider again from what it was made of, and says where
 * they differ; over one snapshot, so that shops may sell meanwhile.
 */
public final class Reconciliation implements Check {
    private static final int MOST_DIFFERENCES = 20;

    private final Transactions transactions;
    private final Providers providers;
    private final List<BookCheck> checks;

    /** Reconciles the books of {@code providers} by {@code checks}, each of a part of them. */
    public Reconciliation(
            Transactions transactions, Providers providers, List<BookCheck> checks) {
        this.transactions = transactions;
        this.providers = providers;
        this.checks = List.copyOf(checks);
    }

    @Override
    public String subject() {
        return "accruals and accounts";
    }

    /** Of all providers, each looked at in its own scope. */
    @Override
    public List<String> faults(Tx tx) {
        return providers.all().stream()
                .map(Provider::id)
                .map(id -> new Caller(new Scope.Provider(id), tx.caller().actor()))
                .flatMap(caller -> differences(caller).stream())
                .limit(MOST_DIFFERENCES)
                .toList();
    }

    /** The first differences of the caller's provider, a sentence each; empty if there are none. */
    public List<String> differences(Caller caller) {
        return transactions.readSnapshot(
                new Caller(new Scope.Provider(caller.provider()), Actor.job("reconciliation")),
                tx ->
                        checks.stream()
                                .flatMap(check -> check.differences(tx).stream())
                                .limit(MOST_DIFFERENCES)
                                .toList());
    }
}
