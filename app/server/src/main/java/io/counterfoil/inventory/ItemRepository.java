package io.counterfoil.inventory;

import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

final class ItemRepository {
    private static final int RANGES_AT_ONCE = 10_000;

    private final Tx tx;

    ItemRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Lets one operation on ranges of a run go after the other: two that lock the same rows in a
     * different order would stop each other.
     */
    void lockRun(int run) {
        tx.lock(LockKind.RUN, run);
    }

    /** Keeps an item as it is until the transaction ends; false if there is none. */
    boolean lock(SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial FROM serial_item WHERE provider_id = :provider AND serial = :serial FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /** How many items of each product are not at their end. */
    Map<UUID, Long> unfinished() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT product_id, count(*) AS items FROM serial_item WHERE state = ANY(:states) GROUP BY product_id
                        """)
                .bindArray(
                        "states",
                        String.class,
                        Arrays.stream(ItemState.values())
                                .filter(state -> !state.isFinal())
                                .map(ItemState::label)
                                .toList())
                .reduceRows(
                        new HashMap<>(),
                        (items, row) -> {
                            items.put(
                                    row.getColumn("product_id", UUID.class),
                                    row.getColumn("items", Long.class));
                            return items;
                        });
    }

    int move(ItemStep step, SerialRange range) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET state = :to
                        WHERE serial BETWEEN :first AND :last AND state = ANY(:from)
                        """)
                .bind("to", step.to().label())
                .bind("from", step.fromLabels())
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
    }

    /** The same for any items of one run, a bounded number of ranges at a time. */
    int move(ItemStep step, SerialSet serials) {
        int moved = 0;
        Iterator<SerialRange> ranges = serials.ranges().iterator();
        List<SerialRange> some = new ArrayList<>();
        while (ranges.hasNext()) {
            some.add(ranges.next());
            if (some.size() == RANGES_AT_ONCE || !ranges.hasNext()) {
                moved += move(step, some);
                some.clear();
            }
        }
        return moved;
    }

    /**
     * In one pass over what is between the first and the last: each item looks its range up. A join
     * would look at all items for each range.
     */
    private int move(ItemStep step, List<SerialRange> ranges) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET state = :to
                        WHERE serial BETWEEN :first AND :last AND state = ANY(:from)
                          AND serial <= (:lasts)[width_bucket(serial, :firsts)]
                        """)
                .bind("to", step.to().label())
                .bind("first", ranges.getFirst().first().value())
                .bind("last", ranges.getLast().last().value())
                .bind("from", step.fromLabels())
                .bindArray("firsts", Long.class, SerialRange.firsts(ranges))
                .bindArray("lasts", Long.class, SerialRange.lasts(ranges))
                .execute();
    }

    int cancel(SerialRange range) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET state = 'voided'
                        WHERE serial BETWEEN :first AND :last AND state = 'minted'
                        """)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
    }

    /** The item as it is now, if it was sold by this. */
    Optional<Item> activate(SerialNumber serial, UUID before, Seller seller) {
        return move(
                        ItemStep.ACTIVATE,
                        serial,
                        ", outlet_id = :outlet",
                        "AND retailer_id = :retailer AND outlet_id = :before AND hold IS NULL AND NOT taken_back")
                .bind("retailer", seller.terminal().retailer())
                .bind("before", before)
                .bind("outlet", seller.terminal().outlet())
                .map((row, context) -> item(row))
                .findOne();
    }

    /**
     * The outlet that an item is in, and the one that it was sent to, whose hold locks are those of its
     * carton; in order.
     */
    List<UUID> places(SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT outlet_id FROM serial_item WHERE serial = :serial AND outlet_id IS NOT NULL
                        UNION
                        SELECT sent.outlet_id FROM serial_item item
                            JOIN shipment sent ON sent.provider_id = item.provider_id AND sent.id = item.shipment_id
                        WHERE serial = :serial
                        ORDER BY outlet_id
                        """)
                .bind("serial", serial.value())
                .mapTo(UUID.class)
                .list();
    }

    /** The item as it is now, if its sale was undone by this. */
    Optional<Item> reverse(SerialNumber serial) {
        return move(ItemStep.REVERSE, serial, "", "").map((row, context) -> item(row)).findOne();
    }

    /** The item as it is now, if its customer brought it back by this. */
    Optional<Item> takeBack(SerialNumber serial) {
        return move(ItemStep.TAKE_BACK, serial, "", "").map((row, context) -> item(row)).findOne();
    }

    /** The same if one outlet sold it and the customer brought it to another. */
    Optional<Item> takeBack(SerialNumber serial, UUID before, UUID outlet) {
        return move(
                        ItemStep.TAKE_BACK,
                        serial,
                        ", outlet_id = :outlet",
                        "AND outlet_id = :before")
                .bind("before", before)
                .bind("outlet", outlet)
                .map((row, context) -> item(row))
                .findOne();
    }

    /** The item as it is now, if its code was spent by this. */
    Optional<Item> redeem(SerialNumber serial) {
        return move(ItemStep.REDEEM, serial, "", "AND hold IS NULL")
                .map((row, context) -> item(row))
                .findOne();
    }

    /** A step of one item at a till or by its code; the moments are for figures and counts. */
    private Query move(ItemStep step, SerialNumber serial, String moves, String condition) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE serial_item SET state = :to,
                            activated_at = CASE :to WHEN 'activated' THEN :now::timestamptz WHEN 'redeemed' THEN activated_at END,
                            redeemed_at = CASE :to WHEN 'redeemed' THEN :now::timestamptz END,
                            received_at = CASE :to WHEN 'received' THEN :now::timestamptz ELSE received_at END,
                            taken_back = taken_back OR :to = 'returned' %s
                        WHERE serial = :serial AND state = ANY(:from) %s
                        RETURNING serial, provider_id, run_id, product_id, state, retailer_id, outlet_id, hold, taken_back
                        """
                                .formatted(moves, condition))
                .bind("to", step.to().label())
                .bind("from", step.fromLabels())
                .bind("now", tx.now())
                .bind("serial", serial.value());
    }

    /** In every state, in one pass over what the caller may see. */
    Map<ItemState, Integer> counts() {
        return counts("provider_id", tx.provider());
    }

    Map<ItemState, Integer> countsOfRun(UUID run) {
        return counts("run_id", run);
    }

    private Map<ItemState, Integer> counts(String column, UUID value) {
        Map<ItemState, Integer> counts = new EnumMap<>(ItemState.class);
        tx.handle()
                .createQuery(
                        "SELECT state, count(*) AS items FROM serial_item WHERE %s = :value GROUP BY state"
                                .formatted(column))
                .bind("value", value)
                .map(
                        (row, context) ->
                                Map.entry(
                                        ItemState.of(row.getString("state")), row.getInt("items")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** How many items there are, but no more than {@code limit}. */
    int countUpTo(int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM (SELECT FROM serial_item WHERE provider_id = :provider LIMIT :limit) AS few
                        """)
                .bind("provider", tx.provider())
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one();
    }

    /** The state and the reason are written as in the index of what is missing. */
    int countMissing() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM serial_item
                        WHERE provider_id = :provider AND state = 'shipped' AND hold = 'missing'
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    Optional<Item> find(SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial, provider_id, run_id, product_id, state, retailer_id, outlet_id, hold, taken_back
                        FROM serial_item WHERE serial = :serial
                        """)
                .bind("serial", serial.value())
                .map((row, context) -> item(row))
                .findOne();
    }

    Optional<Instant> sentAt(SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT shipped_at FROM serial_item
                        JOIN shipment ON shipment.provider_id = serial_item.provider_id AND shipment.id = shipment_id
                        WHERE serial = :serial
                        """)
                .bind("serial", serial.value())
                .mapTo(Instant.class)
                .findOne();
    }

    Optional<CodeDigest> codeOf(SerialNumber serial) {
        return tx.handle()
                .createQuery("SELECT code_digest FROM serial_item WHERE serial = :serial")
                .bind("serial", serial.value())
                .map((row, context) -> new CodeDigest(row.getBytes("code_digest")))
                .findOne();
    }

    Optional<Item> findByCode(CodeDigest digest) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial, provider_id, run_id, product_id, state, retailer_id, outlet_id, hold, taken_back
                        FROM serial_item WHERE code_digest = :digest
                        """)
                .bind("digest", digest.bytes())
                .map((row, context) -> item(row))
                .findOne();
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                SerialNumber.ofValue(row.getLong("serial")),
                row.getObject("provider_id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("product_id", UUID.class),
                ItemState.of(row.getString("state")),
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                row.getString("hold"),
                row.getBoolean("taken_back"));
    }
}
