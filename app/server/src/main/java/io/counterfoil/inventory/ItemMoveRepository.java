package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Moves ranges of items between provider and outlets. */
final class ItemMoveRepository {
    private final Tx tx;

    ItemMoveRepository(Tx tx) {
        this.tx = tx;
    }

    int ship(SerialRange range, UUID shipment, Outlet outlet) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET state = :to, shipment_id = :shipment, retailer_id = :retailer, outlet_id = :outlet
                        WHERE serial BETWEEN :first AND :last AND state = ANY(:from) AND hold IS NULL
                        """)
                .bind("to", ItemStep.SHIP.to().label())
                .bindArray("from", String.class, ItemStep.SHIP.fromLabels())
                .bind("shipment", shipment)
                .bind("retailer", outlet.retailer())
                .bind("outlet", outlet.id())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
    }

    /** How many items of the range are not in the shipment, by state ("on hold" for held ones). */
    Map<String, Integer> others(SerialRange range, UUID shipment) {
        return counts(
                tx.handle()
                        .createQuery(
                                """
                                SELECT CASE WHEN hold IS NULL THEN state ELSE 'on hold' END AS state, count(*) AS items
                                FROM serial_item
                                WHERE serial BETWEEN :first AND :last AND shipment_id IS DISTINCT FROM :shipment
                                GROUP BY 1
                                """)
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
                        UPDATE serial_item SET state = :to, hold = nullif(hold, :missing)
                        WHERE serial BETWEEN :first AND :last AND shipment_id = :shipment AND state = ANY(:from)
                          AND (:only::bigint[] IS NULL OR serial = ANY(:only))
                        """)
                .bind("to", ItemStep.RECEIVE.to().label())
                .bindArray("from", String.class, ItemStep.RECEIVE.fromLabels())
                .bind("missing", ItemEvents.HELD_AS_MISSING)
                .bind("shipment", shipment)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .bind("only", array(only))
                .execute();
    }

    /** Activates what {@link #receive} took in of a product that no till activates. */
    int activateReceived(SerialRange range, UUID shipment, @Nullable Collection<Long> only) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET state = :to
                        WHERE serial BETWEEN :first AND :last AND shipment_id = :shipment AND state = ANY(:from)
                          AND hold IS NULL AND (:only::bigint[] IS NULL OR serial = ANY(:only))
                        """)
                .bind("to", ItemStep.ACTIVATE.to().label())
                .bindArray("from", String.class, ItemStep.ACTIVATE.fromLabels())
                .bind("shipment", shipment)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .bind("only", array(only))
                .execute();
    }

    /** Holds what is still on its way in the shipment and of the range. */
    int holdMissing(SerialRange range, UUID shipment) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET hold = :missing
                        WHERE serial BETWEEN :first AND :last AND shipment_id = :shipment AND state = 'shipped' AND hold IS NULL
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
                        WHERE serial BETWEEN :first AND :last AND shipment_id = :shipment ORDER BY serial LIMIT 1
                        """)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .bind("shipment", shipment)
                .mapTo(UUID.class)
                .findOne();
    }

    /** Makes worthless what may be, except for what nobody has counted in yet. */
    int voidCounted(SerialRange range) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET state = :to
                        WHERE serial BETWEEN :first AND :last AND state = ANY(:from) AND state <> 'minted'
                        """)
                .bind("to", ItemStep.VOID.to().label())
                .bindArray("from", String.class, ItemStep.VOID.fromLabels())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
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

    private static Map<String, Integer> counts(Query query) {
        Map<String, Integer> counts = new TreeMap<>();
        query.map((row, context) -> Map.entry(row.getString("state"), row.getInt("items")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static Long @Nullable [] array(@Nullable Collection<Long> serials) {
        return serials == null ? null : serials.toArray(Long[]::new);
    }
}
