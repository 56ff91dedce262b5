package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Moves ranges of items between provider and outlets. A range is looked up by its serials, never by
 * its shipment, which may be a thousand times as large: "is not distinct from" keeps the planner
 * from the index of shipments.
 */
final class ItemMoveRepository {
    // Any number that no other advisory lock of ours begins with.
    private static final int STOCK_LOCK = 3;

    /** Why an item can't be packed or sent. */
    static final String WHY_NOT_LOOSE =
            "CASE WHEN taken_back THEN 'brought back by a customer' WHEN hold IS NULL THEN state ELSE 'on hold' END";

    private final Tx tx;

    ItemMoveRepository(Tx tx) {
        this.tx = tx;
    }

    /** Sends what is printed of a range. */
    List<Moved> ship(SerialRange range, UUID shipment, Outlet outlet) {
        return moved(
                step(
                                ItemStep.SHIP,
                                range,
                                ", shipment_id = :shipment, retailer_id = :retailer, outlet_id = :outlet",
                                "AND hold IS NULL AND NOT taken_back")
                        .bind("shipment", shipment)
                        .bind("retailer", outlet.retailer())
                        .bind("outlet", outlet.id()));
    }

    /** Lets one shipment to a retailer go after the other, so that each counts what the other sent. */
    void lockStock(UUID retailer) {
        tx.handle()
                .createQuery("SELECT pg_advisory_xact_lock(:kind, hashtext(:retailer)) IS NOT NULL")
                .bind("kind", STOCK_LOCK)
                .bind("retailer", retailer.toString())
                .mapTo(Boolean.class)
                .one();
    }

    /** How many items a retailer has, or has on their way to it, that it didn't sell yet. */
    int unsold(UUID retailer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM serial_item
                        WHERE provider_id = :provider AND outlet_id IN (
                            SELECT DISTINCT outlet_id FROM shipment WHERE provider_id = :provider AND retailer_id = :retailer)
                          AND retailer_id = :retailer AND state IN ('shipped', 'received')
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .mapTo(Integer.class)
                .one();
    }

    /**
     * How many items of the range are not in the shipment, by state; "on hold" for held ones, and
     * those that customers brought back apart.
     */
    Map<String, Integer> others(SerialRange range, UUID shipment) {
        return counts(
                tx.handle()
                        .createQuery(
                                """
                                SELECT %s AS state, count(*) AS items FROM serial_item
                                WHERE serial BETWEEN :first AND :last AND shipment_id IS DISTINCT FROM :shipment
                                GROUP BY 1
                                """
                                        .formatted(WHY_NOT_LOOSE))
                        .bind("first", range.first().value())
                        .bind("last", range.last().value())
                        .bind("shipment", shipment));
    }

