package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/** Sends ranges of items to outlets, and makes them worthless. */
final class ItemMoveRepository {
    /** Why an item can't be packed or sent. What is spoiled waits for nobody any more, on hold or not. */
    static final String WHY_NOT_LOOSE =
            "CASE WHEN taken_back THEN 'brought back by a customer' WHEN hold IS NULL OR state = 'spoiled' THEN state ELSE 'on hold' END";

    private final Tx tx;

    ItemMoveRepository(Tx tx) {
        this.tx = tx;
    }

    /** Sends what is printed of a range. */
    List<Moved> ship(SerialRange range, UUID shipment, Outlet outlet) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx)
                        .of(
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
        tx.lock(LockKind.STOCK, retailer);
    }

    /** How many items a retailer has, or has on their way to it, that it didn't sell yet. */
    int unsold(UUID retailer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM serial_item
                        WHERE provider_id = :provider AND outlet_id IN (
                            SELECT id FROM outlet WHERE provider_id = :provider AND retailer_id = :retailer)
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

    /** What ranges sell, each of which is of one run and so of one product. */
    List<UUID> products(List<SerialRange> ranges) {
        return tx.handle()
                .createQuery("SELECT DISTINCT product_id FROM serial_item WHERE serial = ANY(:firsts)")
                .bindArray("firsts", Long.class, SerialRange.firsts(ranges))
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

    /** Takes what is printed of a range out of the provider's stock, on hold or not. */
    List<Moved> spoil(SerialRange range) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx).of(ItemStep.SPOIL, range, "", "AND state <> 'minted'"));
    }

    /** Makes worthless what is past its last day, except for what nobody has counted in yet. */
    List<Moved> expireCounted(SerialRange range) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx).of(ItemStep.EXPIRE, range, "", "AND state <> 'minted' AND return_id IS NULL"));
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
                                        SerialRange.ofValues(row.getLong("first"), row.getLong("last"))))
                .list();
    }

    /** Sells what holds let go in the stock of outlets, of a product that no till activates. */
    List<Moved> sellLetGo(SerialRange range, Collection<Long> letGo) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx)
                        .of(
                                ItemStep.ACTIVATE,
                                range,
                                ", hold = NULL, activated_at = :now",
                                "AND hold_id IS NULL AND hold IS NOT NULL AND NOT (taken_back OR astray) AND serial = ANY(:letGo)")
                        .bindArray("letGo", Long.class, letGo)
                        .bind("now", tx.now()));
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
}
