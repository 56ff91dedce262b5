package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Principal;
import io.counterfoil.activation.BasketLine;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.NewBasket;
import io.counterfoil.activation.OfflineDay;
import io.counterfoil.activation.OfflineDays;
import io.counterfoil.activation.Outcome;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is known of retailers; each test has one of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetailerCareIT {
    private TestWorld world;
    private StockFixture stock;
    private RetailerCare care;
    private int requests;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        care = world.wiring().retailers().care();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whatIsLeftOutStaysAndAnEmptyTextIsNoneAnyMore() {
        UUID shop = stock.shop("Details").retailer();
        RetailerDetails told =
                care.change(
                        world.caller(),
                        shop,
                        new RetailerChange(
                                null,
                                null,
                                "Details Ltd",
                                "Quay 1\r\n20457 Hamburg",
                                "de",
                                "books@details.example",
                                "DE123456789"));
        assertThat(told)
                .isEqualTo(
                        new RetailerDetails(
                                shop,
                                "Details",
                                true,
                                "Details Ltd",
                                "Quay 1\n20457 Hamburg",
                                "DE",
                                "books@details.example",
                                "DE123456789"));
        RetailerDetails less =
                care.change(
                        world.caller(),
                        shop,
                        new RetailerChange(null, null, "", null, null, null, null));
        assertThat(less.legalName()).isNull();
        assertThat(less.country()).isEqualTo("DE");
        assertThat(care.retailer(world.caller(), shop)).isEqualTo(less);
        assertThat(
                        world.database()
                                .rows(
                                        """
                                        SELECT detail ->> 'country' FROM audit_entry WHERE action = 'retailer.changed'
                                        AND subject = 'retailer:%s'
                                        """
                                                .formatted(shop)))
                .as("it decides whose taxes count")
                .containsOnly("DE");
        assertThatThrownBy(() -> care.retailer(world.decoy(), shop)).isInstanceOf(Refused.class);
    }

    @Test
    void whatIsWrongIsNamed() {
        UUID shop = stock.shop("Wrong").retailer();
        stock.shop("Taken");
        assertThatThrownBy(
                        () ->
                                care.change(
                                        world.caller(),
                                        shop,
                                        new RetailerChange(
                                                "", null, null, null, "XX", "nowhere", null)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactlyInAnyOrder(
                                                "name", "country", "statement_email"));
        assertThatThrownBy(() -> care.change(world.caller(), shop, named("Taken")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("name"));
    }

    @Test
    void aClosedRetailerIsSentNothingAndItsTillsSellNothing() {
        StockFixture.Shop shop = stock.shop("Closing");
        UUID product = stock.product(true);
        SerialRange range = stock.printed(product, 2);
        SerialRange there = stock.printed(product, 1);
        stock.received(shop, there);
        care.change(
                world.caller(),
                shop.retailer(),
                new RetailerChange(null, false, null, null, null, null, null));
        assertThatThrownBy(() -> stock.shipped(shop, range)).isInstanceOf(Refused.class);
        assertThat(till(world.caller(), shop).active()).isFalse();
        assertSellsNothing(shop, there.first());
        care.change(
                world.caller(),
                shop.retailer(),
                new RetailerChange(null, true, null, null, null, null, null));
        assertThat(till(world.caller(), shop).active()).isTrue();
        assertThat(sell(shop, shop.till(), there.first())).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void aTillKnowsItsLimitsAndItsOutletsHours() {
        StockFixture.Shop shop = stock.shop("Limits");
        assertThat(till(world.caller(), shop).limits()).isEqualTo(TerminalLimits.NONE);
        String hours = "Mo-Fr 09:00-18:00";
        care.change(
                world.caller(),
                shop.outlet(),
                new OutletChange(null, null, null, hours, "Mia", "mia@limits.example"));
        TerminalPatch limits = new TerminalPatch();
        limits.setActivationLimit(0);
        limits.setDayLimit(new Amount("500.00", "EUR"));
        care.change(world.caller(), shop.till().id(), limits);
        Terminal till = till(stock.callerOf(shop), shop);
        assertThat(till.limits())
                .isEqualTo(
                        new TerminalLimits(
                                Optional.of(0),
                                Optional.of(Money.of("500.00", "EUR")),
                                Optional.of(OpeningHours.parse(hours))));

        TerminalPatch lifted = new TerminalPatch();
        lifted.setDayLimit(null);
        TerminalDetails after = care.change(world.caller(), shop.till().id(), lifted);
        assertThat(after.limits().dayValue()).isEmpty();
        assertThat(after.limits().activations()).contains(0);
        OutletDetails always =
                care.change(
                        world.caller(),
                        shop.outlet(),
                        new OutletChange(null, false, null, "always", null, null));
        assertThat(always.hours()).isEmpty();
        assertThat(always.contactName()).isEqualTo("Mia");
        assertThat(till(world.caller(), shop).active()).isFalse();
        assertThatThrownBy(
                        () ->
                                care.change(
                                        world.caller(),
                                        shop.outlet(),
                                        new OutletChange(null, null, null, "nine", null, null)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aTillThatIsSwitchedOffSellsNothing() {
        StockFixture.Shop shop = stock.shop("Switched off");
        SerialRange there = stock.printed(stock.product(true), 1);
        stock.received(shop, there);
        TerminalPatch off = new TerminalPatch();
        off.setActive(false);
        care.change(world.caller(), shop.till().id(), off);
        assertThat(till(world.caller(), shop).active()).isFalse();
        assertThat(care.terminal(world.caller(), shop.otherTill().id()).active()).isTrue();
        assertSellsNothing(shop, there.first());
        assertThat(sell(shop, shop.otherTill(), there.first()))
                .isInstanceOf(Outcome.Activated.class);
    }

    /** Alone, on a receipt or on a day that its till was offline. */
    private void assertSellsNothing(StockFixture.Shop shop, SerialNumber serial) {
        String why = "may not sell";
        assertThat(sell(shop, shop.till(), serial))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.reason()).contains(why));
        NewBasket basket =
                new NewBasket(
                        "receipt",
                        shop.till().id().toString(),
                        List.of(new NewBasket.Line("line", serial.toString(), null, null)));
        assertThat(
                        world.wiring()
                                .retail()
                                .baskets()
                                .sell(stock.callerOf(shop), basket, null))
                .singleElement()
                .isInstanceOfSatisfying(
                        BasketLine.Answered.class,
                        line ->
                                assertThat(line.outcome())
                                        .isInstanceOfSatisfying(
                                                Outcome.Declined.class,
                                                declined ->
                                                        assertThat(declined.reason())
                                                                .contains(why)));
        String table =
                "request_id,serial,sold_at\noffline,%s,%s\n"
                        .formatted(serial, world.clock().instant());
        OfflineDays days = world.wiring().retail().offlineDays();
        OfflineDay day =
                days.enter(
                        stock.callerOf(shop),
                        table.getBytes(StandardCharsets.UTF_8),
                        shop.till().id());
        assertThat(days.lines(stock.callerOf(shop), day.id(), false, Listing.first()).items())
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.state()).isEqualTo("declined");
                            assertThat(line.reason()).contains(why);
                        });
        assertThat(stock.item(serial).state()).isEqualTo(ItemState.RECEIVED);
    }

    /** Each till with a request id of its own. */
    private Outcome sell(StockFixture.Shop shop, Terminal till, SerialNumber serial) {
        requests++;
        NewActivation asked =
                new NewActivation(
                        "sale " + requests, till.id().toString(), serial.toString(), null, null);
        return world.wiring().retail().activations().activate(stock.callerOf(shop), asked, null);
    }

    @Test
    void aNewKeyEndsTheOldOneAndAWithdrawnOneHasNoSuccessor() {
        StockFixture.Shop shop = stock.shop("Keys");
        UUID till = shop.till().id();
        String first = care.newKey(world.caller(), till).key();
        assertThat(holder(first)).isInstanceOf(Principal.Till.class);
        RetailerCare.TillKey second = care.newKey(world.caller(), till);
        assertThat(holder(first)).isNull();
        assertThat(holder(second.key())).isInstanceOf(Principal.Till.class);
        assertThat(second.toString()).doesNotContain(second.key());
        care.withdrawKey(world.caller(), till);
        care.withdrawKey(world.caller(), till);
        assertThat(holder(second.key())).isNull();
        assertThatThrownBy(() -> care.newKey(world.decoy(), till)).isInstanceOf(Refused.class);
    }

    private @Nullable Principal holder(String key) {
        return world.wiring().access().apiKeys().find(key).orElse(null);
    }

    private Terminal till(Caller caller, StockFixture.Shop shop) {
        return world.wiring()
                .transactions()
                .write(
                        caller,
                        tx ->
                                world.wiring()
                                        .retailers()
                                        .retailers()
                                        .lockTerminal(tx, shop.till().id())
                                        .orElseThrow());
    }

    private static RetailerChange named(String name) {
        return new RetailerChange(name, null, null, null, null, null, null);
    }
}
