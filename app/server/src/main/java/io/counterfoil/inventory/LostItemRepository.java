package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Items that are lost or stolen, and found. */
final class LostItemRepository {
    private final Tx tx;

    LostItemRepository(Tx tx) {
        this.tx = tx;
    }

    /** Loses what is on its way or in a shop, by a step of that kind; the hold of an earlier one stays. */
    List<Moved> lose(ItemStep step, SerialRange range) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx)
                        .of(
                                step,
                                range,
                                ", hold = coalesce(hold, CASE state WHEN 'shipped' THEN :missing ELSE :to END)",
                                "")
                        .bind("missing", ItemEvents.HELD_AS_MISSING));
    }

    /** Finds what was lost or stolen: it is in its shop. */
    List<Moved> recover(SerialRange range) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx)
                        .of(
                                ItemStep.RECOVER,
                                range,
                                ", hold = CASE WHEN hold = ANY(:untilFound) THEN NULL ELSE hold END, received_at = :now",
                                "")
                        .bind("now", tx.now())
                        .bindArray("untilFound", String.class, ItemEvents.HELD_UNTIL_FOUND));
    }

    /** Finds what the count-in missed: it is in the provider's stock. */
    List<Moved> findMissing(SerialRange range) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx).of(ItemStep.FIND, range, "", ""));
    }

    /**
     * Sells those of the found items that are free, of a product that no till activates: not what its
     * shop had sent back.
     */
    List<Moved> sellFound(SerialRange range, List<Moved> found) {
        return RangeStepRepository.moved(
                new RangeStepRepository(tx)
                        .of(
                                ItemStep.ACTIVATE,
                                range,
                                ", activated_at = :now",
                                "AND hold IS NULL AND NOT (taken_back OR astray) AND serial = ANY(:found)")
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
                        WHERE serial BETWEEN :first AND :last AND state = ANY(:from) AND received_at IS NULL
                        GROUP BY shipment_id
                        """)
                .bind("from", ItemStep.RECOVER.fromLabels())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("shipment_id", UUID.class),
                                        row.getInt("items")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
