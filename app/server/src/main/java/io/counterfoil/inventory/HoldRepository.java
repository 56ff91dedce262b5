package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds, and the items that they hold. */
final class HoldRepository {
    // Any number that no other advisory lock of ours begins with.
    private static final int OUTLET_LOCK = 4;

    private static final List<String> HOLDABLE =
            Arrays.stream(ItemState.values())
                    .filter(ItemState::isHoldable)
                    .map(ItemState::label)
                    .toList();

    private static final String COLUMNS =
            """
            SELECT h.id, h.kind, h.from_serial, h.to_serial, h.sscc, h.outlet_id, r.name || ', ' || o.name AS name, h.sold_too, h.reason, h.held_by, h.held_at,
                   h.released_at, (SELECT count(*) FROM serial_item WHERE serial_item.provider_id = h.provider_id
                                   AND serial_item.hold_id = h.id AND serial_item.state = ANY(:holdable)) AS items
            FROM item_hold h LEFT JOIN outlet o ON o.provider_id = h.provider_id AND o.id = h.outlet_id
                 LEFT JOIN retailer r ON r.provider_id = o.provider_id AND r.id = o.retailer_id
            """;

    /** Which items a hold is about. */
    private static final String COVERED =
            """
            CASE h.kind WHEN 'serials' THEN item.serial BETWEEN h.from_serial AND h.to_serial
                        WHEN 'outlet' THEN item.outlet_id = h.outlet_id
                        ELSE item.serial / 10 <@ c.serials AND item.shipment_id IS NOT DISTINCT FROM c.shipment_id END
            """;

    private final Tx tx;

    HoldRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A hold that is about to be made.
     *
     * @param range of serials
     * @param sscc of a carton
     * @param retailer whose outlet is held, or has the carton
     */
    record New(
            UUID id,
            HoldKind kind,
            @Nullable SerialRange range,
            @Nullable String sscc,
            @Nullable UUID retailer,
            @Nullable UUID outlet,
            boolean soldToo,
            String reason) {}

    /**
     * Lets nobody else hold or release an outlet, or bring something into its stock, until this
     * transaction ends. It comes before the locks of cartons, runs and holds, in this order.
     */
    void lockOutlet(UUID outlet) {
        lock("pg_advisory_xact_lock", outlet);
    }

    /** The same for those who bring something, who don't wait for each other. */
    void lockOutletShared(UUID outlet) {
        lock("pg_advisory_xact_lock_shared", outlet);
    }

    private void lock(String function, UUID outlet) {
        tx.handle()
                .createQuery(
                        "SELECT %s(:kind, hashtext(:outlet)) IS NOT NULL".formatted(function))
                .bind("kind", OUTLET_LOCK)
                .bind("outlet", outlet.toString())
                .mapTo(Boolean.class)
                .one();
    }

    /** Locks the holds of an outlet and of cartons in it; whether there are any. */
    boolean lockOf(UUID outlet) {
        return !tx.handle()
                .createQuery(
                        """
                        SELECT id FROM item_hold
                        WHERE provider_id = :provider AND outlet_id = :outlet AND released_at IS NULL ORDER BY id FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("outlet", outlet)
                .mapTo(UUID.class)
                .list()
                .isEmpty();
    }

    void insert(New hold) {
        SerialRange range = hold.range();
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO item_hold (provider_id, id, kind, from_serial, to_serial, sscc, retailer_id, outlet_id, sold_too,
                                               reason, held_at, held_by)
                        VALUES (:provider, :id, :kind, :from, :to, :sscc, :retailer, :outlet, :soldToo, :reason, :now, :by)
                        """)
                .bind("provider", tx.provider())
                .bind("id", hold.id())
                .bind("kind", hold.kind().label())
                .bind("from", range == null ? null : range.first().value())
                .bind("to", range == null ? null : range.last().value())
                .bind("sscc", hold.sscc())
                .bind("retailer", hold.retailer())
                .bind("outlet", hold.outlet())
                .bind("soldToo", hold.soldToo())
                .bind("reason", hold.reason())
                .bind("now", tx.now())
                .bind("by", tx.caller().actor().name())
                .execute();
    }

