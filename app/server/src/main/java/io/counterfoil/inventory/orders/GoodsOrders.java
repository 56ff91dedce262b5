package io.counterfoil.inventory.orders;

import io.counterfoil.access.Audit;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What shops ask their provider to send. An outlet has one open order at a time, so that nothing is
 * ordered twice by two people; it ends when it is sent, declined or withdrawn.
 */
public final class GoodsOrders {
    /** How many items of a product an order may ask for. */
    static final int MOST_ITEMS = 100_000;

    /** How many products an order may name. */
    static final int MOST_LINES = 200;

    /** How many orders an outlet may make within a day, those that it withdrew included. */
    static final int MOST_A_DAY = 20;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int LONGEST_WORDS = 500;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Assortment assortment;
    private final Shipments shipments;
    private final Audit audit;
    private final Ids ids;

    /**
     * Orders of outlets of {@code retailers} for what is in {@code assortment}, sent by {@code
     * shipments}.
     */
    public GoodsOrders(
            Transactions transactions,
            Retailers retailers,
            Assortment assortment,
            Shipments shipments,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.assortment = assortment;
        this.shipments = shipments;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Orders goods for an outlet.
     *
     * @throws Refused if a field is wrong, nothing is ordered, the caller has no such outlet or it is
     *     closed, a product can't be ordered, or the outlet has an open order
     */
    public GoodsOrder order(Caller caller, NewGoodsOrder wanted) {
        Fields fields = new Fields();
        UUID outlet = fields.id("outlet", wanted.outlet());
        Map<Integer, GoodsOrderRepository.Wanted> lines = lines(fields, wanted);
        String note =
                wanted.note() == null || wanted.note().isBlank()
                        ? null
                        : fields.text("note", wanted.note(), LONGEST_WORDS);
        fields.done();
        return transactions.once(caller, GoodsOrder.class, tx -> order(tx, outlet, lines, note));
    }

    /**
     * The orders that the caller may see, newest first.
     *
     * @param outlet only of this one; {@code state}: only those of which this became
     */
    public Slice<GoodsOrder> list(
            Caller caller,
            Optional<UUID> outlet,
            Optional<GoodsOrderState> state,
            Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new GoodsOrderRepository(tx).list(outlet, state, listing),
                                GoodsOrder::id));
    }

    /**
     * An order that the caller may see.
     *
     * @throws Refused if there is none
     */
    public GoodsOrder find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /** The open orders of these outlets, by the ids of the outlets. */
    public Map<UUID, UUID> open(Caller caller, List<UUID> outlets) {
        return transactions.read(caller, tx -> new GoodsOrderRepository(tx).open(outlets));
    }

    /** How many wait for the transaction's provider. */
    public int countOpen(Tx tx) {
        return new GoodsOrderRepository(tx).countOpen();
    }

    /**
     * Sends items for an order to its outlet. It ends when as many as are ordered of each product were
     * sent, or with this.
     *
     * @param wanted what to send; its outlet does not matter
     * @param nothingMore whether nothing more of the order is sent, though some may be missing
     * @throws Refused if there is no such order, it has ended, its outlet is closed, or the shipment is
     *     refused as any other is
     */
    public GoodsOrder send(Caller caller, UUID id, NewShipment wanted, boolean nothingMore) {
        return transactions.once(
                caller,
                GoodsOrder.class,
                tx -> {
                    requireOpen(locked(tx, id));
                    GoodsOrder order = find(tx, id);
                    requireReceiving(tx, order.outlet());
                    Shipment sent =
                            shipments.send(
                                    tx,
                                    new NewShipment(
                                            order.outlet().toString(),
                                            wanted.cartons(),
                                            wanted.serials()));
                    GoodsOrderRepository orders = new GoodsOrderRepository(tx);
                    orders.link(id, sent.id());
                    boolean done = nothingMore || find(tx, id).isSent();
                    if (done && !orders.end(id, GoodsOrderState.SENT, null)) {
                        throw new IllegalStateException("the order was open a moment ago");
                    }
                    record(
                            tx,
                            done ? "goods_order.sent" : "goods_order.partly_sent",
                            order,
                            Map.of("items", sent.items()));
                    return find(tx, id);
                });
    }

    /**
     * Sends nothing, or no more, for an order. The same again changes nothing.
     *
     * @param answer why, for the shop to read
     * @throws Refused if that is missing, there is no such order, or it has ended otherwise
     */
    public GoodsOrder decline(Caller caller, UUID id, @Nullable String answer) {
        Fields fields = new Fields();
        String why = fields.text("answer", answer, LONGEST_WORDS);
        fields.done();
        return transactions.write(
                caller,
                tx -> end(tx, id, GoodsOrderState.DECLINED, "goods_order.declined", why));
    }

    /**
     * Needs nothing, or no more, of an order. The same again changes nothing.
     *
     * @throws Refused if there is no such order, or it has ended otherwise
     */
    public GoodsOrder withdraw(Caller caller, UUID id) {
        return transactions.write(
                caller,
                tx -> end(tx, id, GoodsOrderState.WITHDRAWN, "goods_order.withdrawn", null));
    }

    /** What is ordered, by the place where it was named. */
    private static Map<Integer, GoodsOrderRepository.Wanted> lines(
            Fields fields, NewGoodsOrder wanted) {
        List<NewGoodsOrder.@Nullable NewOrderLine> named =
                wanted.lines() == null ? List.of() : wanted.lines();
        if (named.size() > MOST_LINES) {
            fields.problem(
                    "lines",
                    Text.of(
                            "At most {most} products in one order.",
                            "most",
                            String.valueOf(MOST_LINES)));
            fields.done();
        }
        Map<Integer, GoodsOrderRepository.Wanted> lines = new TreeMap<>();
        Set<UUID> known = new HashSet<>();
        for (int i = 0; i < named.size(); i++) {
            String field = "lines[" + i + "].";
            NewGoodsOrder.NewOrderLine line = named.get(i);
            String typed = line == null ? null : line.product();
            UUID product = fields.id(field + "product", typed);
            int items =
                    fields.number(field + "items", line == null ? null : line.items(), 0, MOST_ITEMS);
            if (product.toString().equalsIgnoreCase(typed) && !known.add(product)) {
                fields.problem(field + "product", "Please name each product once.");
            }
            if (items > 0) {
                lines.put(i, new GoodsOrderRepository.Wanted(product, items));
            }
        }
        fields.done();
        if (lines.isEmpty()) {
            fields.problem("lines", "Say of at least one product how many you need.");
        }
        return lines;
    }

    private GoodsOrder order(
            Tx tx,
            UUID outletId,
            Map<Integer, GoodsOrderRepository.Wanted> lines,
            @Nullable String note) {
        Outlet outlet =
                retailers
                        .findOutlet(tx, outletId)
                        .orElseThrow(
                                () -> Refused.field("outlet", "There is no outlet with this id."));
        if (!outlet.active()) {
            throw Refused.field("outlet", "This outlet is closed. Choose another one.");
        }
        Fields fields = new Fields();
        Predicate<UUID> offered = assortment.offered(tx);
        lines.forEach(
                (place, line) -> {
                    if (!offered.test(line.product())) {
                        fields.problem(
                                "lines[" + place + "].product", "This product can't be ordered.");
                    }
                });
        fields.done();
        GoodsOrderRepository orders = new GoodsOrderRepository(tx);
        if (orders.countLately(outletId, tx.now().minus(DAY), MOST_A_DAY) == MOST_A_DAY) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "This outlet made {most} orders within a day. Order again tomorrow, or talk to your provider.",
                            "most",
                            String.valueOf(MOST_A_DAY)));
        }
        UUID id = ids.next();
        if (!orders.insert(id, outlet, note)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This outlet has an open order already. Wait for it, or withdraw it and order all that you need.");
        }
        orders.insertLines(id, new ArrayList<>(lines.values()));
        GoodsOrder made = find(tx, id);
        record(tx, "goods_order.made", made, Map.of("items", made.items()));
        return made;
    }

    private GoodsOrder end(
            Tx tx, UUID id, GoodsOrderState state, String action, @Nullable String answer) {
        if (new GoodsOrderRepository(tx).end(id, state, answer)) {
            GoodsOrder ended = find(tx, id);
            record(tx, action, ended, answer == null ? Map.of() : Map.of("reason", answer));
            return ended;
        }
        GoodsOrder before = find(tx, id);
        if (before.state() != state) {
            requireOpen(before.state());
        }
        if (answer != null && !answer.equals(before.answer())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This order was declined before, in other words, and that stays.");
        }
        return before;
    }

    private void record(Tx tx, String action, GoodsOrder order, Map<String, Object> more) {
        Map<String, Object> facts = new TreeMap<>(more);
        facts.put("outlet", order.outlet());
        audit.record(tx, action, "goods_order:" + order.id(), facts);
    }

    private static void requireOpen(GoodsOrderState state) {
        if (state != GoodsOrderState.OPEN) {
            throw ended(state);
        }
    }

    /** Why nothing more can be done for an order that ended in this state. */
    public static Refused ended(GoodsOrderState state) {
        return new Refused(
                ProblemType.CONFLICT,
                Text.of(
                        "This order was {state} before, and that stays.",
                        "state",
                        Text.of(state.label())));
    }

    private void requireReceiving(Tx tx, UUID outlet) {
        if (retailers.findOutlet(tx, outlet).filter(Outlet::active).isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The outlet of this order is closed. Decline the order.");
        }
    }

    private static GoodsOrderState locked(Tx tx, UUID id) {
        return new GoodsOrderRepository(tx).lock(id).orElseThrow(GoodsOrders::unknown);
    }

    private static GoodsOrder find(Tx tx, UUID id) {
        return new GoodsOrderRepository(tx).find(id).orElseThrow(GoodsOrders::unknown);
    }

    private static Refused unknown() {
        return Refused.notFound("order");
    }
}
