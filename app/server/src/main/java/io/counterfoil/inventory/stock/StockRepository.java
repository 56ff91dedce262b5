package io.counterfoil.inventory.stock;

import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts items in shops. */
final class StockRepository {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration QUARTER = Duration.ofDays(90);

    private final Tx tx;

    StockRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * The items of a product that are in one state in an outlet.
     *
     * @param unsellable how many are on hold, those included that are missing, or were brought back
     *     by a customer
     * @param missing how many did not arrive with the rest of their shipment
     * @param sold how many were sold in the last 30 days
     * @param redeemed of how many the code was redeemed in the last 30 days
     * @param month how many came into stock in the last 30 days
     * @param quarter how many came in the last 90 days, those included
     */
    record Row(
            UUID outlet,
            UUID product,
            ItemState state,
            int items,
            int unsellable,
            int missing,
            int sold,
            int redeemed,
            int month,
            int quarter) {}

    /**
     * What tills sold and nobody brought back, by day and by outlet.
     *
     * @param day in the provider's time zone, in rows of days
     * @param outlet in rows of outlets
     */
    record Sold(@Nullable LocalDate day, @Nullable UUID outlet, int items) {}

    /** One pass over the same index, for rows of days and rows of outlets. */
    List<Sold> sold(Instant since, ZoneId zone) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT (activated_at AT TIME ZONE :zone)::date AS day, outlet_id, count(*) AS items
                        FROM serial_item
                        WHERE provider_id = :provider AND outlet_id IS NOT NULL AND activated_at >= :since
                        GROUP BY GROUPING SETS ((1), (2))
                        """)
                .bind("provider", tx.provider())
                .bind("zone", zone.getId())
                .bind("since", since)
                .map(
                        (row, context) ->
                                new Sold(
                                        row.getObject("day", LocalDate.class),
                                        row.getObject("outlet_id", UUID.class),
                                        row.getInt("items")))
                .list();
    }

    /**
     * What some outlets sold, by product and day and by outlet.
     *
     * @param product in rows of days
     * @param day in the provider's time zone, in rows of days
     * @param outlet in rows of outlets
     * @param items in rows of outlets only those since {@code recent}
     */
    record Sales(
            @Nullable UUID product, @Nullable LocalDate day, @Nullable UUID outlet, int items) {}

    /** What the outlets sold since these moments, in one pass over their part of the same index. */
    List<Sales> sales(Collection<UUID> outlets, Instant since, Instant recent, ZoneId zone) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT product_id, (activated_at AT TIME ZONE :zone)::date AS day, outlet_id,
                               CASE WHEN GROUPING(outlet_id) = 1 THEN count(*)
                                    ELSE count(*) FILTER (WHERE activated_at >= :recent) END AS items
                        FROM serial_item
                        WHERE provider_id = :provider AND outlet_id = ANY(:outlets) AND activated_at >= :since
                        GROUP BY GROUPING SETS ((1, 2), (3))
                        """)
                .bind("provider", tx.provider())
                .bindArray("outlets", UUID.class, outlets)
                .bind("since", since)
                .bind("recent", recent)
                .bind("zone", zone.getId())
                .map(
                        (row, context) ->
                                new Sales(
                                        row.getObject("product_id", UUID.class),
                                        row.getObject("day", LocalDate.class),
                                        row.getObject("outlet_id", UUID.class),
                                        row.getInt("items")))
                .list();
    }

    /** How many items are in the outlets' stock, from their part of the same index. */
    int received(Collection<UUID> outlets) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM serial_item
                        WHERE provider_id = :provider AND outlet_id = ANY(:outlets) AND state = 'received'
                        """)
                .bind("provider", tx.provider())
                .bindArray("outlets", UUID.class, outlets)
                .mapTo(Integer.class)
                .one();
    }

    /** One pass over the outlets' part of an index that has all of these columns. */
    List<Row> counts(Collection<UUID> outlets) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT outlet_id, product_id, state, count(*) AS items,
                               count(*) FILTER (WHERE hold IS NOT NULL OR taken_back) AS unsellable,
                               count(*) FILTER (WHERE state = 'shipped' AND hold = 'missing') AS missing,
                               count(*) FILTER (WHERE activated_at > :month) AS sold,
                               count(*) FILTER (WHERE redeemed_at > :month) AS redeemed,
                               count(*) FILTER (WHERE received_at > :month) AS month,
                               count(*) FILTER (WHERE received_at > :quarter) AS quarter
                        FROM serial_item WHERE provider_id = :provider AND outlet_id = ANY(:outlets)
                        GROUP BY outlet_id, product_id, state
                        """)
                .bind("provider", tx.provider())
                .bindArray("outlets", UUID.class, outlets)
                .bind("month", tx.now().minus(MONTH))
                .bind("quarter", tx.now().minus(QUARTER))
                .map(
                        (row, context) ->
                                new Row(
                                        row.getObject("outlet_id", UUID.class),
                                        row.getObject("product_id", UUID.class),
                                        ItemState.of(row.getString("state")),
                                        row.getInt("items"),
                                        row.getInt("unsellable"),
                                        row.getInt("missing"),
                                        row.getInt("sold"),
                                        row.getInt("redeemed"),
                                        row.getInt("month"),
                                        row.getInt("quarter")))
                .list();
    }
}
