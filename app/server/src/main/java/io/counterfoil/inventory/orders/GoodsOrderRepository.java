package io.counterfoil.inventory.orders;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.PlaceNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What shops ask for, with what was sent for it. */
final class GoodsOrderRepository {
    private static final String COLUMNS =
            """
            SELECT id, retailer_id, outlet_id, state, ordered_at, note, ended_at, answer FROM goods_order
            WHERE provider_id = :provider
            """;

    private final Tx tx;

    GoodsOrderRepository(Tx tx) {
        this.tx = tx;
    }

    /** What is wanted of a product. */
    record Wanted(UUID product, int items) {}

    /** An order without its lines and shipments. */
    private record Head(
            UUID id,
            UUID retailer,
            UUID outlet,
            GoodsOrderState state,
            Instant orderedAt,
            @Nullable String note,
            @Nullable Instant endedAt,
            @Nullable String answer) {}

    /** Whether it is ordered by this; an outlet has one open order at a time. */
    boolean insert(UUID id, Outlet outlet, @Nullable String note) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO goods_order (provider_id, id, retailer_id, outlet_id, state, ordered_at, note)
                                VALUES (:provider, :id, :retailer, :outlet, 'open', :now, :note)
                                ON CONFLICT (provider_id, outlet_id) WHERE state = 'open' DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("retailer", outlet.retailer())
                        .bind("outlet", outlet.id())
                        .bind("now", tx.now())
                        .bind("note", note)
                        .execute()
                == 1;
    }

    /** Adds the lines of an order, in their order. */
    void insertLines(UUID id, List<Wanted> lines) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO goods_order_line (provider_id, order_id, number, product_id, items)
                        SELECT :provider, :id, number, product, items
                        FROM unnest(:products, :items) WITH ORDINALITY AS line (product, items, number)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bindArray("products", UUID.class, lines.stream().map(Wanted::product).toList())
                .bindArray("items", Integer.class, lines.stream().map(Wanted::items).toList())
                .execute();
    }

    /** Lets one answer to an order go after the other; the state that it has, if there is one. */
    Optional<GoodsOrderState> lock(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT state FROM goods_order WHERE provider_id = :provider AND id = :id FOR UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> GoodsOrderState.of(row.getString("state")))
                .findOne();
    }

    /** Notes what was sent for an order. */
    void link(UUID id, UUID shipment) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO goods_order_shipment (provider_id, order_id, shipment_id)
                        VALUES (:provider, :id, :shipment)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("shipment", shipment)
                .execute();
    }

    /** Ends an order that is open; whether it was. */
    boolean end(UUID id, GoodsOrderState state, @Nullable String answer) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE goods_order SET state = :state, ended_at = :now, answer = :answer
                                WHERE provider_id = :provider AND id = :id AND state = 'open'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("state", state.label())
                        .bind("now", tx.now())
                        .bind("answer", answer)
                        .execute()
                == 1;
    }

    Optional<GoodsOrder> find(UUID id) {
        return whole(
                        tx.handle()
                                .createQuery(COLUMNS + "AND id = :id")
                                .bind("provider", tx.provider())
                                .bind("id", id)
                                .map((row, context) -> head(row))
                                .list())
                .stream()
                .findAny();
    }

    /** Newest first; one row more than the listing asks for, if there is one. */
    List<GoodsOrder> list(
            Optional<UUID> outlet, Optional<GoodsOrderState> state, Listing listing) {
        Map<String, UUID> given = new HashMap<>();
        outlet.ifPresent(id -> given.put("outlet", id));
        Optional<UUID> own = Optional.ofNullable(tx.caller().scope().retailerOrNull());
        own.ifPresent(id -> given.put("own", id));
        return whole(
                tx.handle()
                        .createQuery(
                                COLUMNS
                                        // Apart, so that each can use its index.
                                        + own.map(id -> "AND retailer_id = :own ").orElse("")
                                        + outlet.map(id -> "AND outlet_id = :outlet ").orElse("")
                                        + state.map(GoodsOrderRepository::condition).orElse("")
                                        + """
                                          AND (:after::uuid IS NULL OR id < :after)
                                        ORDER BY id DESC LIMIT :limit + 1
                                        """)
                        .bind("provider", tx.provider())
                        .bindMap(given)
                        .bind("after", listing.after())
                        .bind("limit", listing.limit())
                        .map((row, context) -> head(row))
                        .list());
    }

    // As a literal, which the index of open ones is for.
    private static String condition(GoodsOrderState state) {
        return "AND state = '%s' ".formatted(state.label());
    }

    /** How many of the {@code most} newest orders of an outlet were made after {@code since}. */
    int countLately(UUID outlet, Instant since, int most) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM (
                            SELECT ordered_at FROM goods_order WHERE provider_id = :provider AND outlet_id = :outlet
                            ORDER BY id DESC LIMIT :most) AS newest
                        WHERE ordered_at > :since
                        """)
                .bind("provider", tx.provider())
                .bind("outlet", outlet)
                .bind("most", most)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    int countOpen() {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM goods_order WHERE provider_id = :provider AND state = 'open'")
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    /** The open orders of outlets by these. */
    Map<UUID, UUID> open(List<UUID> outlets) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT outlet_id, id FROM goods_order
                        WHERE provider_id = :provider AND state = 'open' AND outlet_id = ANY(:outlets)
                        """)
                .bind("provider", tx.provider())
                .bindArray("outlets", UUID.class, outlets)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("outlet_id", UUID.class),
                                        row.getObject("id", UUID.class)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many items of a product are not sent yet for open orders, by outlet and product. */
    Map<UUID, Map<UUID, Integer>> stillToSend(List<UUID> outlets) {
        record Of(UUID outlet, UUID product, int items) {}
        return tx.handle()
                .createQuery(
                        """
                        SELECT outlet_id, line.product_id, line.items - coalesce(sent.items, 0) AS items
                        FROM goods_order AS goods
                             JOIN goods_order_line AS line ON line.provider_id = goods.provider_id AND line.order_id = goods.id
                             LEFT JOIN LATERAL (
                                 SELECT sum(items) AS items FROM goods_order_shipment JOIN shipment_carton USING (provider_id, shipment_id)
                                 WHERE provider_id = goods.provider_id AND order_id = goods.id AND product_id = line.product_id) AS sent ON true
                        WHERE goods.provider_id = :provider AND state = 'open' AND outlet_id = ANY(:outlets)
                          AND line.items > coalesce(sent.items, 0)
                        """)
                .bind("provider", tx.provider())
                .bindArray("outlets", UUID.class, outlets)
                .map(
                        (row, context) ->
                                new Of(
                                        row.getObject("outlet_id", UUID.class),
                                        row.getObject("product_id", UUID.class),
                                        row.getInt("items")))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Of::outlet, Collectors.toMap(Of::product, Of::items)));
    }

    private List<GoodsOrder> whole(List<Head> heads) {
        List<UUID> ids = heads.stream().map(Head::id).toList();
        PlaceNames names = PlaceNames.of(tx, heads.stream().map(Head::outlet).toList());
        Map<UUID, List<GoodsOrder.OrderLine>> lines = lines(ids);
        Map<UUID, List<GoodsOrder.OrderSent>> shipments = shipments(ids);
        return heads.stream()
                .map(
                        head ->
                                new GoodsOrder(
                                        head.id(),
                                        head.retailer(),
                                        names.retailer(head.outlet()),
                                        head.outlet(),
                                        names.outlet(head.outlet()),
                                        head.state(),
                                        head.orderedAt(),
                                        head.note(),
                                        lines.getOrDefault(head.id(), List.of()),
                                        head.endedAt(),
                                        head.answer(),
                                        shipments.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<GoodsOrder.OrderLine>> lines(List<UUID> ids) {
        record Of(UUID order, GoodsOrder.OrderLine line) {}
        return tx.handle()
                .createQuery(
                        """
                        SELECT order_id, product_id, sku, name, coalesce(line.items, 0) AS items, coalesce(sent.items, 0) AS sent
                        FROM (SELECT order_id, product_id, number, items FROM goods_order_line
                              WHERE provider_id = :provider AND order_id = ANY(:ids)) AS line
                             FULL JOIN (SELECT order_id, product_id, sum(items) AS items
                                        FROM goods_order_shipment JOIN shipment_carton USING (provider_id, shipment_id)
                                        WHERE provider_id = :provider AND order_id = ANY(:ids)
                                        GROUP BY order_id, product_id) AS sent USING (order_id, product_id)
                             JOIN product ON product.provider_id = :provider AND product.id = product_id
                        ORDER BY order_id, number NULLS LAST, sku
                        """)
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .map(
                        (row, context) ->
                                new Of(
                                        row.getObject("order_id", UUID.class),
                                        new GoodsOrder.OrderLine(
                                                row.getObject("product_id", UUID.class),
                                                row.getString("sku"),
                                                row.getString("name"),
                                                row.getInt("items"),
                                                row.getInt("sent"))))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Of::order,
                                Collectors.mapping(Of::line, Collectors.toList())));
    }

    private Map<UUID, List<GoodsOrder.OrderSent>> shipments(List<UUID> ids) {
        record Of(UUID order, GoodsOrder.OrderSent sent) {}
        return tx.handle()
                .createQuery(
                        """
                        SELECT order_id, shipment.id, shipped_at, items
                        FROM goods_order_shipment AS sent
                             JOIN shipment ON shipment.provider_id = sent.provider_id AND shipment.id = shipment_id
                        WHERE sent.provider_id = :provider AND order_id = ANY(:ids) ORDER BY order_id, shipment.id
                        """)
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .map(
                        (row, context) ->
                                new Of(
                                        row.getObject("order_id", UUID.class),
                                        new GoodsOrder.OrderSent(
                                                row.getObject("id", UUID.class),
                                                Instants.of(row, "shipped_at"),
                                                row.getInt("items"))))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Of::order,
                                Collectors.mapping(Of::sent, Collectors.toList())));
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getObject("id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                GoodsOrderState.of(row.getString("state")),
                Instants.of(row, "ordered_at"),
                row.getString("note"),
                Instants.ofNullable(row, "ended_at"),
                row.getString("answer"));
    }
}
