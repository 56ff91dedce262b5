package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Which items holds are about, and which they hold. Any number of holds may be about an item; the
 * first of them holds it, and when that one lets it go, the next one does.
 */
final class HeldItemRepository {
    /**
     * Which items an open hold is about: what is in its range, came in its carton or is at its outlet
     * and could still be sold or redeemed, unless the hold let it go. What came in a carton counts as in
     * it, also in another outlet that sold it.
     */
    private static final String COVERED =
            """
            h.released_at IS NULL AND item.state = ANY(:holdable) AND (h.sold_too OR item.state <> 'activated')
              AND NOT item.serial / 10 <@ h.let_go
              AND CASE h.kind WHEN 'serials' THEN item.serial BETWEEN h.from_serial AND h.to_serial
                              WHEN 'outlet' THEN item.outlet_id = h.outlet_id
                              ELSE item.serial / 10 <@ c.serials AND item.shipment_id IS NOT DISTINCT FROM c.shipment_id END
            """;

    private static final String WITH_CARTON =
            "item_hold h LEFT JOIN carton c ON c.provider_id = h.provider_id AND c.sscc = h.sscc";

    /** What people hold, and neither what is only held until it is found nor what came to its end meanwhile. */
    private static final String HELD_BY_PEOPLE =
            """
            hold IS NOT NULL AND state = ANY(:holdable) AND NOT (state = 'shipped' AND hold = :missing)
              AND NOT (state IN ('lost', 'stolen') AND hold = ANY(:untilFound))
            """;

    private final Tx tx;

    HeldItemRepository(Tx tx) {
        this.tx = tx;
    }

    /** The open holds that may be about something of a range, whether they hold it or not. */
    List<UUID> around(SerialRange range) {
        return around(range, Set.of());
    }

    /** The same, with those of an outlet to which something of it comes. */
    List<UUID> around(SerialRange range, Set<UUID> comingTo) {
        // Each kind by itself: a shop's policy looks for its items only in holds that the index found.
        return bound(
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT id FROM item_hold WHERE provider_id = :provider AND released_at IS NULL
                                          AND kind = 'serials' AND from_serial <= :last AND to_serial >= :first
                                        UNION ALL
                                        SELECT id FROM item_hold WHERE provider_id = :provider AND released_at IS NULL
                                          AND kind = 'outlet' AND outlet_id = ANY(:outlets)
                                        UNION ALL
                                        SELECT h.id FROM item_hold h JOIN carton c ON c.provider_id = h.provider_id AND c.sscc = h.sscc
                                        WHERE h.provider_id = :provider AND h.released_at IS NULL
                                          AND h.kind = 'carton' AND c.serials && int8range(:first / 10, :last / 10, '[]')
                                        ORDER BY id
                                        """),
                        range)
                .bind("provider", tx.provider())
                .bindArray(
                        "outlets",
                        UUID.class,
                        Stream.concat(outlets(range).stream(), comingTo.stream())
                                .distinct()
                                .toList())
                .mapTo(UUID.class)
                .list();
    }

    /**
     * Holds by a hold what it is about of a range and isn't held yet.
     *
     * @return the serials of what it holds now and did not before
     */
    List<Long> hold(UUID id, SerialRange range) {
        List<Long> held =
                bound(
                                tx.handle()
                                        .createQuery(
                                                """
                                                UPDATE serial_item item SET hold = h.reason, hold_id = h.id FROM %s
                                                WHERE h.provider_id = :provider AND h.id = :id AND item.serial BETWEEN :first AND :last
                                                  AND item.hold IS NULL AND %s
                                                RETURNING item.serial
                                                """
                                                        .formatted(WITH_CARTON, COVERED)),
                                range)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bindArray("holdable", String.class, HoldRepository.HOLDABLE)
                        .mapTo(Long.class)
                        .list();
        count(id, held.size());
        return held;
    }

    /** Those of these holds that go on: they are about an item, or of an outlet, and wait for what comes. */
    List<UUID> goingOn(Collection<UUID> ids) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT h.id FROM %s
                        WHERE h.provider_id = :provider AND h.id = ANY(:ids) AND (h.kind = 'outlet' OR EXISTS (
                            SELECT FROM serial_item item
                            WHERE item.serial BETWEEN coalesce(h.from_serial, c.from_serial) AND coalesce(h.to_serial, c.to_serial)
                              AND %s))
                        """
                                .formatted(WITH_CARTON, COVERED))
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .bindArray("holdable", String.class, HoldRepository.HOLDABLE)
                .mapTo(UUID.class)
                .list();
    }

