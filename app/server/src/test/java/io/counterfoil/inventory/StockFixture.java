package io.counterfoil.inventory;

import io.counterfoil.TestWorld;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Runs, retailers and stock for tests, made without printing anything. */
public final class StockFixture {
    private static final AtomicInteger RUNS = new AtomicInteger(SerialNumber.FIRST_RUN);

    private final TestWorld world;
    private final Caller caller;
    private final UUID plan;

    /** Stock of the provider that {@code caller} belongs to. */
    public StockFixture(TestWorld world, Caller caller) {
        this(world, caller, "Basic");
    }

    /** The same whose products have a plan of this name. */
    public StockFixture(TestWorld world, Caller caller, String plan) {
        this.world = world;
        this.caller = caller;
        this.plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(caller, new NewPlan(plan, "basic", null, null, null))
                        .id();
    }

    /**
     * A retailer with one outlet and two tills.
     *
     * @param till its first till, {@code otherTill} its second
     */
    public record Shop(UUID retailer, UUID outlet, Terminal till, Terminal otherTill) {}

    /** A new retailer with an outlet. */
    public Shop shop(String name) {
        Retailers retailers = world.wiring().inventory().retailers();
        return shop(retailers.addRetailer(caller, name).id(), "Main Street");
    }

    /** One more outlet of a shop's retailer. */
    public Shop branch(Shop shop, String name) {
        return shop(shop.retailer(), name);
    }

    private Shop shop(UUID retailer, String name) {
        Retailers retailers = world.wiring().inventory().retailers();
        UUID outlet = retailers.addOutlet(caller, retailer, name).id();
        return new Shop(
                retailer,
                outlet,
                retailers.addTerminal(caller, outlet, "Till 1").terminal(),
                retailers.addTerminal(caller, outlet, "Till 2").terminal());
    }

    /** Agrees with the shop on the most items that it may have unsold. */
    public void limit(Shop shop, int items) {
        write(
                tx ->
                        tx.handle()
                                .execute(
                                        """
                                        INSERT INTO agreement (provider_id, id, retailer_id, valid_from, ended, commission_basis_points,
                                            bounty_minor, residual_basis_points, hold_days, consignment_limit, minimum_payout_minor,
                                            currency, agreed_at, agreed_by)
                                        VALUES (?, ?, ?, ?, false, 1500, 0, 0, 14, ?, 0, 'EUR', ?, 'test')
                                        """,
                                        caller.provider(),
                                        UUID.randomUUID(),
                                        shop.retailer(),
                                        tx.now(),
                                        items,
                                        tx.now()));
    }

    /** A caller who works for the shop. */
    public Caller callerOf(Shop shop) {
        return new Caller(
                new Scope.Retailer(caller.provider(), shop.retailer()),
                new Actor("key:" + shop.retailer(), null));
    }

    /** A product for 49.00 EUR with the GTIN 4006381333931. */
    public UUID product(boolean activationRequired) {
        return product(activationRequired, "consignment");
    }

    /** The same by another sales model. */
    public UUID product(boolean activationRequired, String model) {
        UUID id = UUID.randomUUID();
        write(
                tx ->
                        tx.handle()
                                .execute(
                                        """
                                        INSERT INTO product (provider_id, id, sku, name, plan_id, term, medium, sales_model,
                                                             price_minor, currency, gtin, activation_required, created_at)
                                        VALUES (?, ?, ?, 'Basic for a year', ?, 'P1Y', 'gift_card', ?, 4900, 'EUR',
                                                '4006381333931', ?, now())
                                        """,
                                        caller.provider(),
                                        id,
                                        id.toString(),
                                        plan,
                                        model,
                                        activationRequired));
        return id;
    }

    /** A run whose items are minted but not counted in. */
    public SerialRange minted(UUID product, int quantity) {
        int number = RUNS.getAndIncrement();
        UUID run = runId(number);
        SerialRange range = new SerialRange(number, 1, quantity);
        write(
                tx -> {
                    tx.handle()
                            .execute(
                                    """
                                    INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at)
                                    VALUES (?, ?, ?, ?, ?, 'ready', ?, now())
                                    """,
                                    caller.provider(),
                                    run,
                                    number,
                                    product,
                                    quantity,
                                    quantity);
                    tx.handle()
                            .execute(
                                    "INSERT INTO print_part VALUES (?, ?, 0, 'gift-card',"
                                            + " 'avery-c32011-10')",
                                    caller.provider(),
                                    run);
                    world.wiring()
                            .inventory()
                            .items()
                            .mint(tx, run, product, range, digests(range));
                    return run;
                });
        return range;
    }