    /**
     * Takes into stock what is on its way in the shipment and of the range.
     *
     * @param only these serials, or null for all
     */
    int receive(SerialRange range, UUID shipment, @Nullable Collection<Long> only) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET state = :to, hold = nullif(hold, :missing), received_at = :now
                        WHERE serial BETWEEN :first AND :last AND shipment_id IS NOT DISTINCT FROM :shipment AND state = ANY(:from)
                          AND (:only::bigint[] IS NULL OR serial = ANY(:only))
                        """)
                .bind("to", ItemStep.RECEIVE.to().label())
                .bind("now", tx.now())
                .bind("from", ItemStep.RECEIVE.fromLabels())
                .bind("missing", ItemEvents.HELD_AS_MISSING)
                .bind("shipment", shipment)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .bind("only", array(only))
                .execute();
    }

    /** Activates what {@link #receive} took in of a product that no till activates. */
    List<Moved> activateReceived(
            SerialRange range, UUID shipment, @Nullable Collection<Long> only) {
        return moved(
                step(
                                ItemStep.ACTIVATE,
                                range,
                                ", activated_at = :now",
                                """
                                AND shipment_id IS NOT DISTINCT FROM :shipment AND hold IS NULL AND NOT taken_back
                                AND (:only::bigint[] IS NULL OR serial = ANY(:only))
                                """)
                        .bind("now", tx.now())
                        .bind("shipment", shipment)
                        .bind("only", array(only)));
    }

    /** Holds what is still on its way in the shipment and of the range. */
    int holdMissing(SerialRange range, UUID shipment) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET hold = :missing
                        WHERE serial BETWEEN :first AND :last AND shipment_id IS NOT DISTINCT FROM :shipment AND state = 'shipped' AND hold IS NULL
                        """)
                .bind("missing", ItemEvents.HELD_AS_MISSING)
                .bind("shipment", shipment)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
    }

    /** How many items of a shipment have not arrived. */
    int outstanding(UUID shipment) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM serial_item
                        WHERE provider_id = :provider AND shipment_id = :shipment AND state = 'shipped'
                        """)
                .bind("provider", tx.provider())
                .bind("shipment", shipment)
                .mapTo(Integer.class)
                .one();
    }

    /** Those of these serials that are part of the shipment; one that is named twice comes twice. */
    List<Long> serialsOf(UUID shipment, List<SerialRange> serials) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial FROM unnest(:firsts::bigint[], :lasts::bigint[]) AS named (first, last)
                             JOIN serial_item ON serial BETWEEN first AND last
                        WHERE shipment_id = :shipment
                        """)
                .bind("shipment", shipment)
                .bind("firsts", array(serials.stream().map(one -> one.first().value()).toList()))
                .bind("lasts", array(serials.stream().map(one -> one.last().value()).toList()))
                .mapTo(Long.class)
                .list();
    }

    /** The product of a range, which is one run's; empty if nothing of it is in the shipment. */
    Optional<UUID> product(SerialRange range, UUID shipment) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT product_id FROM serial_item
                        WHERE serial BETWEEN :first AND :last AND shipment_id IS NOT DISTINCT FROM :shipment ORDER BY serial LIMIT 1
                        """)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .bind("shipment", shipment)
                .mapTo(UUID.class)
                .findOne();
    }

    /** What ranges sell, each of which is of one run and so of one product. */
    List<UUID> products(List<SerialRange> ranges) {
        return tx.handle()
                .createQuery("SELECT DISTINCT product_id FROM serial_item WHERE serial = ANY(:firsts)")
                .bindArray(
                        "firsts",
                        Long.class,
                        ranges.stream().map(range -> range.first().value()).toList())
                .mapTo(UUID.class)
                .list();
    }

    /** Those of these items whose shipment was sent by an event up to a position. */
    Set<Long> sentUntil(List<Long> serials, long position) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial FROM serial_item item
                        WHERE provider_id = :provider AND serial = ANY(:serials) AND EXISTS (
                            SELECT FROM event
                            WHERE event.provider_id = item.provider_id AND subject_type = 'shipment'
                              AND subject_id = item.shipment_id::text AND event.type = :shipped AND position <= :position)
                        """)
                .bind("provider", tx.provider())
                .bindArray("serials", Long.class, serials)
                .bind("shipped", ItemEvents.SHIPPED)
                .bind("position", position)
                .mapTo(Long.class)
                .set();
    }

    /**
     * What was made worthless.
     *
     * @param unsold what shops had and had not sold, or not any more
     * @param others all else
     */
    record Voided(List<Moved> unsold, List<Moved> others) {
        Voided {
            unsold = List.copyOf(unsold);
            others = List.copyOf(others);
        }

        int items() {
            return Moved.items(unsold) + Moved.items(others);
        }
    }

    private record VoidedRow(Moved moved, boolean unsold) {}

    /**
     * Makes worthless what may be, except for what nobody has counted in yet. It is one statement:
     * between two, a till could take an item from those that are left to the one to those that are
     * left to the other.
     */
    Voided voidCounted(SerialRange range) {
        List<Moved> unsold = new ArrayList<>();
        List<Moved> others = new ArrayList<>();
        tx.handle()
                .createQuery(
                        """
                        WITH there AS (
                            SELECT serial, state FROM serial_item
                            WHERE serial BETWEEN :first AND :last AND state = ANY(:from) AND state <> 'minted'
                              AND return_id IS NULL
                            FOR UPDATE
                        ), moved AS (
                            UPDATE serial_item item SET state = :to FROM there
                            WHERE item.serial = there.serial AND item.serial BETWEEN :first AND :last
                            RETURNING item.serial, product_id, retailer_id, outlet_id, there.state = ANY(:unsold) AS unsold
                        )
                        SELECT unsold, product_id, retailer_id, outlet_id, array_agg(serial ORDER BY serial) AS serials
                        FROM moved GROUP BY unsold, product_id, retailer_id, outlet_id
                        """)
                .bind("to", ItemStep.VOID.to().label())
                .bind("from", ItemStep.VOID.fromLabels())
                .bindArray(
                        "unsold",
                        String.class,
                        ItemMoves.UNSOLD.stream().map(ItemState::label).toList())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .map((row, context) -> new VoidedRow(Moved.of(row), row.getBoolean("unsold")))
                .forEach(row -> (row.unsold() ? unsold : others).add(row.moved()));
        return new Voided(unsold, others);
    }

    /** Makes worthless what is past its last day, except for what nobody has counted in yet. */
    List<Moved> expireCounted(SerialRange range) {
        return moved(step(ItemStep.EXPIRE, range, "", "AND state <> 'minted' AND return_id IS NULL"));
    }

    /** The runs of products that have something to expire, each from the first to the last of it. */
    List<Expiry.Batch> expirable(List<UUID> products) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT run_id, min(serial) AS first, max(serial) AS last FROM serial_item
                        WHERE provider_id = :provider AND product_id = ANY(:products) AND state = ANY(:from) AND state <> 'minted'
                          AND return_id IS NULL
                        GROUP BY run_id ORDER BY min(serial)
                        """)
                .bind("provider", tx.provider())
                .bindArray("products", UUID.class, products)
                .bind("from", ItemStep.EXPIRE.fromLabels())
                .map(
                        (row, context) ->
                                new Expiry.Batch(
                                        row.getObject("run_id", UUID.class),
                                        SerialRange.between(
                                                SerialNumber.ofValue(row.getLong("first")),
                                                SerialNumber.ofValue(row.getLong("last")))))
                .list();
    }

    /** Sells what holds let go in the stock of outlets, of a product that no till activates. */
    List<Moved> sellLetGo(SerialRange range, Collection<Long> letGo) {
        return moved(
                step(
                                ItemStep.ACTIVATE,
                                range,
                                ", hold = NULL, activated_at = :now",
                                "AND hold_id IS NULL AND hold IS NOT NULL AND NOT taken_back AND serial = ANY(:letGo)")
                        .bindArray("letGo", Long.class, letGo)
                        .bind("now", tx.now()));
    }

    /** Loses what is on its way or in a shop, by a step of that kind; the hold of an earlier one stays. */
    List<Moved> lose(ItemStep step, SerialRange range) {
        return moved(
                step(
                                step,
                                range,
                                ", hold = coalesce(hold, CASE state WHEN 'shipped' THEN :missing ELSE :to END)",
                                "")
                        .bind("missing", ItemEvents.HELD_AS_MISSING));
    }

    /** Finds what was lost or stolen: it is in its shop. */
    List<Moved> recover(SerialRange range) {
        return moved(
                step(
                                ItemStep.RECOVER,
                                range,
                                ", hold = CASE WHEN hold = ANY(:untilFound) THEN NULL ELSE hold END, received_at = :now",
                                "")
                        .bind("now", tx.now())
                        .bindArray("untilFound", String.class, ItemEvents.HELD_UNTIL_FOUND));
    }

    /** Finds what the count-in missed: it is in the provider's stock. */
    List<Moved> findMissing(SerialRange range) {
        return moved(step(ItemStep.FIND, range, "", ""));
    }

    /** Sells those of the found items that are free, of a product that no till activates. */
    List<Moved> sellFound(SerialRange range, List<Moved> found) {
        return moved(
                step(
                                ItemStep.ACTIVATE,
                                range,
                                ", activated_at = :now",
                                "AND hold IS NULL AND NOT taken_back AND serial = ANY(:found)")
                        .bind("now", tx.now())
                        .bindArray(
                                "found",
                                Long.class,
                                found.stream()
                                        .flatMap(some -> some.serials().stream())
                                        .toList()));
    }

    /** How many lost or stolen items of the range never arrived, by the shipment that has them. */
    Map<UUID, Integer> lostOnTheirWay(SerialRange range) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT shipment_id, count(*) AS items FROM serial_item
                        WHERE serial BETWEEN :first AND :last AND state = ANY(:from) AND hold = :missing
                        GROUP BY shipment_id
                        """)
                .bind("from", ItemStep.RECOVER.fromLabels())
                .bind("missing", ItemEvents.HELD_AS_MISSING)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("shipment_id", UUID.class),
                                        row.getInt("items")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * A step of those items of a range that can make it; a row for each product and custody.
     *
     * @param more what else to set
     * @param condition which items, further
     */
    private Query step(ItemStep step, SerialRange range, String more, String condition) {
        return tx.handle()
                .createQuery(
                        """
                        WITH moved AS (
                            UPDATE serial_item SET state = :to %s
                            WHERE serial BETWEEN :first AND :last AND state = ANY(:from) %s
                            RETURNING serial, product_id, retailer_id, outlet_id
                        )
                        SELECT product_id, retailer_id, outlet_id, array_agg(serial ORDER BY serial) AS serials
                        FROM moved GROUP BY product_id, retailer_id, outlet_id
                        """
                                .formatted(more, condition))
                .bind("to", step.to().label())
                .bind("from", step.fromLabels())
                .bind("first", range.first().value())
                .bind("last", range.last().value());
    }

    private static List<Moved> moved(Query query) {
        return query.map((row, context) -> Moved.of(row)).list();
    }

    /** How many items of the range are in which state. */
    Map<String, Integer> counts(SerialRange range) {
        return counts(
                tx.handle()
                        .createQuery(
                                """
                                SELECT state, count(*) AS items FROM serial_item
                                WHERE serial BETWEEN :first AND :last GROUP BY state
                                """)
                        .bind("first", range.first().value())
                        .bind("last", range.last().value()));
    }

    static Map<String, Integer> counts(Query query) {
        Map<String, Integer> counts = new TreeMap<>();
        query.map((row, context) -> Map.entry(row.getString("state"), row.getInt("items")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static Long @Nullable [] array(@Nullable Collection<Long> serials) {
        return serials == null ? null : serials.toArray(Long[]::new);
    }
}
