package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a shipment arrives in its shop. A range is looked up by its serials, never by its shipment,
 * which may be a thousand times as large: "is not distinct from" keeps the planner from the index of
 * shipments.
 */
final class ArrivalRepository {
    private final Tx tx;

    ArrivalRepository(Tx tx) {
        this.tx = tx;
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
        return RangeStepRepository.moved(
                new RangeStepRepository(tx)
                        .of(
                                ItemStep.ACTIVATE,
                                range,
                                ", activated_at = :now",
                                """
                                AND shipment_id IS NOT DISTINCT FROM :shipment AND hold IS NULL AND NOT (taken_back OR astray)
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
                .bind("firsts", array(SerialRange.firsts(serials)))
                .bind("lasts", array(SerialRange.lasts(serials)))
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

    private static Long @Nullable [] array(@Nullable Collection<Long> serials) {
        return serials == null ? null : serials.toArray(Long[]::new);
    }
}
