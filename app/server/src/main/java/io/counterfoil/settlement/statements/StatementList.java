package io.counterfoil.settlement.statements;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import java.util.Optional;

/** Statements as people and programs look for them. */
public final class StatementList {
    private final Transactions transactions;
    private final Providers providers;

    public StatementList(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /** Those that the caller may see and that are asked for, newest first. */
    public Slice<Statement> of(
            Caller caller,
            PeriodFilter filter,
            Optional<StatementState> state,
            Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new StatementRepository(tx)
                                        .list(filter, providers.zones(tx), state, listing),
                                Statement::id));
    }
}
