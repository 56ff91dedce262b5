package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;

/** What is owed between provider and retailers, line by line. */
public final class Accruals {
    private final Transactions transactions;
    private final Providers providers;

    /** Accruals known through {@code transactions}, by days of the calendars of {@code providers}. */
    public Accruals(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /**
     * The accruals that the caller may see, newest first.
     *
     * @throws io.counterfoil.platform.Refused if those of days or of an outlet shall go on after one
     *     that isn't there
     */
    public Slice<Accrual> list(Caller caller, AccrualFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new AccrualListRepository(tx)
                                        .list(filter, providers.zones(tx), listing),
                                Accrual::id));
    }
}
