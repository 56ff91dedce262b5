package io.counterfoil.settlement.ledger;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Transfers as people read them. */
final class TransferListRepository {
    private final Tx tx;

    TransferListRepository(Tx tx) {
        this.tx = tx;
    }

    /** One row more than the listing asks for, if there is one. */
    List<Transfer> list(
            TransferFilter filter,
            Optional<Instant> from,
            Optional<Instant> before,
            Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, at, kind, debit, credit, amount_minor, currency, retailer_id, product_id, serial, event, reverses
                        FROM ledger_transfer
                        WHERE provider_id = :provider
                          AND (:account::text IS NULL OR :account IN (debit, credit))
                          AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                          AND (:serial::bigint IS NULL OR serial = :serial)
                          AND (:from::timestamptz IS NULL OR at >= :from)
                          AND (:before::timestamptz IS NULL OR at < :before)
                          AND (:after::bigint IS NULL OR id < :after)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("account", filter.account().map(LedgerAccount::label).orElse(null))
                .bind("retailer", filter.retailer().orElse(null))
                .bind("serial", filter.serial().map(SerialNumber::value).orElse(null))
                .bind("from", from.orElse(null))
                .bind("before", before.orElse(null))
                .bind(
                        "after",
                        listing.after() == null
                                ? null
                                : (Long) listing.after().getLeastSignificantBits())
                .bind("limit", listing.limit())
                .map((row, context) -> transfer(row))
                .list();
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
