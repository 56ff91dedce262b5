package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What is owed between provider and retailers, line by line. */
public final class Accruals {
    private final Transactions transactions;
    private final Providers providers;

    /** Accruals known through {@code transactions}, by days of the calendars of {@code providers}. */
    public Accruals(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /** The accruals that the caller may see, newest first. */
    public Slice<Accrual> list(Caller caller, AccrualFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx -> {
                    ZoneId zone = providers.of(tx).zone();
                    List<Accrual> rows =
                            new AccrualListRepository(tx)
                                    .list(
                                            filter,
                                            filter.from().map(day -> start(day, zone)),
                                            filter.to().map(day -> start(day.plusDays(1), zone)),
                                            listing);
                    return Slice.of(listing, rows, Accrual::id);
                });
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
