package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.counterfoil.TestWorld;
import io.counterfoil.Wiring;
import io.counterfoil.access.Approvals;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which moves of ranges the books are told of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private Shipments shipments;
    private Receipts receipts;
    private HoldReleases releases;
    private Voiding voiding;
    private final List<Move> told = new ArrayList<>();

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        Wiring wiring = world.wiring();
        Ids ids = new Ids(world.clock(), new SecureRandom());
        Journal journal = new Journal(new EventLog(), (tx, move) -> told.add(move));
        ArrivalSales sales =
                new ArrivalSales(
                        wiring.catalog().catalog(),
                        wiring.settlement().owing(),
                        wiring.inventory().retailers());
        shipments =
                new Shipments(
                        wiring.transactions(),
                        wiring.inventory().retailers(),
                        wiring.retailers().agreements(),
                        wiring.settlement().owing(),
                        journal,
                        ids);
        receipts =
                new Receipts(
                        wiring.transactions(),
                        journal,
                        new StandingHolds(new EventLog()),
                        sales);
        releases =
                new HoldReleases(
                        wiring.transactions(),
                        journal,
                        new StandingHolds(new EventLog()),
                        sales,
                        wiring.access().audit(),
                        ids);
        voiding =
                new Voiding(
                        wiring.transactions(),
                        journal,
                        wiring.access().providers(),
                        new Approvals(wiring.transactions(), wiring.access().audit(), ids),
                        wiring.access().audit(),
                        ids);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @BeforeEach
    void emptyBooks() {
        told.clear();
    }

    @Test
    void theyAreToldOfExactlyTheItemsThatAShipmentTakesAlong() {
        UUID product = stock.product(true);
        SerialRange run = stock.minted(product, 4);
        stock.countIn(run, Set.of(at(run, 2)), Set.of(at(run, 3)));
        Shipment sent = shipments.send(world.caller(), StockFixture.order(shop, run));
        assertThat(told)
                .singleElement()
                .satisfies(
                        move -> {
                            assertThat(move.step()).isEqualTo(ItemStep.SHIP);
                            assertThat(move.serials())
                                    .containsExactly(at(run, 1).value(), at(run, 4).value());
                            assertThat(move.product()).isEqualTo(product);
                            assertThat(move.retailer()).isEqualTo(shop.retailer());
                            assertThat(move.outlet()).isEqualTo(shop.outlet());
                        });
        told.clear();
        receipts.receive(world.caller(), sent.id(), Receipt.ofEverything());
        assertThat(told).as("a receipt of what a till sells moves no money").isEmpty();
    }

    @Test
    void theyAreToldOfWhatIsSoldByItsReceiptAndByItsRelease() {
        SerialRange run = stock.printed(stock.product(false), 3);
        Shipment sent = stock.shipped(shop, run);
        String second = at(run, 2).toString();
        world.wiring().inventory().holds().hold(world.caller(), new HoldRequest(second, second, "torn"));
        receipts.receive(world.caller(), sent.id(), Receipt.ofEverything());
        assertThat(told)
                .singleElement()
                .satisfies(
                        move -> {
                            assertThat(move.step()).isEqualTo(ItemStep.ACTIVATE);
                            assertThat(move.serials())
                                    .containsExactly(at(run, 1).value(), at(run, 3).value());
                        });
        told.clear();
        HoldRequest all =
                new HoldRequest(run.first().toString(), run.last().toString(), "looked fine");
        releases.release(world.caller(), all);
        assertThat(told)
                .singleElement()
                .satisfies(
                        move -> {
                            assertThat(move.step()).isEqualTo(ItemStep.ACTIVATE);
                            assertThat(move.serials()).containsExactly(at(run, 2).value());
                        });
    }

    @Test
    void theyAreToldOfVoidedItemsByTheShopThatHasThem() {
        SerialRange run = stock.printed(stock.product(true), 4);
        stock.received(shop, new SerialRange(run.run(), 2, 3));
        voiding.request(
                world.caller(),
                new VoidRequest(run.first().toString(), run.last().toString(), "recall"));
        assertThat(told)
                .allSatisfy(move -> assertThat(move.step()).isEqualTo(ItemStep.VOID))
                .extracting(Move::outlet, Move::serials)
                .containsExactlyInAnyOrder(
                        tuple(
                                null, List.of(at(run, 1).value(), at(run, 4).value())),
                        tuple(
                                shop.outlet(), List.of(at(run, 2).value(), at(run, 3).value())));
        assertThat(told.stream().map(Move::event).distinct()).as("one event for all").hasSize(1);
    }

    @Test
    void whatTheBooksRefuseIsNotMoved() {
        SerialRange run = stock.printed(stock.product(true), 2);
        Journal closed =
                new Journal(
                        new EventLog(),
                        (tx, move) -> {
                            throw new IllegalStateException("the books are closed");
                        });
        Shipments refused =
                new Shipments(
                        world.wiring().transactions(),
                        world.wiring().inventory().retailers(),
                        world.wiring().retailers().agreements(),
                        world.wiring().settlement().owing(),
                        closed,
                        new Ids(world.clock(), new SecureRandom()));
        assertThatThrownBy(() -> refused.send(world.caller(), StockFixture.order(shop, run)))
                .hasMessage("the books are closed");
        assertThat(stock.counts(run)).containsOnlyKeys(ItemState.PRINTED);
        assertThat(stock.history(run.first())).containsExactly("counted_in");
    }

    private static SerialNumber at(SerialRange run, int sequence) {
        return SerialNumber.of(run.run(), sequence);
    }
}
