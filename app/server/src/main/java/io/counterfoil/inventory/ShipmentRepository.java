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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** Shipments and their cartons. */
final class ShipmentRepository {
    private final Tx tx;

    ShipmentRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(UUID id, Outlet outlet) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO shipment (provider_id, id, retailer_id, outlet_id, state, shipped_at, items)
                        VALUES (:provider, :id, :retailer, :outlet, 'shipped', :now, 0)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("retailer", outlet.retailer())
                .bind("outlet", outlet.id())
                .bind("now", tx.now())
                .execute();
    }

    void packed(UUID id, int items) {
        tx.handle()
                .createUpdate(
                        "UPDATE shipment SET items = :items WHERE provider_id = :provider AND id ="
                                + " :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("items", items)
                .execute();
    }

    void received(UUID id, int items, int shortItems, ShipmentState state) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE shipment SET state = :state, received_at = coalesce(received_at, :now),
                                            received_items = received_items + :items, short_items = :short
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("state", state.label())
                .bind("now", tx.now())
                .bind("items", items)
                .bind("short", shortItems)
                .execute();
    }

    /** Notes that items which were lost on their way have arrived after all. */
    void arrivedLate(UUID id, int items) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE shipment SET received_items = received_items + :items
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("items", items)
                .execute();
    }

    /** Lets receipts of the shipments that brought these items wait; their ids. */
    List<UUID> lockThoseOf(Collection<SerialRange> ranges) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM shipment WHERE provider_id = :provider AND id IN (
                            SELECT shipment_id FROM unnest(:firsts, :lasts) AS named (first, last)
                                   JOIN serial_item ON serial BETWEEN first AND last)
                        ORDER BY id FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bindArray("firsts", Long.class, SerialRange.firsts(ranges))
                .bindArray("lasts", Long.class, SerialRange.lasts(ranges))
                .mapTo(UUID.class)
                .list();
    }

    /** Brings shipments up to date of which something left its way by another door than a receipt. */
    void recount(List<UUID> shipments) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE shipment SET
                            short_items = CASE state WHEN 'short' THEN outstanding ELSE short_items END,
                            state = CASE outstanding WHEN 0 THEN 'received' ELSE state END,
                            received_at = CASE outstanding WHEN 0 THEN coalesce(received_at, :now) ELSE received_at END
                        FROM (SELECT s.id AS counted, count(i.serial) AS outstanding
                              FROM shipment s LEFT JOIN serial_item i
                                   ON i.provider_id = s.provider_id AND i.shipment_id = s.id AND i.state = 'shipped'
                              WHERE s.provider_id = :provider AND s.id = ANY(:shipments) GROUP BY s.id) AS counts
                        WHERE provider_id = :provider AND id = counted AND state <> 'received'
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bindArray("shipments", UUID.class, shipments)
                .execute();
    }

    /** Lets one receipt of a shipment go after the other; false if there is no such shipment. */
    boolean lock(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT true FROM shipment WHERE provider_id = :provider AND id = :id FOR"
                                + " UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Keeps what is in the cartons of the shipment, whatever becomes of them later. */
    void carry(UUID shipment) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO shipment_carton (provider_id, shipment_id, sscc, product_id, items, serials)
                        SELECT provider_id, shipment_id, sscc,
                               (SELECT product_id FROM serial_item WHERE serial_item.serial = carton.from_serial), items, serials
                        FROM carton WHERE provider_id = :provider AND shipment_id = :shipment
                        """)
                .bind("provider", tx.provider())
                .bind("shipment", shipment)
                .execute();
    }

    List<Box> boxes(UUID shipment) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sscc, from_serial, to_serial FROM shipment_carton JOIN carton USING (provider_id, sscc)
                        WHERE provider_id = :provider AND shipment_carton.shipment_id = :shipment ORDER BY from_serial
                        """)
                .bind("provider", tx.provider())
                .bind("shipment", shipment)
                .map((row, context) -> box(row))
                .list();
    }

    /** What of a shipment was sent in one of its cartons. */
    List<Long> serialsIn(UUID shipment, Box box) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial FROM shipment_carton carton
                        JOIN serial_item ON serial_item.shipment_id = carton.shipment_id
                                        AND serial BETWEEN :first AND :last AND serial / 10 <@ carton.serials
                        WHERE carton.provider_id = :provider AND carton.shipment_id = :shipment AND sscc = :sscc
                        """)
                .bind("provider", tx.provider())
                .bind("shipment", shipment)
                .bind("sscc", box.sscc())
                .bind("first", box.range().first().value())
                .bind("last", box.range().last().value())
                .mapTo(Long.class)
                .list();
    }

    /** The cartons of a shipment with what was in them, in the order of their serials. */
    List<PackedCarton> packed(UUID shipment) {
        return packed(
                tx.handle()
                        .createQuery(
                                """
                                SELECT sscc, product_id, min(lower(stretch)) AS first, max(upper(stretch)) - 1 AS last,
                                       sum(upper(stretch) - lower(stretch)) AS items
                                FROM shipment_carton, unnest(serials) WITH ORDINALITY AS stretches (stretch, place)
                                WHERE provider_id = :provider AND shipment_id = :shipment
                                GROUP BY sscc, product_id, least(place, :most) ORDER BY first
                                """)
                        .bind("provider", tx.provider())
                        .bind("shipment", shipment)
                        .bind("most", PackedCarton.MOST));
    }

    /** Cartons of rows that are a stretch each; first and last are without check digits. */
    static List<PackedCarton> packed(Query stretches) {
        return stretches
                .map((row, context) -> packed(row))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.toMap(
                                        PackedCarton::sscc,
                                        Function.identity(),
                                        PackedCarton::and,
                                        LinkedHashMap::new),
                                cartons -> List.copyOf(cartons.values())));
    }

    private static PackedCarton packed(ResultSet row) throws SQLException {
        return new PackedCarton(
                row.getString("sscc"),
                row.getObject("product_id", UUID.class),
                List.of(
                        new PackedCarton.Stretch(
                                SerialRange.between(
                                        Serials.unchecked(row.getLong("first")),
                                        Serials.unchecked(row.getLong("last"))),
                                row.getInt("items"))));
    }

    Optional<Shipment> find(UUID id) {
        return named(
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT id, retailer_id, outlet_id, state, shipped_at, received_at, items, received_items, short_items
                                        FROM shipment WHERE provider_id = :provider AND id = :id
                                        """)
                                .bind("provider", tx.provider())
                                .bind("id", id)
                                .map((row, context) -> shipment(row))
                                .list())
                .stream()
                .findAny();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Shipment> list(Optional<UUID> outlet, Optional<ShipmentState> state, Listing listing) {
        return named(
                tx.handle()
                        .createQuery(
                                """
                                SELECT id, retailer_id, outlet_id, state, shipped_at, received_at, items, received_items, short_items
                                FROM shipment
                                WHERE provider_id = :provider AND (:outlet::uuid IS NULL OR outlet_id = :outlet)
                                  AND (:state::text IS NULL OR state = :state)
                                  AND (:after::uuid IS NULL OR id < :after)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                        .bind("provider", tx.provider())
                        .bind("outlet", outlet.orElse(null))
                        .bind("state", state.map(ShipmentState::label).orElse(null))
                        .bind("after", listing.after())
                        .bind("limit", listing.limit())
                        .map((row, context) -> shipment(row))
                        .list());
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<Shipment> named(List<Shipment> rows) {
        PlaceNames names = PlaceNames.of(tx, rows.stream().map(Shipment::outlet).toList());
        return rows.stream().map(row -> row.named(names.outlet(row.outlet()))).toList();
    }

    private Shipment shipment(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Shipment(
                id,
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                "",
                ShipmentState.of(row.getString("state")),
                Instants.of(row, "shipped_at"),
                Instants.ofNullable(row, "received_at"),
                row.getInt("items"),
                row.getInt("received_items"),
                row.getInt("short_items"),
                boxes(id).stream().map(Shipment.Contents::of).toList(),
                row.getInt("short_items") == 0 ? List.of() : missing(id));
    }

    private List<String> missing(UUID shipment) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(serial) AS first, max(serial) AS last
                        FROM (SELECT serial, serial / 10 - row_number() OVER (ORDER BY serial) AS stretch FROM serial_item
                              WHERE provider_id = :provider AND shipment_id = :shipment AND state = 'shipped') AS neighbours
                        GROUP BY stretch ORDER BY first LIMIT :most
                        """)
                .bind("provider", tx.provider())
                .bind("shipment", shipment)
                .bind("most", Shipment.MOST)
                .map(
                        (row, context) ->
                                SerialWords.write(
                                        SerialRange.ofValues(row.getLong("first"), row.getLong("last"))))
                .list();
    }

    private static Box box(ResultSet row) throws SQLException {
        return Box.of(
                row.getString("sscc"), row.getLong("from_serial"), row.getLong("to_serial"));
    }
}
