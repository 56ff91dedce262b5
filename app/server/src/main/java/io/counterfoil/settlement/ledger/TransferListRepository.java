package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Zones;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Transfers as people read them. */
final class TransferListRepository {
    /** A part of the list; what isn't asked for stays out of it, so that indexes can be used. */
    private static final String PART =
            """
            (SELECT id, at, kind, debit, credit, amount_minor, currency, retailer_id, product_id, serial, event, reverses
             FROM ledger_transfer WHERE provider_id = :provider%s
             ORDER BY %s LIMIT :limit + 1)
            """;

    private final Tx tx;
    private final NewestFirstRepository newestFirst;

    TransferListRepository(Tx tx) {
        this.tx = tx;
        this.newestFirst = new NewestFirstRepository(tx, "ledger_transfer", "at");
    }

    /**
     * One row more than the listing asks for, if there is one; the latest first.
     *
     * @param zones of the days that are asked for
     * @throws Refused if the list goes on by time after a row that isn't there
     */
    List<Transfer> list(TransferFilter filter, Zones zones, Listing listing) {
        Conditions conditions =
                new Conditions()
                        .ifGiven("retailer", filter.retailer(), "retailer_id = :retailer")
                        .ifGiven("serial", filter.serial().map(SerialNumber::value), "serial = :serial")
                        .ifGiven("from", filter.days().start(zones), "at >= :from")
                        .ifGiven("before", filter.days().end(zones), "at < :before");
        // A retailer's own index is by id, in which order its transfers were made.
        boolean byTime =
                filter.account().isPresent()
                        || !conditions.values().keySet().equals(Set.of("retailer"));
        newestFirst.goOn(conditions, listing, byTime);
        String order = newestFirst.order(byTime);
        filter.account().ifPresent(account -> conditions.bind("account", account.label()));
        return tx.handle()
                .createQuery(sql(conditions.sql(), order, filter.account().isPresent()))
                .bind("provider", tx.provider())
                .bind("limit", listing.limit())
                .bindMap(conditions.values())
                .map((row, context) -> transfer(row))
                .list();
    }

    private static String sql(String conditions, String order, boolean ofAccount) {
        if (!ofAccount) {
            return PART.formatted(conditions, order);
        }
        // No transfer has the same account on both sides, and each side has its index.
        return PART.formatted(conditions + " AND debit = :account", order)
                + "UNION ALL\n"
                + PART.formatted(conditions + " AND credit = :account", order)
                + "ORDER BY " + order + " LIMIT :limit + 1";
    }

    private static Transfer transfer(ResultSet row) throws SQLException {
        Long serial = row.getObject("serial", Long.class);
        return new Transfer(
                // Lists go by ids that look like all others.
                new UUID(0, row.getLong("id")),
                Instants.of(row, "at"),
                row.getString("kind"),
                LedgerAccount.of(row.getString("credit")),
                LedgerAccount.of(row.getString("debit")),
                new Money(
                        row.getLong("amount_minor"),
                        Currency.getInstance(row.getString("currency"))),
                row.getObject("retailer_id", UUID.class),
                row.getObject("product_id", UUID.class),
                serial == null ? null : SerialNumber.ofValue(serial).toString(),
                row.getObject("event", Long.class),
                row.getObject("reverses", Long.class));
    }
}
