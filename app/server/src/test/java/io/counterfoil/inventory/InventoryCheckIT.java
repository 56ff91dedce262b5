package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @BeforeEach
    void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
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
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> shipments.add(stock.shipped(shop, part).id());
                case 3, 4 -> receive(random, part, shipments);
                case 5 -> write(tx -> items().activate(tx, one, shop.retailer(), Map.of()));
                case 6 -> write(tx -> items().reverse(tx, one, Map.of()));
                case 7 -> write(tx -> items().takeBack(tx, one, Map.of()));
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