    /** Takes back a hold that held nothing. */
    void discard(UUID id) {
        tx.handle()
                .createUpdate("DELETE FROM item_hold WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .execute();
    }

    /** The hold that stands on a carton or an outlet, locked, from now on with what is sold if so wished. */
    Optional<UUID> standing(HoldKind kind, String named, boolean soldToo) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE item_hold SET sold_too = sold_too OR :soldToo
                        WHERE provider_id = :provider AND kind = :kind AND released_at IS NULL AND
                              CASE kind WHEN 'carton' THEN sscc = :named ELSE outlet_id::text = :named END
                        RETURNING id
                        """)
                .bind("provider", tx.provider())
                .bind("kind", kind.label())
                .bind("named", named)
                .bind("soldToo", soldToo)
                .mapTo(UUID.class)
                .findOne();
    }

    /** Why an outlet is on hold; empty if it isn't. */
    Optional<String> reasonOf(UUID outlet) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT reason FROM item_hold
                        WHERE provider_id = :provider AND kind = 'outlet' AND outlet_id = :outlet AND released_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("outlet", outlet)
                .mapTo(String.class)
                .findOne();
    }

    /** Those of these cartons that are on hold themselves, by their numbers, in order. */
    List<String> heldOf(Collection<String> ssccs) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sscc FROM item_hold
                        WHERE provider_id = :provider AND kind = 'carton' AND sscc = ANY(:ssccs) AND released_at IS NULL ORDER BY sscc
                        """)
                .bind("provider", tx.provider())
                .bindArray("ssccs", String.class, ssccs)
                .mapTo(String.class)
                .list();
    }

    /** The holds of cartons and outlets that are about unheld stock of a range, locked. */
    List<UUID> over(SerialRange range) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT h.id FROM item_hold h LEFT JOIN carton c ON c.provider_id = h.provider_id AND c.sscc = h.sscc
                        WHERE h.provider_id = :provider AND h.released_at IS NULL AND h.outlet_id IS NOT NULL AND EXISTS (
                            SELECT FROM serial_item item WHERE item.serial BETWEEN :first AND :last AND item.state = 'received'
                              AND item.hold IS NULL AND %s)
                        ORDER BY h.id FOR UPDATE OF h
                        """
                                .formatted(COVERED))
                .bind("provider", tx.provider())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .mapTo(UUID.class)
                .list();
    }

    /**
     * Holds by a hold what it is about of a range and isn't held yet; the reason of an earlier hold
     * stays.
     *
     * @return the serials of what it holds now and did not before
     */
    List<Long> hold(UUID id, SerialRange range) {
        List<Long> held =
                tx.handle()
                        .createQuery(
                                """
                                UPDATE serial_item item SET hold = h.reason, hold_id = h.id
                                FROM item_hold h LEFT JOIN carton c ON c.provider_id = h.provider_id AND c.sscc = h.sscc
                                WHERE h.provider_id = :provider AND h.id = :id AND item.serial BETWEEN :first AND :last
                                  AND item.hold IS NULL AND item.state = ANY(:holdable) AND (h.sold_too OR item.state <> 'activated')
                                  AND %s
                                RETURNING item.serial
                                """
                                        .formatted(COVERED))
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("first", range.first().value())
                        .bind("last", range.last().value())
                        .bindArray("holdable", String.class, HOLDABLE)
                        .mapTo(Long.class)
                        .list();
        count(id, held.size());
        return held;
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
        return tx.handle()
                .createQuery(
                        "SELECT DISTINCT outlet_id FROM serial_item WHERE serial BETWEEN :first AND"
                                + " :last AND outlet_id IS NOT NULL ORDER BY outlet_id")
                .bind("first", range.first().value())
                .bind("last", range.last().value())
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
                .map((row, context) -> range(row, "first", "last"))
                .list();
    }

    /**
     * Releases what is held of a range, except for what did not arrive, was lost or stolen: that is
     * released when it is there again.
     *
     * @param holder only what this hold holds; null: what is held by none
     * @return the serials of what is free now
     */
    List<Long> release(SerialRange range, @Nullable UUID holder) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE serial_item SET hold = NULL, hold_id = NULL
                        WHERE serial BETWEEN :first AND :last AND hold IS NOT NULL AND hold_id IS NOT DISTINCT FROM :holder
                          AND NOT (state = 'shipped' AND hold = :missing)
                          AND NOT (state IN ('lost', 'stolen') AND hold = ANY(:untilFound))
                        RETURNING serial
                        """)
                .bind("missing", ItemEvents.HELD_AS_MISSING)
                .bindArray("untilFound", String.class, ItemEvents.HELD_UNTIL_FOUND)
                .bind("holder", holder)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .mapTo(Long.class)
                .list();
    }

    /**
     * The open holds of cartons and outlets that may be about something of a range, whether they
     * hold it or another one does.
     */
    List<UUID> around(SerialRange range) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT h.id FROM item_hold h LEFT JOIN carton c ON c.provider_id = h.provider_id AND c.sscc = h.sscc
                        WHERE h.provider_id = :provider AND h.released_at IS NULL
                          AND (h.kind = 'carton' AND c.serials && int8range(:first / 10, :last / 10, '[]')
                               OR h.kind = 'outlet' AND h.outlet_id = ANY(:outlets))
                        """)
                .bind("provider", tx.provider())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .bindArray("outlets", UUID.class, outlets(range))
                .mapTo(UUID.class)
                .list();
    }

    /**
     * Lets another hold of a carton or outlet hold what it is about, too, of what a hold holds of a
     * range.
     *
     * @return the serials of that
     */
    List<Long> handOver(SerialRange range, UUID holder, UUID other) {
        List<Long> handed =
                tx.handle()
                        .createQuery(
                                """
                                UPDATE serial_item item SET hold = h.reason, hold_id = h.id
                                FROM item_hold h LEFT JOIN carton c ON c.provider_id = h.provider_id AND c.sscc = h.sscc
                                WHERE h.provider_id = :provider AND h.id = :other AND h.kind <> 'serials'
                                  AND item.serial BETWEEN :first AND :last AND item.hold_id = :holder
                                  AND item.state = ANY(:holdable) AND (h.sold_too OR item.state <> 'activated') AND %s
                                RETURNING item.serial
                                """
                                        .formatted(COVERED))
                        .bind("provider", tx.provider())
                        .bind("other", other)
                        .bind("first", range.first().value())
                        .bind("last", range.last().value())
                        .bind("holder", holder)
                        .bindArray("holdable", String.class, HOLDABLE)
                        .mapTo(Long.class)
                        .list();
        count(other, handed.size());
        return handed;
    }

    /** The holds that hold something of a range, from the latest. */
    List<UUID> on(SerialRange range) {
        return tx.handle()
                .createQuery(
                        "SELECT DISTINCT hold_id FROM serial_item WHERE serial BETWEEN :first AND"
                                + " :last AND hold_id IS NOT NULL ORDER BY hold_id DESC")
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .mapTo(UUID.class)
                .list();
    }

    /** Ends those of these holds that hold nothing any more; one of an outlet waits for what comes. */
    void endEmpty(Collection<UUID> ids) {
        end(
                ids,
                """
                AND kind <> 'outlet' AND NOT EXISTS (SELECT FROM serial_item
                    WHERE serial_item.provider_id = item_hold.provider_id AND serial_item.hold_id = item_hold.id)
                """);
    }

    /** Ends a hold. */
    void end(UUID id) {
        end(List.of(id), "");
    }

    private void end(Collection<UUID> ids, String condition) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE item_hold SET released_at = :now, released_by = :by
                        WHERE provider_id = :provider AND id = ANY(:ids) AND released_at IS NULL %s
                        """
                                .formatted(condition))
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .bind("now", tx.now())
                .bind("by", tx.caller().actor().name())
                .execute();
    }

    /**
     * Lets nobody else hold or release by these holds until this transaction ends.
     *
     * @return those of them that stand, from the earliest
     */
    List<UUID> lock(Collection<UUID> ids) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM item_hold
                        WHERE provider_id = :provider AND id = ANY(:ids) AND released_at IS NULL ORDER BY id FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .mapTo(UUID.class)
                .list();
    }

    Optional<Hold> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE h.provider_id = :provider AND h.id = :id")
                .bindArray("holdable", String.class, HOLDABLE)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> hold(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Hold> list(Optional<Boolean> open, Listing listing) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE h.provider_id = :provider AND (:open::boolean IS NULL OR (h.released_at IS NULL) = :open)
                                  AND (:after::uuid IS NULL OR h.id < :after)
                                ORDER BY h.id DESC LIMIT :limit + 1
                                """)
                .bindArray("holdable", String.class, HOLDABLE)
                .bind("provider", tx.provider())
                .bind("open", open.orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> hold(row))
                .list();
    }

    private static Hold hold(ResultSet row) throws SQLException {
        HoldKind kind = HoldKind.of(row.getString("kind"));
        Timestamp releasedAt = row.getTimestamp("released_at");
        return new Hold(
                row.getObject("id", UUID.class),
                kind,
                kind == HoldKind.SERIALS ? range(row, "from_serial", "to_serial") : null,
                row.getString("sscc"),
                row.getObject("outlet_id", UUID.class),
                row.getString("name"),
                row.getBoolean("sold_too"),
                row.getString("reason"),
                row.getString("held_by"),
                row.getTimestamp("held_at").toInstant(),
                row.getInt("items"),
                releasedAt == null ? null : releasedAt.toInstant());
    }

    private static SerialRange range(ResultSet row, String first, String last)
            throws SQLException {
        return SerialRange.between(
                SerialNumber.ofValue(row.getLong(first)), SerialNumber.ofValue(row.getLong(last)));
    }
}
