package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CartonsIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private Cartons cartons;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        cartons = world.wiring().inventory().cartons();
    }

    @AfterAll
    void close() {
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("test")),
                                        new InventoryCheck()::faults))
                .isEmpty();
        world.close();
    }

    @Test
    void aCountedRunIsPackedInCartonsOfAsManyGoodItemsEach() {
        SerialRange run = stock.minted(stock.product(true), 10);
        stock.countIn(run, Set.of(at(run, 2), at(run, 10)), Set.of(at(run, 5)));
        Packing packing =
                cartons.pack(
                        world.caller(),
                        new NewCartons(StockFixture.runId(run.run()).toString(), null, 3));
        assertThat(packing.items()).isEqualTo(7);
        assertThat(packing.cartons())
                .extracting(Carton::range)
                .containsExactly(
                        new SerialRange(run.run(), 1, 4),
                        new SerialRange(run.run(), 6, 8),
                        new SerialRange(run.run(), 9, 9));
        assertThat(packing.cartons()).extracting(Carton::items).containsExactly(3, 3, 1);
        assertThat(packing.cartons()).extracting(Carton::sscc).doesNotHaveDuplicates();
        assertThat(cartons.packed(world.caller(), packing.id()).getFirst().gaps())
                .containsExactly(new SerialRange(run.run(), 2, 2));
        assertThat(stock.counts(run).get(ItemState.PRINTED)).as("they stay where they are").isEqualTo(7);
        assertThat(history(at(run, 1))).containsExactly("counted_in", "packed");
        assertThat(history(at(run, 2))).containsExactly("counted_in");
    }

    @Test
    void aPackedCartonIsSentByItsNumberHoweverItsLabelIsScanned() {
        SerialRange run = stock.printed(stock.product(true), 9);
        List<Carton> packed = stock.packed(run, 3);
        Shipment sent =
                send(
                        packed.get(0).sscc(),
                        "]C100" + packed.get(1).sscc(),
                        "(00) " + packed.get(2).sscc());
        assertThat(sent.items()).isEqualTo(9);
        assertThat(sent.cartons())
                .extracting(Shipment.Contents::sscc)
                .containsExactlyElementsOf(packed.stream().map(Carton::sscc).toList());
        assertThat(find(packed.get(1)).state()).isEqualTo(CartonState.SHIPPED);
        assertThat(find(packed.get(1)).shipment()).isEqualTo(sent.id());
        assertRefused(() -> send(packed.get(0).sscc()), "isn't closed in your stock");
        List<@Nullable String> scanned = List.of("\u001d00" + packed.get(1).sscc());
        assertThat(
                        world.wiring()
                                .inventory()
                                .receipts()
                                .receive(
                                        stock.callerOf(shop),
                                        sent.id(),
                                        new Receipt(scanned, null, null))
                                .received())
                .isEqualTo(3);
    }

    @Test
    void whatIsInACartonIsNeitherPackedAgainNorSentByItsSerials() {
        SerialRange run = stock.printed(stock.product(true), 6);
        Carton carton = stock.packed(new SerialRange(run.run(), 3, 4), 2).getFirst();
        SerialRange overlapping = new SerialRange(run.run(), 4, 6);
        assertRefused(() -> stock.packed(overlapping, 2), "carton " + carton.sscc());
        assertRefused(() -> stock.shipped(shop, overlapping), "carton " + carton.sscc());
        assertThat(cartons.unpack(world.caller(), carton.id()).state())
                .isEqualTo(CartonState.UNPACKED);
        assertRefused(() -> cartons.unpack(world.caller(), carton.id()), "unpacked already");
        assertRefused(() -> send(carton.sscc()), "isn't closed in your stock");
        assertThat(stock.packed(overlapping, 2)).hasSize(2);
        assertThat(history(at(run, 3))).containsExactly("counted_in", "packed", "unpacked");
    }

    @Test
    void whatIsSpoiledAfterTheCountInIsLeftOutOfCartonsAndShipments() {
        SerialRange run = stock.minted(stock.product(true), 6);
        assertRefused(() -> spoil(run, 3), "isn't counted in yet");
        stock.countIn(run, Set.of(), Set.of());
        SerialRange four = new SerialRange(run.run(), 1, 4);
        Carton closed = stock.packed(four, 4).getFirst();
        assertRefused(() -> spoil(run, 3), "Please unpack them first, then take out");
        cartons.unpack(world.caller(), closed.id());
        assertThat(spoil(run, 3)).isEqualTo(1);
        assertRefused(() -> spoil(run, 3), "in your own stock");
        assertThat(stock.packed(four, 4)).extracting(Carton::items).containsExactly(3);
        HoldRequest sixth = new HoldRequest(at(run, 6).toString(), at(run, 6).toString(), "wet?");
        world.wiring().inventory().holds().hold(world.caller(), sixth);
        assertThat(spoil(run, 6)).as("on hold or not").isEqualTo(1);
        stock.received(shop, new SerialRange(run.run(), 5, 6));
        assertRefused(() -> spoil(run, 5), "What a shop has can be sent back");
        assertThat(stock.counts(run))
                .isEqualTo(
                        Map.of(ItemState.PRINTED, 3, ItemState.SPOILED, 2, ItemState.RECEIVED, 1));
        assertThat(history(at(run, 3)))
                .containsExactly("counted_in", "packed", "unpacked", "spoiled");
    }

    private int spoil(SerialRange run, int place) {
        String serial = at(run, place).toString();
        VoidOutcome outcome =
                world.wiring()
                        .inventory()
                        .voiding()
                        .spoil(world.caller(), new VoidRequest(serial, serial, "water"));
        return ((VoidOutcome.Voided) outcome).voided();
    }

    @Test
    void unpackingAndSendingACartonAtOnceEndWithOneOfThem() throws Exception {
        List<Carton> packed = stock.packed(stock.printed(stock.product(true), 30), 1);
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (Carton carton : packed) {
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Boolean>> outcomes =
                        Stream.<Runnable>of(
                                        () -> cartons.unpack(world.caller(), carton.id()),
                                        () -> send(carton.sscc()))
                                .map(work -> both.submit(() -> done(start, work)))
                                .toList();
                boolean unpacked = outcomes.get(0).get();
                assertThat(outcomes.get(1).get())
                        .as("carton %s is unpacked: %s", carton.sscc(), unpacked)
                        .isEqualTo(!unpacked);
            }
        }
    }

    /** Whether the work was done, and not refused; a deadlock would be thrown. */
    private static boolean done(CyclicBarrier start, Runnable work) throws Exception {
        start.await();
        try {
            work.run();
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    @Test
    void aCartonTakesAlongOnlyWhatWasPackedIntoIt() {
        SerialRange run = stock.minted(stock.product(true), 4);
        SerialRange beside = new SerialRange(run.run(), 3, 3);
        stock.countIn(run, Set.of(), Set.of(beside.first()));
        Carton carton = stock.packed(run, 4).getFirst();
        LossReport found =
                new LossReport(beside.first().toString(), beside.last().toString(), "on the floor");
        world.wiring().inventory().losses().report(world.caller(), LossKind.FOUND, found);

        Shipment sent = send(carton.sscc());
        assertThat(sent.items()).isEqualTo(3);
        assertThat(stock.item(beside.first()).state())
                .as("it lies beside the carton")
                .isEqualTo(ItemState.PRINTED);
        assertThat(stock.shipped(shop, beside).items()).as("sent on its own").isEqualTo(1);

        NewReturn refused =
                new NewReturn(
                        shop.outlet().toString(), null, List.of(carton.sscc()), "not ordered");
        Returns returns = world.wiring().inventory().returns();
        StockReturn back = returns.send(world.caller(), refused);
        assertThat(back.items()).isEqualTo(3);
        returns.count(world.caller(), back.id(), new ReturnCount(List.of(carton.sscc()), null));
        assertThat(stock.item(beside.first()).state()).isEqualTo(ItemState.SHIPPED);
        assertThat(find(carton).state()).isEqualTo(CartonState.PACKED);
        assertThat(send(carton.sscc()).items()).isEqualTo(3);
    }

    @Test
    void cartonsOfWhichOneLiesWithinTheOthersNumbersAreSentTogether() {
        SerialRange run = stock.minted(stock.product(true), 4);
        SerialRange inner = new SerialRange(run.run(), 2, 2);
        stock.countIn(run, Set.of(), Set.of(inner.first()));
        Carton outer = stock.packed(run, 4).getFirst();
        LossReport found =
                new LossReport(inner.first().toString(), inner.last().toString(), "on the floor");
        world.wiring().inventory().losses().report(world.caller(), LossKind.FOUND, found);
        Carton small = stock.packed(inner, 1).getFirst();
        Shipment sent = send(outer.sscc(), small.sscc());
        assertThat(sent.items()).isEqualTo(4);
        assertThat(world.wiring().inventory().shipments().packed(world.caller(), sent.id()))
                .extracting(PackedCarton::items)
                .containsExactlyInAnyOrder(3, 1);

        Shipment there =
                world.wiring()
                        .inventory()
                        .receipts()
                        .receive(
                                stock.callerOf(shop),
                                sent.id(),
                                new Receipt(List.of(outer.sscc()), null, null));
        assertThat(there.state()).isEqualTo(ShipmentState.SHORT);
        assertThat(stock.counts(run))
                .isEqualTo(Map.of(ItemState.RECEIVED, 3, ItemState.SHIPPED, 1));
        assertThat(stock.item(inner.first()).state())
                .as("its carton did not come")
                .isEqualTo(ItemState.SHIPPED);
    }

    @Test
    void onlyLooseCountedItemsOfOneRunArePacked() {
        SerialRange minted = stock.minted(stock.product(true), 3);
        assertRefused(() -> stock.packed(minted, 2), "isn't counted in yet");
        stock.countIn(minted, Set.of(), Set.of());
        stock.shipped(shop, new SerialRange(minted.run(), 2, 2));
        assertRefused(() -> stock.packed(minted, 2), "1 shipped");
        assertRefused(() -> stock.packed(new SerialRange(minted.run(), 3, 5), 2), "2 of the serials");
        assertThatThrownBy(
                        () ->
                                cartons.pack(
                                        world.caller(),
                                        new NewCartons(
                                                null,
                                                new NewShipment.Range(
                                                        at(minted, 3).toString(),
                                                        at(minted, 1).toString()),
                                                0)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("serials.to", "per_carton"));
        assertThatThrownBy(
                        () ->
                                cartons.pack(
                                        world.decoy(),
                                        new NewCartons(
                                                StockFixture.runId(minted.run()).toString(),
                                                null,
                                                2)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .contains("no such print run"));
    }

    @Test
    void cartonsAreListedByWhereTheyAre() {
        SerialRange run = stock.printed(stock.product(true), 4);
        List<Carton> packed = stock.packed(run, 1);
        UUID packing = packed.getFirst().packing();
        send(packed.get(1).sscc());
        cartons.unpack(world.caller(), packed.get(2).id());
        for (CartonState state : CartonState.values()) {
            CartonFilter filter =
                    new CartonFilter(
                            Optional.empty(), Optional.ofNullable(packing), Optional.of(state));
            assertThat(cartons.list(world.caller(), filter, Listing.first()).items())
                    .hasSize(state == CartonState.PACKED ? 2 : 1)
                    .allMatch(carton -> carton.state() == state);
        }
        assertThat(
                        cartons.list(stock.callerOf(shop), CartonFilter.all(), Listing.first())
                                .items()
                                .stream()
                                .map(Carton::sscc)
                                .collect(Collectors.toSet()))
                .as("a shop sees what was sent to it")
                .contains(packed.get(1).sscc())
                .doesNotContain(packed.get(0).sscc());
    }

    private Shipment send(String... ssccs) {
        return world.wiring()
                .inventory()
                .shipments()
                .send(
                        world.caller(),
                        new NewShipment(shop.outlet().toString(), List.of(ssccs), null));
    }

    private Carton find(Carton carton) {
        return cartons.find(world.caller(), carton.id());
    }

    private List<String> history(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                world.wiring().inventory().items().history(tx, serial).stream()
                                        .map(moment -> moment.event().type())
                                        .toList());
    }

    private static void assertRefused(Runnable work, String words) {
        assertThatThrownBy(work::run)
                .isInstanceOf(Refused.class)
                .hasMessageContaining(words);
    }

    private static SerialNumber at(SerialRange run, int sequence) {
        return SerialNumber.of(run.run(), sequence);
    }
}
