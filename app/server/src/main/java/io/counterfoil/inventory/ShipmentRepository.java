package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    long nextCarton() {
        return tx.handle().createQuery("SELECT nextval('carton_number')").mapTo(Long.class).one();
    }

    void insert(Carton carton, UUID shipment) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO carton (provider_id, sscc, shipment_id, from_serial, to_serial)
                        VALUES (:provider, :sscc, :shipment, :from, :to)
                        """)
                .bind("provider", tx.provider())
                .bind("sscc", carton.sscc())
                .bind("shipment", shipment)
                .bind("from", carton.range().first().value())
                .bind("to", carton.range().last().value())
                .execute();
    }

    void reship(Carton carton, UUID shipment) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE carton SET shipment_id = :shipment WHERE provider_id = :provider AND sscc = :sscc
                        """)
                .bind("provider", tx.provider())
                .bind("sscc", carton.sscc())
                .bind("shipment", shipment)
                .execute();
    }

    /** The cartons with these numbers, locked, in the order of their serials. */
    List<Carton> lockCartons(Collection<String> ssccs) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sscc, from_serial, to_serial FROM carton
                        WHERE provider_id = :provider AND sscc = ANY(:ssccs) ORDER BY from_serial FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bindArray("ssccs", String.class, ssccs)
                .map((row, context) -> carton(row))
                .list();
    }

    List<Carton> cartons(UUID shipment) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sscc, from_serial, to_serial FROM carton
                        WHERE provider_id = :provider AND shipment_id = :shipment ORDER BY from_serial
                        """)
                .bind("provider", tx.provider())
                .bind("shipment", shipment)
                .map((row, context) -> carton(row))
                .list();
    }

    /** The cartons of a shipment with what is in them, in the order of their serials. */
    List<PackedCarton> packed(UUID shipment) {
        // Serials without their check digits are neighbours where the items are.
        return tx.handle()
                .createQuery(
                        """
                        WITH packed AS (
                          SELECT sscc, product_id, serial,
                                 serial / 10 - row_number() OVER (PARTITION BY sscc ORDER BY serial) AS stretch
                          FROM carton JOIN serial_item ON serial_item.provider_id = carton.provider_id
                               AND serial BETWEEN from_serial AND to_serial
                               AND serial_item.shipment_id = carton.shipment_id
                          WHERE carton.provider_id = :provider AND carton.shipment_id = :shipment
                        ), stretches AS (
                          SELECT sscc, product_id, min(serial) AS first, max(serial) AS last, count(*) AS items,
                                 least(row_number() OVER (PARTITION BY sscc ORDER BY min(serial)), :most) AS place
                          FROM packed GROUP BY sscc, product_id, stretch
                        )
                        SELECT sscc, product_id, min(first) AS first, max(last) AS last, sum(items) AS items
                        FROM stretches GROUP BY sscc, product_id, place ORDER BY first
                        """)
                .bind("provider", tx.provider())
                .bind("shipment", shipment)
                .bind("most", PackedCarton.MOST)
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
                                        SerialNumber.ofValue(row.getLong("first")),
                                        SerialNumber.ofValue(row.getLong("last"))),
                                row.getInt("items"))));
    }

    Optional<Shipment> find(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT s.id, s.retailer_id, s.outlet_id, o.name, s.state, s.shipped_at, s.received_at,
                               s.items, s.received_items, s.short_items
                        FROM shipment s JOIN outlet o ON o.provider_id = s.provider_id AND o.id = s.outlet_id
                        WHERE s.provider_id = :provider AND s.id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> shipment(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Shipment> list(Optional<UUID> outlet, Optional<ShipmentState> state, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT s.id, s.retailer_id, s.outlet_id, o.name, s.state, s.shipped_at, s.received_at,
                               s.items, s.received_items, s.short_items
                        FROM shipment s JOIN outlet o ON o.provider_id = s.provider_id AND o.id = s.outlet_id
                        WHERE s.provider_id = :provider AND (:outlet::uuid IS NULL OR s.outlet_id = :outlet)
                          AND (:state::text IS NULL OR s.state = :state)
                          AND (:after::uuid IS NULL OR s.id < :after)
                        ORDER BY s.id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("outlet", outlet.orElse(null))
                .bind("state", state.map(ShipmentState::label).orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> shipment(row))
                .list();
    }

    private Shipment shipment(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        java.sql.Timestamp receivedAt = row.getTimestamp("received_at");
        return new Shipment(
                id,
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                row.getString("name"),
                ShipmentState.of(row.getString("state")),
                row.getTimestamp("shipped_at").toInstant(),
                receivedAt == null ? null : receivedAt.toInstant(),
                row.getInt("items"),
                row.getInt("received_items"),
                row.getInt("short_items"),
                cartons(id).stream().map(Shipment.Contents::of).toList());
    }

    private static Carton carton(ResultSet row) throws SQLException {
        return Carton.of(
                row.getString("sscc"), row.getLong("from_serial"), row.getLong("to_serial"));
    }
}
