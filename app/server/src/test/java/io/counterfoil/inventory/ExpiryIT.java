package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.Outcome;
import io.counterfoil.catalog.Products;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.printing.PrintRuns;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to items whose last day to redeem is over. */
class ExpiryIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private SerialRange range;

    @BeforeEach
    void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        UUID product = stock.product(true);
        range = stock.printed(product, 6);
        stock.received(shop, SerialRange.between(at(1), at(4)));
        sell("1", 1);
        sell("2", 2);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            world.wiring().inventory().items().redeem(tx, at(2), Map.of());
                            return tx.handle()
                                    .execute(
                                            "UPDATE product SET redeem_by = CAST(? AS date) WHERE"
                                                    + " id = ?",
                                            tx.now().toString(),
                                            product);
                        });
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void onTheLastDayNothingExpires() {
        expire();
        assertThat(stock.counts(range))
                .isEqualTo(
                        Map.of(
                                ItemState.ACTIVATED, 1,
                                ItemState.REDEEMED, 1,
                                ItemState.RECEIVED, 2,
                                ItemState.PRINTED, 2));
        assertThat(sell("3", 3)).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void afterItEverythingExpiresOnceButWhatIsRedeemed() {
        SerialRange fresh = stock.printed(stock.product(true), 1);
        world.clock().forward(Duration.ofDays(1));
        assertThat(sell("3", 3))
                .as("before the clock came by")
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.reason()).contains("could be redeemed"));
        expire();
        expire();
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.EXPIRED, 5, ItemState.REDEEMED, 1));
        assertThat(stock.history(at(4))).containsExactly("counted_in", "shipped", "received", "expired");
        assertThat(stock.item(fresh.first()).state()).isEqualTo(ItemState.PRINTED);
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("test")),
                                        new InventoryCheck()::faults))
                .isEmpty();
    }

    @Test
    void aLaterLastDayCountsForWhatIsPrintedAndBringsNothingBack() {
        Products products = world.wiring().catalog().products();
        UUID product = stock.item(at(1)).product();
        LocalDate lastDay =
                Objects.requireNonNull(products.find(world.caller(), product).redeemBy());
        assertThatThrownBy(
                        () ->
                                products.redeemLater(
                                        world.caller(), product, lastDay.minusDays(1).toString()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::message)
                                        .singleElement()
                                        .asString()
                                        .contains("choose a later day"));
        assertThatThrownBy(
                        () ->
                                products.redeemLater(
                                        world.decoy(), product, lastDay.plusDays(1).toString()))
                .isInstanceOf(Refused.class);
        products.redeemLater(world.caller(), product, lastDay.plusDays(1).toString());
        world.clock().forward(Duration.ofDays(1));
        expire();
        assertThat(sell("3", 3)).isInstanceOf(Outcome.Activated.class);
        world.clock().forward(Duration.ofDays(1));
        expire();
        assertThat(stock.item(at(4)).state()).isEqualTo(ItemState.EXPIRED);
        assertThatThrownBy(
                        () ->
                                products.redeemLater(
                                        world.caller(), product, lastDay.plusDays(9).toString()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.detail()).contains("does not come back"));
    }

    @Test
    void aLaterLastDayOfOneRunCountsForItsItemsOnlyAndBringsNothingBack() {
        PrintRuns runs = world.wiring().printing().runs();
        UUID product = stock.item(at(1)).product();
        SerialRange other = stock.printed(product, 1);
        UUID run = StockFixture.runId(range.run());
        LocalDate lastDay =
                Objects.requireNonNull(
                        world.wiring().catalog().products().find(world.caller(), product).redeemBy());
        assertThat(runs.find(world.caller(), run).redeemBy()).isEqualTo(lastDay);
        runs.redeemLater(world.caller(), run, lastDay.plusDays(1).toString());
        assertThat(runs.find(world.caller(), run).redeemBy()).isEqualTo(lastDay.plusDays(1));
        assertThatThrownBy(() -> runs.redeemLater(world.caller(), run, lastDay.toString()))
                .as("what was promised last")
                .isInstanceOf(Refused.class);
        assertThatThrownBy(
                        () -> runs.redeemLater(world.decoy(), run, lastDay.plusDays(2).toString()))
                .isInstanceOf(Refused.class);
        world.clock().forward(Duration.ofDays(1));
        expire();
        assertThat(stock.item(other.first()).state()).isEqualTo(ItemState.EXPIRED);
        assertThat(sell("3", 3)).isInstanceOf(Outcome.Activated.class);
        world.clock().forward(Duration.ofDays(1));
        assertThat(sell("4", 4)).isInstanceOf(Outcome.Declined.class);
        expire();
        assertThat(stock.item(at(4)).state()).isEqualTo(ItemState.EXPIRED);
        assertThatThrownBy(
                        () -> runs.redeemLater(world.caller(), run, lastDay.plusDays(9).toString()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.detail()).contains("does not come back"));
    }

    @Test
    void aShipmentOfWhichTheRestExpiredIsNotShortAnyMore() {
        SerialRange rest = SerialRange.between(at(5), at(6));
        Shipment sent = stock.shipped(shop, rest);
        world.wiring()
                .inventory()
                .receipts()
                .receive(
                        world.caller(),
                        sent.id(),
                        new Receipt(null, List.of(at(5).toString()), null));
        world.clock().forward(Duration.ofDays(1));
        expire();
        Shipment after = world.wiring().inventory().shipments().find(world.caller(), sent.id());
        assertThat(after.state()).isEqualTo(ShipmentState.RECEIVED);
        assertThat(after.shortItems()).isZero();
        assertThat(after.received()).isEqualTo(1);
    }

    @Test
    void whatIsOnItsWayBackExpiresOnceItIsCounted() {
        StockReturn sent = stock.sentBack(shop, SerialRange.between(at(3), at(4)));
        world.clock().forward(Duration.ofDays(1));
        expire();
        assertThat(stock.item(at(3)).state()).isEqualTo(ItemState.RETURNED);
        world.wiring()
                .inventory()
                .returns()
                .count(
                        world.caller(),
                        sent.id(),
                        new ReturnCount(List.of(at(3).toString()), List.of(at(4).toString())));
        expire();
        assertThat(stock.item(at(3)).state()).isEqualTo(ItemState.EXPIRED);
        assertThat(stock.item(at(4)).state()).isEqualTo(ItemState.VOIDED);
    }

    @Test
    void oneProvidersFaultKeepsNoOtherWaitingAndIsTriedAgain() {
        StockFixture others = new StockFixture(world, world.decoy());
        UUID product = others.product(true);
        SerialRange theirs = others.printed(product, 1);
        world.wiring()
                .transactions()
                .write(
                        world.decoy(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE product SET redeem_by = CAST(? AS date) WHERE id = ?",
                                                tx.now().toString(),
                                                product));
        world.clock().forward(Duration.ofDays(2));
        Books shut =
                (tx, move) -> {
                    if (tx.provider().equals(world.caller().provider())) {
                        throw new IllegalStateException("the books are shut");
                    }
                };
        new Expiry(
                        world.wiring().transactions(),
                        world.wiring().access().providers(),
                        world.wiring().catalog().catalog(),
                        new Journal(new EventLog(), shut),
                        world.wiring().jobs())
                .expire();
        assertThat(others.item(theirs.first()).state()).isEqualTo(ItemState.EXPIRED);
        assertThat(stock.item(at(5)).state()).isEqualTo(ItemState.PRINTED);
        expire();
        assertThat(stock.item(at(5)).state()).isEqualTo(ItemState.EXPIRED);
    }

    private void expire() {
        world.wiring().inventory().expiry().expire();
    }

    private Outcome sell(String request, int sequence) {
        return world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(shop),
                        new NewActivation(
                                request,
                                shop.till().id().toString(),
                                at(sequence).toString(),
                                null,
                                null),
                        null);
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