    private void count(UUID id, int held) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE item_hold SET items = items + :items WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("items", held)
                .execute();
    }

    /** The outlets that have something of a range. */
    List<UUID> outlets(SerialRange range) {
        return bound(
                        tx.handle()
                                .createQuery(
                                        "SELECT DISTINCT outlet_id FROM serial_item WHERE serial BETWEEN :first AND"
                                                + " :last AND outlet_id IS NOT NULL ORDER BY outlet_id"),
                        range)
                .mapTo(UUID.class)
                .list();
    }

    /** Whose items of a range could make a step, whether something holds them or not. */
    List<UUID> retailers(SerialRange range, ItemStep step) {
        return bound(
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT DISTINCT retailer_id FROM serial_item
                                        WHERE serial BETWEEN :first AND :last AND state = ANY(:from)
                                          AND retailer_id IS NOT NULL
                                        """),
                        range)
                .bind("from", step.fromLabels())
                .mapTo(UUID.class)
                .list();
    }

    /** What an outlet has, run by run, from the first to the last of it. */
    List<SerialRange> inOutlet(UUID outlet) {
        return ranges("outlet_id", outlet);
    }

    /** What a hold holds, run by run, from the first to the last of it. */
    List<SerialRange> heldBy(UUID id) {
        return ranges("hold_id", id);
    }

    private List<SerialRange> ranges(String column, UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(serial) AS first, max(serial) AS last FROM serial_item
                        WHERE provider_id = :provider AND %s = :id GROUP BY serial / 100000000 ORDER BY first
                        """
                                .formatted(column))
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                SerialRange.ofValues(row.getLong("first"), row.getLong("last")))
                .list();
    }

    /** The holds that hold something of a range. */
    List<UUID> on(SerialRange range) {
        return bound(
                        tx.handle()
                                .createQuery(
                                        "SELECT DISTINCT hold_id FROM serial_item WHERE serial BETWEEN :first AND"
                                                + " :last AND hold_id IS NOT NULL ORDER BY hold_id"),
                        range)
                .mapTo(UUID.class)
                .list();
    }

    /**
     * Lets a hold let go for good what it holds of a range and didn't come to its end; why it was held
     * stays, until another hold takes it or it is freed.
     *
     * @return the serials of that
     */
    List<Long> letGo(UUID holder, SerialRange range) {
        return bound(
                        tx.handle()
                                .createQuery(
                                        """
                                        WITH gone AS (
                                            UPDATE serial_item SET hold_id = NULL
                                            WHERE serial BETWEEN :first AND :last AND hold_id = :holder AND state = ANY(:holdable)
                                            RETURNING serial
                                        ), noted AS (
                                            UPDATE item_hold SET let_go = let_go + coalesce(
                                                (SELECT range_agg(int8range(serial / 10, serial / 10, '[]')) FROM gone), '{}')
                                            WHERE provider_id = :provider AND id = :holder
                                        )
                                        SELECT serial FROM gone
                                        """),
                        range)
                .bind("provider", tx.provider())
                .bind("holder", holder)
                .bindArray("holdable", String.class, HoldRepository.HOLDABLE)
                .mapTo(Long.class)
                .list();
    }

    /** What people hold of a range though no hold does: why is all that was kept of it. */
    List<Long> heldByNone(SerialRange range) {
        return people(
                        bound(
                                tx.handle()
                                        .createQuery(
                                                "SELECT serial FROM serial_item WHERE serial BETWEEN :first AND :last AND hold_id IS NULL AND "
                                                        + HELD_BY_PEOPLE),
                                range))
                .mapTo(Long.class)
                .list();
    }

    /**
     * Lets a hold hold what it is about of what others let go.
     *
     * @return the serials of that
     */
    List<Long> takeOver(UUID id, SerialRange range, Collection<Long> letGo) {
        List<Long> taken =
                bound(
                                tx.handle()
                                        .createQuery(
                                                """
                                                UPDATE serial_item item SET hold = h.reason, hold_id = h.id FROM %s
                                                WHERE h.provider_id = :provider AND h.id = :id AND item.serial BETWEEN :first AND :last
                                                  AND item.serial = ANY(:letGo) AND item.hold_id IS NULL AND %s
                                                RETURNING item.serial
                                                """
                                                        .formatted(WITH_CARTON, COVERED)),
                                range)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bindArray("letGo", Long.class, letGo)
                        .bindArray("holdable", String.class, HoldRepository.HOLDABLE)
                        .mapTo(Long.class)
                        .list();
        count(id, taken.size());
        return taken;
    }

    /**
     * Holds until it is found what holds let go and no other took, but did not arrive with the rest of
     * its shipment, or was lost or stolen meanwhile.
     *
     * @return the serials of that
     */
    List<Long> holdUntilFound(SerialRange range, Collection<Long> letGo) {
        return people(
                        bound(
                                tx.handle()
                                        .createQuery(
                                                """
                                                UPDATE serial_item item SET hold = CASE state WHEN 'shipped' THEN :missing ELSE state END
                                                WHERE serial BETWEEN :first AND :last AND serial = ANY(:letGo) AND hold_id IS NULL AND %s
                                                  AND (state IN ('lost', 'stolen') OR state = 'shipped' AND EXISTS (
                                                      SELECT FROM shipment s
                                                      WHERE s.provider_id = item.provider_id AND s.id = item.shipment_id AND s.state = 'short'))
                                                RETURNING serial
                                                """
                                                        .formatted(HELD_BY_PEOPLE)),
                                range))
                .bindArray("letGo", Long.class, letGo)
                .mapTo(Long.class)
                .list();
    }

    /**
     * Frees what holds let go and no other took, and nothing holds until it is found.
     *
     * @return the serials of that
     */
    List<Long> free(SerialRange range, Collection<Long> letGo) {
        return people(
                        bound(
                                tx.handle()
                                        .createQuery(
                                                """
                                                UPDATE serial_item SET hold = NULL
                                                WHERE serial BETWEEN :first AND :last AND serial = ANY(:letGo) AND hold_id IS NULL AND %s
                                                RETURNING serial
                                                """
                                                        .formatted(HELD_BY_PEOPLE)),
                                range))
                .bindArray("letGo", Long.class, letGo)
                .mapTo(Long.class)
                .list();
    }

    private static <T extends SqlStatement<T>> T bound(T statement, SerialRange range) {
        return statement
                .bind("first", range.first().value())
                .bind("last", range.last().value());
    }

    private static <T extends SqlStatement<T>> T people(T statement) {
        return statement
                .bindArray("holdable", String.class, HoldRepository.HOLDABLE)
                .bind("missing", ItemEvents.HELD_AS_MISSING)
                .bindArray("untilFound", String.class, ItemEvents.HELD_UNTIL_FOUND);
    }
}
