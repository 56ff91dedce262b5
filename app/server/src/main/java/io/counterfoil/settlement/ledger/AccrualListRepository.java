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
import org.jdbi.v3.core.statement.Query;

/** Accruals as people read them. */
final class AccrualListRepository {
    /** Where many are in a state, a small part of a list is full among so many of the newest. */
    private static final int NEWEST = 5_000;

    /** For each row of a large part. */
    private static final int NEWEST_OF_ROW = 100;

    private final Tx tx;
    private final NewestFirstRepository newestFirst;

    AccrualListRepository(Tx tx) {
        this.tx = tx;
        this.newestFirst = new NewestFirstRepository(tx, "accrual", "accrued_at");
    }

    /**
     * One that was looked at.
     *
     * @param place which of the newest it is, from 1
     */
    private record Seen(Accrual accrual, long place) {}

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
        String order = newestFirst.order(byTime);
        Accrual.State state = filter.state().orElse(null);
        if (state == Accrual.State.HELD || state == Accrual.State.PAYABLE) {
            return open(filter, state, order, conditions, listing.limit());
        }
        return query(
                        "SELECT * FROM accrual WHERE provider_id = :provider" + conditions.sql(),
                        state == null ? "true" : condition(state),
                        order,
                        conditions,
                        listing.limit())
                .map((row, context) -> accrual(row))
                .list();
    }

    /** Looks among the newest, and at all that are open only if there are more and the part isn't full. */
    private List<Accrual> open(
            AccrualFilter filter,
            Accrual.State state,
            String order,
            Conditions conditions,
            int limit) {
        int most = Math.max(NEWEST, NEWEST_OF_ROW * limit);
        List<Seen> seen =
                query(
                                """
                                SELECT *, row_number() OVER (ROWS UNBOUNDED PRECEDING) AS place FROM (
                                    SELECT * FROM accrual
                                    WHERE provider_id = :provider%s ORDER BY %s LIMIT %d) AS newest
                                """
                                        .formatted(conditions.sql(), order, most),
                                // The last one tells that there may be more, whatever its state.
                                "(%s) OR place = %d".formatted(condition(state), most),
                                order,
                                conditions,
                                limit)
                        .map((row, context) -> new Seen(accrual(row), row.getLong("place")))
                        .list();
        List<Accrual> newest =
                seen.stream().map(Seen::accrual).filter(each -> each.state() == state).toList();
        boolean all = seen.isEmpty() || seen.getLast().place() < most;
        if (all || newest.size() > limit) {
            return newest;
        }
        return query(
                        ofEachRetailer(filter, state, order, conditions, limit),
                        condition(state),
                        order,
                        conditions,
                        limit)
                .map((row, context) -> accrual(row))
                .list();
    }

    /** Retailer by retailer, as an index has them; only the few that are shown are read as a whole. */
    private static String ofEachRetailer(
            AccrualFilter filter,
            Accrual.State state,
            String order,
            Conditions conditions,
            int limit) {
        String open =
                state == Accrual.State.HELD
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
                                "retailer.id = (SELECT retailer_id FROM accrual WHERE provider_id = :provider AND outlet_id = :outlet LIMIT 1)");
        // Nothing is payable before it accrues.
        String from = conditions.values().containsKey("from") ? " AND payable_at >= :from" : "";
        return """
            SELECT * FROM accrual WHERE provider_id = :provider AND id = ANY (ARRAY(
                SELECT own.id FROM retailer CROSS JOIN LATERAL (
                    SELECT accrued_at, id FROM accrual
                    WHERE provider_id = :provider AND retailer_id = retailer.id AND undone_at IS NULL AND %s%s%s
                    OFFSET 0) AS own
                WHERE retailer.provider_id = :provider%s ORDER BY %s LIMIT %d))
            """
                .formatted(
                        open,
                        from,
                        conditions.sql(),
                        retailers.sql(),
                        order,
                        limit + 1);
    }

    private Query query(
            String place, String condition, String order, Conditions conditions, int limit) {
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
                                .formatted(place, condition, order))
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("limit", limit)
                .bindMap(conditions.values());
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