    /** A run that is counted in, with nothing spoiled or missing. */
    public SerialRange printed(UUID product, int quantity) {
        SerialRange range = minted(product, quantity);
        countIn(range, Set.of(), Set.of());
        return range;
    }

    /** Counts a run in. */
    public void countIn(SerialRange range, Set<SerialNumber> spoiled, Set<SerialNumber> missing) {
        write(
                tx -> {
                    world.wiring()
                            .inventory()
                            .items()
                            .countIn(
                                    tx,
                                    runId(range.run()),
                                    range,
                                    set(spoiled),
                                    set(missing));
                    return range;
                });
    }

    private static SerialSet set(Set<SerialNumber> serials) {
        return SerialSet.of(
                serials.stream().map(serial -> SerialRange.between(serial, serial)).toList());
    }

    /** Packs a range into cartons of so many. */
    public List<Carton> packed(SerialRange range, int perCarton) {
        NewCartons wanted =
                new NewCartons(
                        null,
                        new NewShipment.Range(range.first().toString(), range.last().toString()),
                        perCarton);
        return world.wiring().inventory().cartons().pack(caller, wanted).cartons();
    }

    /** Sends a range back from the shop. */
    public StockReturn sentBack(Shop shop, SerialRange range) {
        NewReturn wanted =
                new NewReturn(
                        shop.outlet().toString(),
                        List.of(range.first() + "-" + range.last()),
                        null,
                        "out of season");
        return world.wiring().inventory().returns().send(caller, wanted);
    }

    /** Sends a range to the shop. */
    public Shipment shipped(Shop shop, SerialRange range) {
        return world.wiring().inventory().shipments().send(caller, order(shop, range));
    }

    /** A range in the shop's stock. */
    public Shipment received(Shop shop, SerialRange range) {
        return world.wiring()
                .inventory()
                .receipts()
                .receive(caller, shipped(shop, range).id(), Receipt.ofEverything());
    }

    /** The wish to send a range to the shop. */
    public static NewShipment order(Shop shop, SerialRange range) {
        return new NewShipment(
                shop.outlet().toString(),
                null,
                new NewShipment.Range(range.first().toString(), range.last().toString()));
    }

    /**
     * Has a customer bring an item back, which its shop sends on; it is lost on its way, then found,
     * so that it is in the shop again.
     */
    public void broughtBackAndFound(Shop shop, SerialNumber serial) {
        write(
                tx ->
                        activate(tx, shop, serial)
                                && world.wiring().inventory().items().takeBack(tx, serial, Map.of()));
        StockReturn sent =
                sentBack(shop, new SerialRange(serial.run(), serial.sequence(), serial.sequence()));
        world.wiring().inventory().returnLosses().lose(caller, sent.id(), "not in the van");
        LossReport report = new LossReport(serial.toString(), serial.toString(), "behind a shelf");
        world.wiring().inventory().losses().report(caller, LossKind.FOUND, report);
    }

    /** Sells an item of the shop without a till, whose lock and pace would let one go after the other. */
    public boolean activate(Tx tx, Shop shop, SerialNumber serial) {
        Items items = world.wiring().inventory().items();
        return items.activate(
                tx,
                items.find(tx, serial).orElseThrow(),
                items.seller(tx, shop.till()),
                Map.of());
    }

    /** The item as the provider sees it. */
    public Item item(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx -> world.wiring().inventory().items().find(tx, serial).orElseThrow());
    }

    /** How many items of a run are in which state. */
    public Map<ItemState, Integer> counts(SerialRange range) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx ->
                                world.wiring()
                                        .inventory()
                                        .items()
                                        .countsOfRun(tx, runId(range.run())));
    }

    /** The types of the events that touched an item, in order. */
    public List<String> history(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx ->
                                new EventLog()
                                                .ofItem(
                                                        tx,
                                                        SerialNumber.of(serial.run(), 1).value(),
                                                        serial.value())
                                                .stream()
                                                .map(Event::type)
                                                .toList());
    }

    /** The digest that the item's code has here. */
    public static CodeDigest digest(SerialNumber serial) {
        return new CodeDigest(
                ByteBuffer.allocate(CodeDigest.BYTES).putLong(serial.value()).array());
    }

    /** The id of the run with this number. */
    public static UUID runId(int number) {
        return new UUID(number, number);
    }

    private static List<CodeDigest> digests(SerialRange range) {
        return range.stream().map(StockFixture::digest).toList();
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(caller, work);
    }
}
