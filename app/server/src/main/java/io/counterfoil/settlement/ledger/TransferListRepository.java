package io.counterfoil.settlement.ledger;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final String BY_TIME = "at DESC, id DESC";

    private final Tx tx;

    TransferListRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * One row more than the listing asks for, if there is one; the latest first.
     *
     * @throws Refused if the list goes on by time after a row that isn't there
     */
    List<Transfer> list(
            TransferFilter filter,
            Optional<Instant> from,
            Optional<Instant> before,
            Listing listing) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder conditions = new StringBuilder();
        filter.retailer()
                .ifPresent(
                        retailer -> {
                            values.put("retailer", retailer);
                            conditions.append(" AND retailer_id = :retailer");
                        });
        filter.serial()
                .ifPresent(
                        serial -> {
                            values.put("serial", serial.value());
                            conditions.append(" AND serial = :serial");
                        });
        from.ifPresent(
                moment -> {
                    values.put("from", moment);
                    conditions.append(" AND at >= :from");
                });
        before.ifPresent(
                moment -> {
                    values.put("before", moment);
                    conditions.append(" AND at < :before");
                });
        // A retailer's own index is by id, in which order its transfers were made.
        boolean byId = values.keySet().equals(Set.of("retailer")) && filter.account().isEmpty();
        UUID after = listing.after();
        if (after != null) {
            long id = after.getLeastSignificantBits();
            values.put("after", id);
            if (!byId) {
                values.put("last", at(id));
            }
            conditions.append(byId ? " AND id < :after" : " AND (at, id) < (:last, :after)");
        }
        filter.account().ifPresent(account -> values.put("account", account.label()));
        return tx.handle()
                .createQuery(sql(
                                conditions.toString(),
                                byId ? "id DESC" : BY_TIME,
                                filter.account().isPresent()))
                .bind("provider", tx.provider())
                .bind("limit", listing.limit())
                .bindMap(values)
                .map((row, context) -> transfer(row))
                .list();
    }

    private Instant at(long id) {
        return tx.handle()
                .createQuery(
                        "SELECT at FROM ledger_transfer WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> Instants.of(row, "at"))
                .findOne()
                .orElseThrow(Listing::unknownRow);
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
