package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.InventoryWiring;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.stock.StockFilter;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryCheckIT {
    private static final int ITEMS = 12;
    private static final int MOVES = 120;

    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private StockFixture.Shop branch;

    @BeforeEach
    void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        branch = stock.branch(shop, "Harbour");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensTheItemsStandWhereTheirEventsSay(long seed) {
        Random random = new Random(seed);
        List<SerialRange> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SerialRange run = stock.minted(stock.product(random.nextBoolean()), ITEMS);
            stock.countIn(run, Set.of(at(run, 2)), Set.of(at(run, 9)));
            runs.add(run);
        }
        List<UUID> shipments = new ArrayList<>();
        for (int i = 0; i < MOVES; i++) {
            move(random, runs.get(random.nextInt(runs.size())), shipments);
            assertThatTheShopBalances();
        }
        assertThat(faults()).isEmpty();
        // Otherwise the moves were all refused and nothing was checked.
        assertThat(runs).anySatisfy(run -> assertThat(stock.counts(run)).hasSizeGreaterThan(3));
    }

    @Test
    void anItemThatWasMovedBehindTheEventsBackIsFound() {
        SerialRange run = stock.printed(stock.product(true), 3);
        stock.received(shop, run);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE serial_item SET state = 'activated' WHERE"
                                                        + " serial = ?",
                                                at(run, 2).value()));
        assertThat(faults())
                .singleElement()
                .asString()
                .contains(at(run, 2).toString(), "is activated", "say received");
    }

    @Test
    void aShipmentThatLostAnItemIsFound() {
        Shipment shipment = stock.shipped(shop, stock.printed(stock.product(true), 3));
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE shipment SET items = 4 WHERE id = ?",
                                                shipment.id()));
        assertThat(faults())
                .containsExactly(
                        "Shipment %s says 4 items, but 3 are in its cartons and 3 in its events."
                                .formatted(shipment.id()));
    }

    private void move(Random random, SerialRange run, List<UUID> shipments) {
        int from = 1 + random.nextInt(ITEMS);
        SerialRange part =
                new SerialRange(run.run(), from, Math.min(ITEMS, from + random.nextInt(4)));
        SerialNumber one = part.first();
        try {
            switch (random.nextInt(15)) {
                case 0, 1, 2 -> shipments.add(stock.shipped(shop, part).id());
                case 3, 4 -> receive(random, part, shipments);
                case 5 -> {
                    StockFixture.Shop seller = random.nextBoolean() ? shop : branch;
                    write(tx -> stock.activate(tx, seller, one));
                }
                case 6 -> write(tx -> items().reverse(tx, one, Map.of()));
                case 7 -> write(tx -> items().takeBack(tx, one, Map.of()));
                case 8 -> stock.packed(part, 1 + random.nextInt(3));
                case 9 -> sendOrUnpack(random);
                case 10 -> report(random, random.nextBoolean() ? LossKind.LOST : LossKind.STOLEN, part);
                case 11 -> report(random, LossKind.FOUND, part);
                case 12 -> sendBack(part);
                case 13 -> count(random);
                default -> {
                    if (random.nextInt(4) == 0) {
                        voidRange(part);
                    } else {
                        write(tx -> items().redeem(tx, one, Map.of()));
                    }
                }
            }
        } catch (Refused impossible) {
            // Half of the moves are; what matters is that they leave nothing behind.
            assertThat(impossible.detail()).isNotBlank();
        }
    }

    private void receive(Random random, SerialRange part, List<UUID> shipments) {
        if (shipments.isEmpty()) {
            return;
        }
        UUID shipment = shipments.get(random.nextInt(shipments.size()));
        List<@Nullable String> scanned = new ArrayList<>();
        part.forEach(serial -> scanned.add(serial.toString()));
        Receipt receipt =
                random.nextBoolean() ? Receipt.ofEverything() : new Receipt(null, scanned, null);
        world.wiring().inventory().receipts().receive(world.caller(), shipment, receipt);
    }

    private void sendOrUnpack(Random random) {
        CartonFilter packed =
                new CartonFilter(
                        Optional.empty(), Optional.empty(), Optional.of(CartonState.PACKED));
        List<Carton> cartons =
                inventory().cartons().list(world.caller(), packed, Listing.first()).items();
        if (cartons.isEmpty()) {
            return;
        }
        Carton carton = cartons.get(random.nextInt(cartons.size()));
        if (random.nextInt(3) == 0) {
            inventory().cartons().unpack(world.caller(), carton.id());
        } else {
            NewShipment order =
                    new NewShipment(shop.outlet().toString(), List.of(carton.sscc()), null);
            inventory().shipments().send(world.caller(), order);
        }
    }

    private void report(Random random, LossKind kind, SerialRange part) {
        Caller caller = random.nextBoolean() ? world.caller() : stock.callerOf(shop);
        LossReport report =
                new LossReport(part.first().toString(), part.last().toString(), "who knows");
        inventory().losses().report(caller, kind, report);
    }

    private void sendBack(SerialRange part) {
        NewReturn wanted =
                new NewReturn(
                        shop.outlet().toString(),
                        List.of(part.first() + "-" + part.last()),
                        null,
                        "out of season");
        inventory().returns().send(stock.callerOf(shop), wanted);
    }

    private void count(Random random) {
        List<StockReturn> sent =
                Slice.all(
                                part ->
                                        inventory()
                                                .returns()
                                                .list(
                                                        world.caller(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        part))
                        .stream()
                        .filter(one -> !one.open().isEmpty())
                        .toList();
        if (sent.isEmpty()) {
            return;
        }
        StockReturn one = sent.get(random.nextInt(sent.size()));
        List<@Nullable String> first = List.of(one.open().getFirst());
        ReturnCount count =
                random.nextBoolean()
                        ? new ReturnCount(first, null)
                        : new ReturnCount(null, first);
        inventory().returns().count(world.caller(), one.id(), count);
    }

    /** What went to the shop and was not counted back is what it has, whatever its state. */
    private void assertThatTheShopBalances() {
        int sent =
                Slice.all(
                                part ->
                                        inventory()
                                                .shipments()
                                                .list(
                                                        world.caller(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        part))
                        .stream()
                        .mapToInt(Shipment::items)
                        .sum();
        int back =
                Slice.all(
                                part ->
                                        inventory()
                                                .returns()
                                                .list(
                                                        world.caller(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        part))
                        .stream()
                        .mapToInt(one -> one.restocked() + one.destroyed())
                        .sum();
        int there =
                inventory()
                        .stocks()
                        .list(
                                world.caller(),
                                new StockFilter(
                                        Optional.empty(), Optional.of(shop.outlet()), false),
                                Listing.first())
                        .items()
                        .stream()
                        .flatMap(outlet -> outlet.products().stream())
                        .flatMap(product -> product.counts().values().stream())
                        .mapToInt(Integer::intValue)
                        .sum();
        assertThat(there).as("sent less counted back").isEqualTo(sent - back);
    }

    private InventoryWiring inventory() {
        return world.wiring().inventory();
    }

    private void voidRange(SerialRange part) {
        VoidRequest request =
                new VoidRequest(part.first().toString(), part.last().toString(), "recall");
        world.wiring().inventory().voiding().request(world.caller(), request);
    }

    private List<String> faults() {
        return world.wiring()
                .transactions()
                .read(new Caller(Scope.system(), Actor.job("test")), new InventoryCheck()::faults);
    }

    private Items items() {
        return world.wiring().inventory().items();
    }

    private void write(Function<Tx, Boolean> work) {
        world.wiring().transactions().write(world.caller(), work);
    }

    private static SerialNumber at(SerialRange range, int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
