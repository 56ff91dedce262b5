package io.counterfoil.inventory.stock;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.PlaceNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class StockTakeRepository {
    private static final String COLUMNS =
            """
            SELECT id, retailer_id, outlet_id, state, opened_at, closed_at, counted_items, missing_items, unexpected_items
            FROM stock_take
            """;

    private final Tx tx;

    StockTakeRepository(Tx tx) {
        this.tx = tx;
    }

    /** Whether it is opened by this; an outlet has one open count at a time. */
    boolean open(UUID id, Outlet outlet) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO stock_take (provider_id, id, retailer_id, outlet_id, state, opened_at)
                                VALUES (:provider, :id, :retailer, :outlet, 'open', :now)
                                ON CONFLICT (provider_id, outlet_id) WHERE state = 'open' DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("retailer", outlet.retailer())
                        .bind("outlet", outlet.id())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Lets one part of a count go after the other; whether there is such a count. */
    boolean lock(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT 1 FROM stock_take WHERE provider_id = :provider AND id = :id FOR"
                                + " UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Adds serials with what is known of them now; what was counted before stays as it was. */
    void count(UUID id, UUID outlet, Collection<Long> serials) {
        int added =
                tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO stock_take_item (provider_id, take_id, serial, found)
                                SELECT :provider, :id, scanned.serial, CASE
                                    WHEN item.serial IS NULL THEN 'unknown'
                                    WHEN item.outlet_id = :outlet
                                         AND (item.state = 'returned' AND item.return_id IS NULL OR item.state = 'received' AND item.taken_back) THEN :takenBack
                                    WHEN item.outlet_id = :outlet THEN item.state
                                    ELSE 'elsewhere' END
                                FROM unnest(:serials) AS scanned (serial)
                                     LEFT JOIN serial_item AS item ON item.provider_id = :provider AND item.serial = scanned.serial
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("outlet", outlet)
                        .bind("takenBack", StockTake.Difference.TAKEN_BACK)
                        .bindArray("serials", Long.class, serials)
                        .execute();
        tx.handle()
                .createUpdate(
                        """
                        UPDATE stock_take SET counted_items = counted_items + :added
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("added", added)
                .bind("provider", tx.provider())
                .bind("id", id)
                .execute();
    }

    /** Those of these serials that a count doesn't have, in order. */
    List<SerialNumber> uncounted(UUID id, Collection<Long> serials) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial FROM unnest(:serials) AS scanned (serial)
                        WHERE NOT EXISTS (SELECT FROM stock_take_item AS counted WHERE counted.provider_id = :provider
                                          AND counted.take_id = :id AND counted.serial = scanned.serial)
                        ORDER BY serial
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bindArray("serials", Long.class, serials)
                .map((row, context) -> SerialNumber.ofValue(row.getLong("serial")))
                .list();
    }

    /**
     * Lists the differences and closes the count. What was sold since it was scanned was there, and
     * what came into stock since the count began need not have been scanned.
     */
    void close(UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO stock_take_difference (provider_id, take_id, number, kind, from_serial, to_serial, items)
                        SELECT :provider, :id, row_number() OVER (ORDER BY kind <> :missing, min(serial)), kind,
                               min(serial), max(serial), count(*)
                        FROM (
                            SELECT kind, serial, serial / 10 - row_number() OVER (PARTITION BY kind ORDER BY serial) AS stretch
                            FROM (
                                SELECT item.serial, :missing AS kind
                                FROM stock_take AS take
                                     JOIN serial_item AS item ON item.provider_id = take.provider_id AND item.outlet_id = take.outlet_id
                                WHERE take.provider_id = :provider AND take.id = :id AND item.state = 'received' AND NOT item.taken_back
                                  AND (item.received_at IS NULL OR item.received_at <= take.opened_at)
                                  AND NOT EXISTS (SELECT FROM stock_take_item AS counted WHERE counted.provider_id = :provider
                                                  AND counted.take_id = :id AND counted.serial = item.serial)
                                UNION ALL
                                SELECT serial, found FROM stock_take_item
                                WHERE provider_id = :provider AND take_id = :id AND found <> 'received'
                            ) AS differing
                        ) AS neighbours
                        GROUP BY kind, stretch
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("missing", StockTake.Difference.MISSING)
                .execute();
        tx.handle()
                .createUpdate(
                        """
                        UPDATE stock_take SET state = 'closed', closed_at = :now, missing_items = found.missing,
                               unexpected_items = found.unexpected
                        FROM (SELECT coalesce(sum(items) FILTER (WHERE kind = :missing), 0) AS missing,
                                     coalesce(sum(items) FILTER (WHERE kind <> :missing), 0) AS unexpected
                              FROM stock_take_difference WHERE provider_id = :provider AND take_id = :id) AS found
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("now", tx.now())
                .bind("missing", StockTake.Difference.MISSING)
                .execute();
    }

    Optional<StockTake> find(UUID id) {
        return named(
                        tx.handle()
                                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id")
                                .bind("provider", tx.provider())
                                .bind("id", id)
                                .map((row, context) -> take(row, differences(id)))
                                .list())
                .stream()
                .findAny();
    }

    /** Without their differences; one row more than the listing asks for, if there is one. */
    List<StockTake> list(
            Optional<UUID> outlet, Optional<StockTake.State> state, Listing listing) {
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
                        .bind("state", state.map(StockTake.State::label).orElse(null))
                        .bind("after", listing.after())
                        .bind("limit", listing.limit())
                        .map((row, context) -> take(row, List.of()))
                        .list());
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<StockTake> named(List<StockTake> rows) {
        PlaceNames names = PlaceNames.of(tx, rows.stream().map(StockTake::outlet).toList());
        return rows.stream()
                .map(row -> row.named(names.retailer(row.outlet()), names.outlet(row.outlet())))
                .toList();
    }

    private List<StockTake.Difference> differences(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT kind, from_serial, to_serial, CASE WHEN kind = :missing THEN (
                            SELECT count(*) FROM serial_item AS item
                            WHERE item.serial BETWEEN from_serial AND to_serial AND item.state = 'received'
                              AND NOT item.taken_back AND item.outlet_id = take.outlet_id) ELSE 0 END AS open
                        FROM stock_take_difference AS difference
                             JOIN stock_take AS take ON take.provider_id = difference.provider_id AND take.id = difference.take_id
                        WHERE difference.provider_id = :provider AND take_id = :id
                        ORDER BY number LIMIT :most
                        """)
                .bind("missing", StockTake.Difference.MISSING)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("most", StockTake.MOST)
                .map(
                        (row, context) ->
                                new StockTake.Difference(
                                        row.getString("kind"),
                                        SerialRange.ofValues(row.getLong("from_serial"), row.getLong("to_serial")),
                                        row.getInt("open")))
                .list();
    }

    private static StockTake take(ResultSet row, List<StockTake.Difference> differences)
            throws SQLException {
        return new StockTake(
                row.getObject("id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                "",
                row.getObject("outlet_id", UUID.class),
                "",
                row.getString("state").equals("open"),
                Instants.of(row, "opened_at"),
                Instants.ofNullable(row, "closed_at"),
                row.getInt("counted_items"),
                row.getInt("missing_items"),
                row.getInt("unexpected_items"),
                differences);
    }
}
