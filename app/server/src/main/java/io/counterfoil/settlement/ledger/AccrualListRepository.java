package io.counterfoil.settlement.ledger;

import io.counterfoil.access.DayRange;
import io.counterfoil.access.Zones;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Accruals as people read them. */
final class AccrualListRepository {
    /** Where many are in a state, some are among so many of the newest. */
    private static final int NEWEST = 5_000;

    private final Tx tx;
    private final NewestFirstRepository newestFirst;

    AccrualListRepository(Tx tx) {
        this.tx = tx;
        this.newestFirst = new NewestFirstRepository(tx, "accrual", "accrued_at");
    }

    /**
     * One row more than the listing asks for, if there is one; the latest first.
     *
     * @param zones of the days that are asked for
     * @throws Refused if the list goes on by time after a row that isn't there
     */
    List<Accrual> list(AccrualFilter filter, Zones zones, Listing listing) {
        Conditions conditions =
                Conditions.of(tx, "retailer_id")
                        .ifGiven("retailer", filter.retailer(), "retailer_id = :retailer")
                        .ifGiven("outlet", filter.outlet(), "outlet_id = :outlet")
                        .ifGiven("from", filter.days().start(zones), "accrued_at >= :from")
                        .ifGiven("before", filter.days().end(zones), "accrued_at < :before");
        // In the order of the index that has what is asked for.
        boolean byTime = filter.outlet().isPresent() || !filter.days().equals(DayRange.ANY);
        newestFirst.goOn(conditions, listing, byTime);
        if (filter.state().equals(Optional.of(Accrual.State.SETTLED))) {
            // What is newer is on no statement: it isn't gone through, however much it is.
            conditions.add(
                    byTime || tx.caller().scope().retailerOrNull() != null
                            ? "accrued_at <= (SELECT max(stated_until) FROM retailer_settlement WHERE provider_id = :provider)"
                            : "id <= (SELECT max(accrual_id) FROM statement_line WHERE provider_id = :provider)");
        }
        String order = newestFirst.order(byTime);
        List<Accrual> rows = List.of();
        for (String place : places(filter, conditions.sql(), order)) {
            rows = list(place, filter.state(), order, conditions, listing.limit());
            if (rows.size() > listing.limit()) {
                break;
            }
        }
        return rows;
    }

    /** Where to look, one after the other until the part is full; the last has all that are asked for. */
    private static List<String> places(AccrualFilter filter, String conditions, String order) {
        String all = "SELECT * FROM accrual WHERE provider_id = :provider" + conditions;
        return switch (filter.state().orElse(null)) {
            case HELD, PAYABLE ->
                    List.of(
                            all + " ORDER BY %s LIMIT %d".formatted(order, NEWEST),
                            open(filter, conditions));
            case SETTLED, UNDONE -> List.of(all);
            case null -> List.of(all);
        };
    }

    /** Retailer by retailer, as an index has them. */
    private static String open(AccrualFilter filter, String conditions) {
        String open =
                filter.state().equals(Optional.of(Accrual.State.HELD))
                        ? "payable_at > :now"
                        : """
                        payable_at <= :now AND payable_at > (
                            SELECT coalesce(max(stated_until), '-infinity') FROM retailer_settlement
                            WHERE provider_id = :provider AND retailer_id = retailer.id)
                        """;
        Conditions retailers =
                new Conditions()
                        .ifGiven("retailer", filter.retailer(), "retailer.id = :retailer")
                        .ifGiven(
                                "outlet",
                                filter.outlet(),
                                "retailer.id = (SELECT retailer_id FROM outlet WHERE provider_id = :provider AND id = :outlet)");
        return """
            SELECT own.* FROM retailer CROSS JOIN LATERAL (
                SELECT * FROM accrual
                WHERE provider_id = :provider AND retailer_id = retailer.id AND undone_at IS NULL AND %s%s
                OFFSET 0) AS own
            WHERE retailer.provider_id = :provider%s
            """
                .formatted(open, conditions, retailers.sql());
    }

    private List<Accrual> list(
            String place,
            Optional<Accrual.State> state,
            String order,
            Conditions conditions,
            int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT accrual.*, CASE WHEN undone_at IS NOT NULL THEN 'undone'
                                               WHEN payable_at <= stated_until THEN 'settled'
                                               WHEN payable_at <= :now THEN 'payable'
                                               ELSE 'held' END AS state
                        FROM (%s) AS accrual LEFT JOIN retailer_settlement USING (provider_id, retailer_id)
                        WHERE %s ORDER BY %s LIMIT :limit + 1
                        """
                                .formatted(
                                        place,
                                        state.map(AccrualListRepository::condition).orElse("true"),
                                        order))
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("limit", limit)
                .bindMap(conditions.values())
                .map((row, context) -> accrual(row))
                .list();
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
