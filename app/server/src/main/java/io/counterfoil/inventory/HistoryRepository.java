package io.counterfoil.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Tx;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every item beside everything that happened to it, in one pass over one snapshot. */
final class HistoryRepository {
    private static final int ROWS_AT_ONCE = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tx tx;

    HistoryRepository(Tx tx) {
        this.tx = tx;
    }

    /** An event with the moment of it. */
    record Timed(Instant at, ItemEvent event) {}

    /** A row of the pass: run by run first the range events, then the items in order. */
    sealed interface Row {
        int run();

        /** An event that covers a range of the run. */
        record OnRange(int run, long position, long from, long to, Timed event)
                implements Row {}

        /** An item of a product, once for each event of its own, or once without one. */
        record OfItem(
                int run,
                long serial,
                UUID product,
                ItemFold.Standing standing,
                long position,
                @Nullable Timed event)
                implements Row {}
    }

    void forEach(Consumer<Row> consumer) {
        try (Stream<Row> rows =
                tx
                        .handle()
                        .createQuery(
                                """
                                SELECT (from_serial / 100000000)::integer AS run, 0 AS kind, from_serial AS serial, to_serial,
                                       position, subject_type, subject_id, type, body, NULL::uuid AS product_id,
                                       NULL AS state, NULL::uuid AS retailer_id, NULL::uuid AS outlet_id, NULL::uuid AS shipment_id, NULL::uuid AS return_id, NULL AS hold,
                                       NULL::uuid AS hold_id, NULL::boolean AS taken_back, NULL::boolean AS astray
                                FROM event WHERE from_serial IS NOT NULL
                                UNION ALL
                                SELECT (i.serial / 100000000)::integer, 1, i.serial, NULL,
                                       e.position, e.subject_type, e.subject_id, e.type, e.body, i.product_id,
                                       i.state, i.retailer_id, i.outlet_id, i.shipment_id, i.return_id, i.hold, i.hold_id, i.taken_back, i.astray
                                FROM serial_item i
                                LEFT JOIN event e ON e.provider_id = i.provider_id AND e.subject_type = 'item' AND e.subject_id = i.serial::text
                                ORDER BY run, kind, serial, position
                                """)
                        .setFetchSize(ROWS_AT_ONCE)
                        .map((row, context) -> row(row))
                        .stream()) {
            rows.forEach(consumer);
        }
    }

    /**
     * How many items a shipment took along.
     *
     * @param said as it says itself
     * @param packed as its cartons say
     */
    record Sent(UUID shipment, int said, int packed) {}

    List<Sent> shipments() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT s.id, s.items, coalesce(sum(c.items), 0) AS packed
                        FROM shipment s
                        LEFT JOIN shipment_carton c ON c.provider_id = s.provider_id AND c.shipment_id = s.id
                        GROUP BY s.id, s.items ORDER BY s.id
                        """)
                .map(
                        (row, context) ->
                                new Sent(
                                        row.getObject("id", UUID.class),
                                        row.getInt("items"),
                                        row.getInt("packed")))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        int run = row.getInt("run");
        long serial = row.getLong("serial");
        return row.getString("state") == null
                ? new Row.OnRange(
                        run, row.getLong("position"), serial, row.getLong("to_serial"), event(row))
                : new Row.OfItem(
                        run,
                        serial,
                        row.getObject("product_id", UUID.class),
                        new ItemFold.Standing(
                                ItemState.of(row.getString("state")),
                                row.getObject("retailer_id", UUID.class),
                                row.getObject("outlet_id", UUID.class),
                                row.getObject("shipment_id", UUID.class),
                                row.getObject("return_id", UUID.class),
                                row.getString("hold"),
                                row.getObject("hold_id", UUID.class),
                                row.getBoolean("taken_back"),
                                row.getBoolean("astray")),
                        row.getLong("position"),
                        row.getString("type") == null ? null : event(row));
    }

    private static Timed event(ResultSet row) throws SQLException {
        JsonNode body = parse(row.getString("body"));
        return new Timed(
                Instant.parse(body.required("at").asText()),
                ItemEvent.of(
                        row.getString("type"),
                        row.getString("subject_id"),
                        row.getString("subject_type").equals("item"),
                        body.required("data")));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
