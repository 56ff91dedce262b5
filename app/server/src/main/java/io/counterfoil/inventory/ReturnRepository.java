package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.PlaceNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/** Items on their way back to the provider, and what was counted of them. */
final class ReturnRepository {
    private static final String COLUMNS =
            """
            SELECT id, retailer_id, outlet_id, state, reason, sent_at, counted_at, items, restocked_items, destroyed_items,
                   lost_items
            FROM stock_return
            """;

    private final Tx tx;

    ReturnRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(UUID id, Outlet outlet, String reason, int items) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO stock_return (provider_id, id, retailer_id, outlet_id, state, reason, sent_at, items)
                        VALUES (:provider, :id, :retailer, :outlet, 'sent', :reason, :now, :items)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("retailer", outlet.retailer())
                .bind("outlet", outlet.id())
                .bind("reason", reason)
                .bind("now", tx.now())
                .bind("items", items)
                .execute();
    }

    /** Lets one count of a return go after the other; false if there is no such return. */
    boolean lock(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT true FROM stock_return WHERE provider_id = :provider AND id = :id"
                                + " FOR UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    void counted(UUID id, int restocked, int destroyed) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE stock_return SET counted_at = :now, restocked_items = restocked_items + :restocked,
                            destroyed_items = destroyed_items + :destroyed,
                            state = CASE WHEN EXISTS (SELECT FROM serial_item
                                WHERE provider_id = :provider AND return_id = :id AND state = 'returned') THEN 'short'
                                WHEN lost_items > 0 THEN 'lost' ELSE 'counted' END
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("restocked", restocked)
                .bind("destroyed", destroyed)
                .bind("now", tx.now())
                .execute();
    }

    /** Notes that the rest of a return was lost on its way. */
    void lost(UUID id, int items) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE stock_return SET state = 'lost', lost_items = lost_items + :items
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("items", items)
                .execute();
    }

    /** What nobody counted of a return, run by run, from the first to the last of it. */
    List<SerialRange> openRuns(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(serial) AS first, max(serial) AS last FROM serial_item
                        WHERE provider_id = :provider AND return_id = :id AND state = 'returned'
                        GROUP BY serial / 100000000 ORDER BY first
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> range(row))
                .list();
    }

    /** Loses what nobody counted of a return, of this range; the hold of an earlier one stays. */
    List<Moved> lose(SerialRange range, UUID id) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx)
                        .of(
                                ItemStep.GO_ASTRAY,
                                range,
                                ", return_id = NULL, astray = true, hold = coalesce(hold, :to)",
                                "AND return_id = :id")
                        .bind("id", id));
    }

    /** Items of these ranges that an outlet has, by their state. */
    Map<Long, ItemState> inOutlet(Collection<SerialRange> ranges, UUID outlet) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT serial, state FROM unnest(:firsts, :lasts) AS named (first, last)
                             JOIN serial_item ON serial BETWEEN first AND last
                        WHERE outlet_id = :outlet AND return_id IS NULL ORDER BY serial
                        """)
                .bind("outlet", outlet)
                .bindArray("firsts", Long.class, SerialRange.firsts(ranges))
                .bindArray("lasts", Long.class, SerialRange.lasts(ranges))
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getLong("serial"),
                                        ItemState.of(row.getString("state"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * Items of these ranges that a return has and nobody counted yet, in order, and of each whether
     * a customer brought it back.
     */
    SortedMap<Long, Boolean> inReturn(Collection<SerialRange> ranges, UUID id) {
        SortedMap<Long, Boolean> items = new TreeMap<>();
        tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT serial, taken_back FROM unnest(:firsts, :lasts) AS named (first, last)
                             JOIN serial_item ON serial BETWEEN first AND last
                        WHERE return_id = :id AND state = 'returned'
                        """)
                .bind("id", id)
                .bindArray("firsts", Long.class, SerialRange.firsts(ranges))
                .bindArray("lasts", Long.class, SerialRange.lasts(ranges))
                .map(
                        (row, context) ->
                                Map.entry(row.getLong("serial"), row.getBoolean("taken_back")))
                .forEach(item -> items.put(item.getKey(), item.getValue()));
        return items;
    }

    /** Sends back what a shop has on its way or in stock, and is one of these. */
    List<Moved> sendBack(Collection<Long> serials, UUID outlet, UUID id) {
        return moved(
                tx.handle()
                        .createQuery(
                                """
                                WITH moved AS (
                                    UPDATE serial_item SET state = :to, return_id = :id, hold = nullif(hold, :missing)
                                    WHERE serial = ANY(:serials) AND outlet_id = :outlet AND return_id IS NULL AND state = ANY(:from)
                                    RETURNING serial, product_id, retailer_id, outlet_id
                                )
                                SELECT product_id, retailer_id, outlet_id, array_agg(serial ORDER BY serial) AS serials
                                FROM moved GROUP BY product_id, retailer_id, outlet_id
                                """)
                        .bind("to", ItemStep.SEND_BACK.to().label())
                        .bind("from", ItemStep.SEND_BACK.fromLabels())
                        .bind("missing", ItemEvents.HELD_AS_MISSING)
                        .bind("id", id)
                        .bind("outlet", outlet)
                        .bindArray("serials", Long.class, serials));
    }

    /** Sends along what customers brought back before, and is one of these. */
    int sendAlong(Collection<Long> serials, UUID outlet, UUID id) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET return_id = :id
                        WHERE serial = ANY(:serials) AND outlet_id = :outlet AND return_id IS NULL AND state = 'returned'
                        """)
                .bind("id", id)
                .bind("outlet", outlet)
                .bindArray("serials", Long.class, serials)
                .execute();
    }

    /**
     * Takes counted items of a return from the shop that had them, who stands in the answer. What a
     * customer had in hand is not restocked.
     */
    List<Moved> takeOver(ItemStep step, Collection<Long> serials, UUID id) {
        return moved(
                tx.handle()
                        .createQuery(
                                """
                                WITH had AS (
                                    SELECT serial, product_id, retailer_id, outlet_id FROM serial_item
                                    WHERE serial = ANY(:serials) AND return_id = :id AND state = ANY(:from)
                                      AND NOT (taken_back AND :to = 'printed')
                                ), moved AS (
                                    UPDATE serial_item SET state = :to, retailer_id = NULL, outlet_id = NULL, shipment_id = NULL, return_id = NULL,
                                           received_at = NULL, astray = false
                                    FROM had WHERE serial_item.serial = had.serial
                                    RETURNING had.serial, had.product_id, had.retailer_id, had.outlet_id
                                )
                                SELECT product_id, retailer_id, outlet_id, array_agg(serial ORDER BY serial) AS serials
                                FROM moved GROUP BY product_id, retailer_id, outlet_id
                                """)
                        .bind("to", step.to().label())
                        .bind("from", step.fromLabels())
                        .bind("id", id)
                        .bindArray("serials", Long.class, serials));
    }

    private static List<Moved> moved(Query query) {
        return query.map((row, context) -> Moved.of(row)).list();
    }

    Optional<StockReturn> find(UUID id) {
        return named(
                        tx.handle()
                                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id")
                                .bind("provider", tx.provider())
                                .bind("id", id)
                                .map((row, context) -> stockReturn(row))
                                .list())
                .stream()
                .findAny();
    }

    /** One row more than the listing asks for, if there is one. */
    List<StockReturn> list(
            Optional<UUID> outlet, Optional<ReturnState> state, Listing listing) {
        return named(
                tx.handle()
                        .createQuery(
                                COLUMNS
                                        + """
                                        WHERE provider_id = :provider AND (:outlet::uuid IS NULL OR outlet_id = :outlet)
                                          AND (:state::text IS NULL OR state = :state)
                                          AND (:after::uuid IS NULL OR id < :after)
                                        ORDER BY id DESC LIMIT :limit + 1
                                        """)
                        .bind("provider", tx.provider())
                        .bind("outlet", outlet.orElse(null))
                        .bind("state", state.map(ReturnState::label).orElse(null))
                        .bind("after", listing.after())
                        .bind("limit", listing.limit())
                        .map((row, context) -> stockReturn(row))
                        .list());
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<StockReturn> named(List<StockReturn> rows) {
        PlaceNames names = PlaceNames.of(tx, rows.stream().map(StockReturn::outlet).toList());
        return rows.stream().map(row -> row.named(names.outlet(row.outlet()))).toList();
    }

    /** Which items of a return are not counted, in ranges; only what customers had, or all. */
    private List<String> open(UUID id, boolean onlyTakenBack) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(serial) AS first, max(serial) AS last
                        FROM (SELECT serial, serial / 10 - row_number() OVER (ORDER BY serial) AS stretch FROM serial_item
                              WHERE provider_id = :provider AND return_id = :id AND state = 'returned'
                                AND (taken_back OR NOT :onlyTakenBack)) AS neighbours
                        GROUP BY stretch ORDER BY first LIMIT :most
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("onlyTakenBack", onlyTakenBack)
                .bind("most", StockReturn.MOST)
                .map((row, context) -> SerialWords.write(range(row)))
                .list();
    }

    private static SerialRange range(ResultSet row) throws SQLException {
        return SerialRange.ofValues(row.getLong("first"), row.getLong("last"));
    }

    private StockReturn stockReturn(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new StockReturn(
                id,
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                "",
                ReturnState.of(row.getString("state")),
                row.getString("reason"),
                Instants.of(row, "sent_at"),
                Instants.ofNullable(row, "counted_at"),
                row.getInt("items"),
                row.getInt("restocked_items"),
                row.getInt("destroyed_items"),
                row.getInt("lost_items"),
                open(id, false),
                open(id, true));
    }
}
