package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.InventoryCheck;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outlet sells what another one of its retailer's has. */
class OtherOutletsIT {
    private static TestWorld world;
    private static StockFixture stock;
    private static StockFixture.Shop shop;
    private static StockFixture.Shop branch;
    private static UUID product;

    private SerialRange range;

    @BeforeAll
    static void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        branch = stock.branch(shop, "Harbour");
        product = stock.product(true);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void freshStock() {
        range = stock.printed(product, 2);
        stock.received(shop, range);
    }

    @AfterEach
    void booksAndItemsAreRight() {
        assertThat(
                        world.wiring()
                                .settlement()
                                .ledger()
                                .reconciliation()
                                .differences(world.caller()))
                .isEmpty();
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("test")),
                                        new InventoryCheck()::faults))
                .isEmpty();
    }

    @Test
    void whatAnotherOutletSellsIsInThatOne() {
        assertThat(sell(branch, "elsewhere", 1)).isInstanceOf(Outcome.Activated.class);
        assertThat(stock.item(at(1)).outlet()).isEqualTo(branch.outlet());
        assertThat(sell(shop, "here", 2)).isInstanceOf(Outcome.Activated.class);
        assertThat(stock.item(at(2)).outlet()).isEqualTo(shop.outlet());
        assertThat(accrualsIn(branch)).containsExactly(at(1).toString());

        reverse(branch, "elsewhere");
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(stock.item(at(1)).outlet()).isEqualTo(branch.outlet());
        assertThat(sell(shop, "here again", 1)).isInstanceOf(Outcome.Activated.class);
        assertThat(stock.item(at(1)).outlet()).isEqualTo(shop.outlet());
    }

    @Test
    void whatWasSoldElsewhereAndUndoneAtTheVeryMomentOfItsSaleIsSold() {
        world.during(
                () -> assertThat(sell(shop, "slow", 1)).isInstanceOf(Outcome.Activated.class),
                "UPDATE serial_item",
                this::sellElsewhereAndUndo);
        assertThat(stock.item(at(1)).outlet()).isEqualTo(shop.outlet());
        assertThat(stock.history(at(1)))
                .endsWith("received", "activated", "reversed", "activated");
    }

    @Test
    void whatWasSoldElsewhereAndUndoneAtTheVeryMomentOfItsSaleIsSoldInABasketToo() {
        world.during(
                () ->
                        assertThat(basket(at(1), at(2)))
                                .allMatch(Outcome.Activated.class::isInstance),
                "UPDATE serial_item",
                this::sellElsewhereAndUndo);
    }

    @Test
    void whatIsSoldElsewhereAtTheVeryMomentOfItsSaleIsSaidToBeSold() {
        world.during(
                () ->
                        assertThat(sell(shop, "slow", 1))
                                .isInstanceOfSatisfying(
                                        Outcome.Declined.class,
                                        declined ->
                                                assertThat(declined.reason())
                                                        .contains("already active")),
                "UPDATE serial_item",
                () -> sell(branch, "quick", 1));
        assertThat(stock.item(at(1)).outlet()).isEqualTo(branch.outlet());
    }

    private void sellElsewhereAndUndo() {
        assertThat(sell(branch, "quick", 1)).isInstanceOf(Outcome.Activated.class);
        reverse(branch, "quick");
    }

    private Outcome sell(StockFixture.Shop where, String request, int item) {
        NewActivation sale =
                new NewActivation(
                        requestId(request),
                        where.till().id().toString(),
                        at(item).toString(),
                        null,
                        null);
        return world.wiring().retail().activations().activate(stock.callerOf(where), sale, null);
    }

    private void reverse(StockFixture.Shop where, String request) {
        world.wiring()
                .retail()
                .reversals()
                .reverse(
                        stock.callerOf(where),
                        requestId(request),
                        where.till().id().toString(),
                        null);
    }

    /** Each test has a till's request ids to itself. */
    private String requestId(String name) {
        return range.run() + " " + name;
    }

    private List<Outcome> basket(SerialNumber... serials) {
        List<NewBasket.Line> lines =
                Arrays.stream(serials)
                        .map(SerialNumber::toString)
                        .map(serial -> new NewBasket.Line(serial, serial, null, null))
                        .toList();
        NewBasket basket = new NewBasket("receipt", shop.till().id().toString(), lines);
        return world.wiring().retail().baskets().sell(stock.callerOf(shop), basket, null).stream()
                .map(line -> ((BasketLine.Answered) line).outcome())
                .toList();
    }

    private List<String> accrualsIn(StockFixture.Shop where) {
        return world.database()
                .rows(
                        "SELECT serial FROM accrual WHERE outlet_id = '%s' AND serial BETWEEN %s AND %s"
                                .formatted(where.outlet(), range.first(), range.last()));
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
