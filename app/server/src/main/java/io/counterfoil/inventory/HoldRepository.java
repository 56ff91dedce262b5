package io.counterfoil.inventory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.PlaceNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds; what they hold is in {@link HeldItemRepository}. */
final class HoldRepository {
    /** The states in which a hold can hold an item. */
    static final List<String> HOLDABLE =
            Arrays.stream(ItemState.values())
                    .filter(ItemState::isHoldable)
                    .map(ItemState::label)
                    .toList();

    private static final String COLUMNS =
            """
            SELECT h.id, h.kind, h.from_serial, h.to_serial, h.sscc, h.outlet_id, h.sold_too, h.reason, h.held_by, h.held_at,
                   h.released_at, (SELECT count(*) FROM serial_item WHERE serial_item.provider_id = h.provider_id
                                   AND serial_item.hold_id = h.id AND serial_item.state = ANY(:holdable)) AS items
            FROM item_hold h
            """;

    private static final String RETURNING_STANDING =
            """
            RETURNING h.id, (SELECT coalesce(sum(upper(gone) - lower(gone)), 0) FROM unnest(standing.let_go) gone) AS again
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
     * transaction ends. It comes before the locks of cartons, runs, credit and holds, in this order.
     */
    void lockOutlet(UUID outlet) {
        tx.lock(LockKind.OUTLET, outlet);
    }

    /** The same for those who bring something, who don't wait for each other. */
    void lockOutletShared(UUID outlet) {
        tx.lockShared(LockKind.OUTLET, outlet);
    }

    void insert(New hold) {
        SerialRange range = hold.range();
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO item_hold (provider_id, id, kind, from_serial, to_serial, sscc, retailer_id, outlet_id, sold_too,
                                               reason, held_at, held_by, let_go)
                        VALUES (:provider, :id, :kind, :from, :to, :sscc, :retailer, :outlet, :soldToo, :reason, :now, :by, '{}')
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

    int countOpen() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM item_hold WHERE provider_id = :provider AND released_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    /** Takes back a hold that held nothing. */
    void discard(UUID id) {
        tx.handle()
                .createUpdate("DELETE FROM item_hold WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .execute();
    }

    /**
     * A hold that stands and is asked for again.
     *
     * @param again how many items it had let go and is about again
     */
    record Standing(UUID id, long again) {}

    /**
     * The hold that stands on a carton or an outlet, locked, from now on with what is sold if so
     * wished, and with what it let go.
     */
    Optional<Standing> standing(HoldKind kind, String named, boolean soldToo) {
        return tx.handle()
                .createQuery(
                        """
                        WITH standing AS (
                            SELECT provider_id, id, let_go FROM item_hold
                            WHERE provider_id = :provider AND kind = :kind AND released_at IS NULL AND
                                  CASE kind WHEN 'carton' THEN sscc = :named ELSE outlet_id::text = :named END
                            FOR UPDATE
                        )
                        UPDATE item_hold h SET sold_too = sold_too OR :soldToo, let_go = '{}'
                        FROM standing WHERE h.provider_id = standing.provider_id AND h.id = standing.id
                        """
                                + RETURNING_STANDING)
                .bind("provider", tx.provider())
                .bind("kind", kind.label())
                .bind("named", named)
                .bind("soldToo", soldToo)
                .map((row, context) -> standing(row))
                .findOne();
    }

    /** The hold of just these serials for this reason that stands, locked, from now on with what it let go. */
    Optional<Standing> standing(SerialRange range, String reason) {
        return tx.handle()
                .createQuery(
                        """
                        WITH standing AS (
                            SELECT provider_id, id, let_go FROM item_hold
                            WHERE provider_id = :provider AND kind = 'serials' AND released_at IS NULL
                              AND from_serial = :from AND to_serial = :to AND reason = :reason
                            ORDER BY id LIMIT 1 FOR UPDATE
                        )
                        UPDATE item_hold h SET let_go = '{}'
                        FROM standing WHERE h.provider_id = standing.provider_id AND h.id = standing.id
                        """
                                + RETURNING_STANDING)
                .bind("provider", tx.provider())
                .bind("from", range.first().value())
                .bind("to", range.last().value())
                .bind("reason", reason)
                .map((row, context) -> standing(row))
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

    /**
     * Ends holds, or those of them that stand.
     *
     * @return how many
     */
    @CanIgnoreReturnValue
    int end(Collection<UUID> ids) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE item_hold SET released_at = :now, released_by = :by
                        WHERE provider_id = :provider AND id = ANY(:ids) AND released_at IS NULL
                        """)
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
        return named(
                        tx.handle()
                                .createQuery(COLUMNS + "WHERE h.provider_id = :provider AND h.id = :id")
                                .bindArray("holdable", String.class, HOLDABLE)
                                .bind("provider", tx.provider())
                                .bind("id", id)
                                .map((row, context) -> hold(row))
                                .list())
                .stream()
                .findAny();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Hold> list(Optional<Boolean> open, Listing listing) {
        return named(
                tx.handle()
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
                        .list());
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<Hold> named(List<Hold> rows) {
        PlaceNames names =
                PlaceNames.of(
                        tx, rows.stream().map(Hold::outlet).filter(Objects::nonNull).toList());
        return rows.stream()
                .map(
                        row ->
                                Optional.ofNullable(row.outlet())
                                        .flatMap(names::whole)
                                        .map(row::named)
                                        .orElse(row))
                .toList();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(row.getObject("id", UUID.class), row.getLong("again"));
    }

    private static Hold hold(ResultSet row) throws SQLException {
        HoldKind kind = HoldKind.of(row.getString("kind"));
        return new Hold(
                row.getObject("id", UUID.class),
                kind,
                kind == HoldKind.SERIALS ? range(row, "from_serial", "to_serial") : null,
                row.getString("sscc"),
                row.getObject("outlet_id", UUID.class),
                null,
                row.getBoolean("sold_too"),
                row.getString("reason"),
                row.getString("held_by"),
                Instants.of(row, "held_at"),
                row.getInt("items"),
                Instants.ofNullable(row, "released_at"));
    }

    private static SerialRange range(ResultSet row, String first, String last)
            throws SQLException {
        return SerialRange.ofValues(row.getLong(first), row.getLong(last));
    }
}
