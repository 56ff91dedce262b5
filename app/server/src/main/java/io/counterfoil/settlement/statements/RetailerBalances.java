package io.counterfoil.settlement.statements;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Retailers;
import java.util.List;

/** Who owes whom, retailer by retailer. */
public final class RetailerBalances {
    private final Transactions transactions;
    private final Retailers retailers;
    private final Providers providers;

    /** Balances of {@code retailers}, in the money of {@code providers}. */
    public RetailerBalances(
            Transactions transactions, Retailers retailers, Providers providers) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.providers = providers;
    }

    /**
     * The balances of the retailers that the caller may see, the newest retailer first: one for each
     * currency in which something was ever owed, so that a part may have more rows than were asked
     * for.
     */
    public Slice<RetailerBalance> list(Caller caller, Listing listing) {
        Slice<Retailer> some = retailers.retailers(caller, listing);
        List<RetailerBalance> rows =
                transactions.read(
                        caller,
                        tx ->
                                new BalanceRepository(tx)
                                        .of(some.items(), providers.of(tx).currency()));
        return new Slice<>(rows, some.next());
    }
}
