package io.counterfoil.settlement.ledger;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Accruals as people read them. */
final class AccrualListRepository {
    private final Tx tx;

    AccrualListRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * One row more than the listing asks for, if there is one; the latest first.
     *
     * @throws Refused if the list goes on by time after a row that isn't there
     */
    List<Accrual> list(
            AccrualFilter filter,
            Optional<Instant> from,
            Optional<Instant> before,
            Listing listing) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder conditions = new StringBuilder();
        Narrowing narrow =
                (name, value, condition) ->
                        value.ifPresent(
                                given -> {
                                    values.put(name, given);
                                    conditions.append(" AND ").append(condition);
                                });
        // Its policy says so too, but leads to no index.
        narrow.by(
                "own",
                Optional.ofNullable(tx.caller().scope().retailerOrNull()),
                "retailer_id = :own");
        narrow.by("retailer", filter.retailer(), "retailer_id = :retailer");
        narrow.by("outlet", filter.outlet(), "outlet_id = :outlet");
        narrow.by("from", from, "accrued_at >= :from");
        narrow.by("before", before, "accrued_at < :before");
        // In the order of the index that has what is asked for.
        boolean byTime = filter.outlet().isPresent() || from.isPresent() || before.isPresent();
        Optional<Long> after =
                Optional.ofNullable(listing.after()).map(UUID::getLeastSignificantBits);
        narrow.by("after", after, byTime ? "(accrued_at, id) < (:last, :after)" : "id < :after");
        if (byTime) {
            after.ifPresent(id -> values.put("last", accruedAt(id)));
        }
        return tx.handle()
                .createQuery(
                        """
                        SELECT accrual.*, CASE WHEN undone_at IS NOT NULL THEN 'undone'
                                               WHEN payable_at <= stated_until THEN 'settled'
                                               WHEN payable_at <= :now THEN 'payable'
                                               ELSE 'held' END AS state
                        FROM accrual LEFT JOIN retailer_settlement USING (provider_id, retailer_id)
                        WHERE provider_id = :provider AND %s %s
                        ORDER BY %s LIMIT :limit + 1
                        """
                                .formatted(
                                        filter.state()
                                                .map(AccrualListRepository::condition)
                                                .orElse("true"),
                                        conditions,
                                        byTime ? "accrued_at DESC, id DESC" : "id DESC"))
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("limit", listing.limit())
                .bindMap(values)
                .map((row, context) -> accrual(row))
                .list();
    }

    private Instant accruedAt(long id) {
        return tx.handle()
                .createQuery(
                        "SELECT accrued_at FROM accrual WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> Instants.of(row, "accrued_at"))
                .findOne()
                .orElseThrow(Listing::unknownRow);
    }

    /** Adds a condition with its value, if there is one: what isn't asked for hides no index. */
    @FunctionalInterface
    private interface Narrowing {
        void by(String name, Optional<?> value, String condition);
    }

    private static Accrual accrual(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Accrual(
                // Lists go by ids that look like all others.
                new UUID(0, row.getLong("id")),
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                row.getObject("product_id", UUID.class),
                SerialNumber.ofValue(row.getLong("serial")).toString(),
                AccrualKind.of(row.getString("kind")),
                new Money(row.getLong("price_minor"), currency),
                new Money(row.getLong("commission_minor"), currency),
                new Money(row.getLong("tax_minor"), currency),
                new Money(row.getLong("commission_tax_minor"), currency),
                new Money(row.getLong("amount_minor"), currency),
                Instants.of(row, "accrued_at"),
                Instants.ofNullable(row, "sold_at"),
                Instants.of(row, "payable_at"),
                Accrual.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Instants.ofNullable(row, "undone_at"));
    }

    // One after the other as in the CASE above; apart, so that indexes can be used.
    private static String condition(Accrual.State state) {
        return switch (state) {
            case UNDONE -> "undone_at IS NOT NULL";
            case SETTLED -> "undone_at IS NULL AND payable_at <= stated_until";
            case PAYABLE ->
                    """
                    undone_at IS NULL AND payable_at <= :now
                    AND (stated_until IS NULL OR payable_at > stated_until)
                    """;
            // Nothing is settled before its time.
            case HELD -> "undone_at IS NULL AND payable_at > :now";
        };
    }
}
