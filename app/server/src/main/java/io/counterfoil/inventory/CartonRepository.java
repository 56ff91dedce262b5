package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Cartons: what was packed into which, and where it is. */
final class CartonRepository {
    private static final String COLUMNS =
            """
            SELECT c.id, c.sscc, c.shipment_id, c.packing_id, c.from_serial, c.to_serial, c.items, c.packed_at, c.unpacked_at,
                   (SELECT product_id FROM serial_item WHERE serial = c.from_serial) AS product_id
            FROM carton c
            """;

    private final Tx tx;

    CartonRepository(Tx tx) {
        this.tx = tx;
    }

    /** With which shipment a carton was sent last; empty if it is in stock, or there is none. */
    Optional<UUID> shipmentOf(String sscc) {
        return tx.handle()
                .createQuery(
                        "SELECT shipment_id FROM carton WHERE provider_id = :provider AND sscc ="
                                + " :sscc AND shipment_id IS NOT NULL")
                .bind("provider", tx.provider())
                .bind("sscc", sscc)
                .mapTo(UUID.class)
                .findOne();
    }

    /** The carton in which an item was sent to where it is. */
    Optional<CartonItems> around(SerialNumber serial) {
        Map<String, List<SerialRange>> stretches =
                tx.handle()
                        .createQuery(
                                """
                                SELECT sscc, min(serial) AS first, max(serial) AS last
                                FROM (SELECT sscc, item.serial, item.serial / 10 - row_number() OVER (ORDER BY item.serial) AS stretch
                                      FROM (SELECT carton.* FROM serial_item one
                                            JOIN carton ON carton.provider_id = one.provider_id AND carton.shipment_id = one.shipment_id
                                                 AND serial BETWEEN from_serial AND to_serial
                                            WHERE serial = :serial AND serial / 10 <@ serials LIMIT 1) AS carton
                                      JOIN serial_item item ON item.provider_id = carton.provider_id AND item.shipment_id = carton.shipment_id
                                           AND item.serial BETWEEN from_serial AND to_serial AND item.serial / 10 <@ serials) AS neighbours
                                GROUP BY sscc, stretch
                                """)
                        .bind("serial", serial.value())
                        .map((row, context) -> Map.entry(row.getString("sscc"), whole(row)))
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        Collectors.mapping(
                                                Map.Entry::getValue, Collectors.toList())));
        return stretches.entrySet().stream()
                .map(carton -> new CartonItems(carton.getKey(), SerialSet.of(carton.getValue())))
                .findAny();
    }

    private static SerialRange whole(ResultSet row) throws SQLException {
        return SerialRange.ofValues(row.getLong("first"), row.getLong("last"));
    }

    /** A carton with what is in it. */
    FilledCarton filled(Carton carton) {
        return new FilledCarton(
                carton,
                SerialSet.of(
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT lower(stretch) AS first, upper(stretch) - 1 AS last
                                        FROM carton, unnest(serials) AS stretch
                                        WHERE provider_id = :provider AND id = :id ORDER BY first
                                        """)
                                .bind("provider", tx.provider())
                                .bind("id", carton.id())
                                .map(
                                        (row, context) ->
                                                SerialRange.between(
                                                        Serials.unchecked(row.getLong("first")),
                                                        Serials.unchecked(row.getLong("last"))))
                                .list()));
    }

    /** The numbers of closed cartons in stock that have something of a range, in order. */
    List<String> inStock(SerialRange range) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sscc FROM carton
                        WHERE provider_id = :provider AND shipment_id IS NULL AND unpacked_at IS NULL
                          AND from_serial <= :last AND to_serial >= :first
                          AND serials && int8range(:first / 10, :last / 10, '[]')
                        ORDER BY from_serial
                        """)
                .bind("provider", tx.provider())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .mapTo(String.class)
                .list();
    }

    /** The cartons with these numbers, locked, in the order of their serials. */
    List<Carton> lock(Collection<String> ssccs) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE c.provider_id = :provider AND c.sscc = ANY(:ssccs)
                                ORDER BY c.from_serial, c.sscc FOR UPDATE
                                """)
                .bind("provider", tx.provider())
                .bindArray("ssccs", String.class, ssccs)
                .map((row, context) -> carton(row))
                .list();
    }

    /**
     * Sends what is printed in cartons that are locked and in stock, all at once: a statement for each
     * of them takes longer than its items.
     *
     * @return what was sent by the numbers of the cartons
     */
    Map<String, List<Moved>> ship(Collection<String> ssccs, UUID shipment, Outlet outlet) {
        Map<String, List<Moved>> sent = new HashMap<>();
        tx.handle()
                .createQuery(
                        """
                        WITH moved AS (
                            UPDATE serial_item SET state = :to, shipment_id = :shipment, retailer_id = :retailer, outlet_id = :outlet
                            FROM carton WHERE carton.provider_id = :provider AND sscc = ANY(:ssccs)
                              AND serial BETWEEN from_serial AND to_serial AND serial / 10 <@ serials
                              AND state = ANY(:from) AND hold IS NULL AND NOT taken_back
                            RETURNING sscc, serial, product_id, retailer_id, outlet_id
                        )
                        SELECT sscc, product_id, retailer_id, outlet_id, array_agg(serial ORDER BY serial) AS serials
                        FROM moved GROUP BY sscc, product_id, retailer_id, outlet_id
                        """)
                .bind("to", ItemStep.SHIP.to().label())
                .bind("from", ItemStep.SHIP.fromLabels())
                .bind("provider", tx.provider())
                .bindArray("ssccs", String.class, ssccs)
                .bind("shipment", shipment)
                .bind("retailer", outlet.retailer())
                .bind("outlet", outlet.id())
                .map((row, context) -> Map.entry(row.getString("sscc"), Moved.of(row)))
                .forEach(
                        one ->
                                sent.computeIfAbsent(one.getKey(), sscc -> new ArrayList<>())
                                        .add(one.getValue()));
        int shipped =
                tx.handle()
                        .createUpdate(
                                """
                                UPDATE carton SET shipment_id = :shipment
                                WHERE provider_id = :provider AND sscc = ANY(:ssccs) AND shipment_id IS NULL AND unpacked_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("shipment", shipment)
                        .bindArray("ssccs", String.class, ssccs)
                        .execute();
        if (shipped != ssccs.size()) {
            throw new IllegalStateException("a carton left the stock while it was locked");
        }
        return sent;
    }

    /**
     * How many items between the ends of cartons are not in the shipment, by their numbers and by
     * state, those beside a carton apart.
     */
    Map<String, Map<String, Integer>> others(Collection<String> ssccs, UUID shipment) {
        Map<String, Map<String, Integer>> others = new HashMap<>();
        tx.handle()
                .createQuery(
                        """
                        SELECT sscc, CASE WHEN NOT serial / 10 <@ serials THEN :beside ELSE %s END AS state, count(*) AS items
                        FROM carton JOIN serial_item ON serial BETWEEN from_serial AND to_serial
                        WHERE carton.provider_id = :provider AND sscc = ANY(:ssccs)
                          AND (serial_item.shipment_id IS DISTINCT FROM :shipment OR NOT serial / 10 <@ serials)
                        GROUP BY 1, 2
                        """
                                .formatted(ItemMoveRepository.WHY_NOT_LOOSE))
                .bind("beside", CountedRange.BESIDE)
                .bind("provider", tx.provider())
                .bindArray("ssccs", String.class, ssccs)
                .bind("shipment", shipment)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getString("sscc"),
                                        Map.entry(row.getString("state"), row.getInt("items"))))
                .forEach(
                        one ->
                                others.computeIfAbsent(one.getKey(), sscc -> new TreeMap<>())
                                        .put(one.getValue().getKey(), one.getValue().getValue()));
        return others;
    }

    /** Opens it; false if it isn't closed in stock. */
    boolean unpack(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE carton SET unpacked_at = :now
                                WHERE provider_id = :provider AND id = :id AND shipment_id IS NULL AND unpacked_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Has it back in stock, unopened. */
    void takeBack(UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE carton SET shipment_id = NULL WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .execute();
    }

    Optional<Carton> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE c.provider_id = :provider AND c.id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> carton(row))
                .findOne();
    }

    List<Carton> ofPacking(UUID packing) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE c.provider_id = :provider AND c.packing_id = :packing ORDER BY c.from_serial
                                """)
                .bind("provider", tx.provider())
                .bind("packing", packing)
                .map((row, context) -> carton(row))
                .list();
    }

    /** The number of the carton of a packing that an item was put into. */
    Optional<String> packedInto(UUID packing, SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sscc FROM carton
                        WHERE provider_id = :provider AND packing_id = :packing AND serials @> :serial / 10
                        """)
                .bind("provider", tx.provider())
                .bind("packing", packing)
                .bind("serial", serial.value())
                .mapTo(String.class)
                .findOne();
    }

    /** What is in these cartons, in the order of their serials. */
    List<PackedCarton> packed(Collection<UUID> cartons) {
        return ShipmentRepository.packed(
                tx.handle()
                        .createQuery(
                                """
                                WITH filled AS (
                                    SELECT sscc, serials,
                                           (SELECT product_id FROM serial_item WHERE serial = c.from_serial) AS product_id
                                    FROM carton c WHERE c.provider_id = :provider AND c.id = ANY(:cartons)
                                )
                                SELECT sscc, product_id, min(lower(stretch)) AS first, max(upper(stretch)) - 1 AS last,
                                       sum(upper(stretch) - lower(stretch)) AS items
                                FROM filled, unnest(serials) WITH ORDINALITY AS stretches (stretch, place)
                                GROUP BY sscc, product_id, least(place, :most) ORDER BY first
                                """)
                        .bind("provider", tx.provider())
                        .bindArray("cartons", UUID.class, cartons)
                        .bind("most", PackedCarton.MOST));
    }

    /** One row more than the listing asks for, if there is one. */
    List<Carton> list(CartonFilter filter, Listing listing) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE c.provider_id = :provider AND (:sscc::text IS NULL OR c.sscc = :sscc)
                                  AND (:packing::uuid IS NULL OR c.packing_id = :packing)
                                  AND (:state::text IS NULL OR :state = CASE WHEN c.shipment_id IS NOT NULL THEN 'shipped'
                                           WHEN c.unpacked_at IS NOT NULL THEN 'unpacked' ELSE 'packed' END)
                                  AND (:after::uuid IS NULL OR c.id < :after)
                                ORDER BY c.id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("sscc", filter.sscc().orElse(null))
                .bind("packing", filter.packing().orElse(null))
                .bind("state", filter.state().map(CartonState::label).orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> carton(row))
                .list();
    }

    private static Carton carton(ResultSet row) throws SQLException {
        UUID shipment = row.getObject("shipment_id", UUID.class);
        CartonState inStock =
                row.getTimestamp("unpacked_at") == null
                        ? CartonState.PACKED
                        : CartonState.UNPACKED;
        return new Carton(
                row.getObject("id", UUID.class),
                row.getString("sscc"),
                shipment == null ? inStock : CartonState.SHIPPED,
                range(row),
                row.getInt("items"),
                row.getObject("product_id", UUID.class),
                row.getObject("packing_id", UUID.class),
                shipment,
                Instants.of(row, "packed_at"));
    }

    static SerialRange range(ResultSet row) throws SQLException {
        return SerialRange.ofValues(row.getLong("from_serial"), row.getLong("to_serial"));
    }
}
