package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.counterfoil.TestWorld;
import io.counterfoil.access.ProviderSettings;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.Terminal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivationsIT {
    private static TestWorld world;
    private static StockFixture stock;
    private static StockFixture.Shop shop;
    private static UUID product;

    private SerialRange range;
    private Terminal till;

    @BeforeAll
    static void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        product = stock.product(true);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void freshStock() {
        // Beyond the time over which a till's sales are counted.
        world.clock().forward(Duration.ofHours(1));
        range = stock.printed(product, 40);
        stock.received(shop, range);
        till = shop.till();
    }

    @Test
    void aReceivedItemIsSoldOnceAndTheSameRequestGetsTheSameAnswer() {
        Outcome first = sell("sale", 1);
        world.clock().forward(Duration.ofSeconds(20));

        assertThat(first).isInstanceOf(Outcome.Activated.class);
        Outcome.Activated sold = (Outcome.Activated) first;
        assertThat(sell("sale", 1))
                .isEqualTo(
                        new Outcome.Activated(
                                requestId("sale"), at(1).toString(), sold.at(), true));
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(stock.history(at(1)))
                .containsExactly("counted_in", "shipped", "received", "activated");
    }

    @Test
    void theSameRequestIdWithAnotherSaleIsRefused() {
        sell("sale", 1);
        assertThatThrownBy(() -> sell("sale", 2))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.KEY_REUSED));
        assertThat(stock.item(at(2)).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void theSameRequestIdOfAnotherTillIsAnotherSale() {
        sell("sale", 1);
        till = shop.otherTill();
        assertThat(sell("sale", 2)).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void anActiveItemIsDeclinedUnderANewRequestId() {
        sell("sale", 1);
        assertDeclined(sell("again", 1), "already active");
    }

    @Test
    void aDeclineIsKeptEvenWhenTheReasonIsGone() {
        SerialRange late = stock.printed(product, 1);
        UUID shipment = stock.shipped(shop, late).id();
        NewActivation asked = asked("early", late.first(), null, null);
        Outcome declined = activate(asked);
        assertDeclined(declined, "not received yet");
        world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), shipment, Receipt.ofEverything());

        assertThat(activate(asked)).isEqualTo(declined);
        assertThat(stock.item(late.first()).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(activate(asked("later", late.first(), null, null)))
                .isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void whatIsNotInTheShopsStockLooksAlikeWhoeverHasIt() {
        StockFixture foreign = new StockFixture(world, world.decoy());
        SerialRange theirs = foreign.printed(foreign.product(true), 1);
        SerialRange ours = stock.printed(product, 1);
        SerialRange rivals = stock.printed(product, 1);
        stock.received(stock.shop("Rival"), rivals);
        List<Outcome> outcomes =
                List.of(
                        activate(asked("1", theirs.first(), null, null)),
                        activate(asked("2", ours.first(), null, null)),
                        activate(asked("3", rivals.first(), null, null)),
                        activate(asked("4", SerialNumber.of(999_999, 1), null, null)));
        assertThat(outcomes).containsOnly(new Outcome.Declined(SaleRules.NOT_IN_STOCK));
        assertThat(foreign.item(theirs.first()).state()).isEqualTo(ItemState.PRINTED);
    }

    @Test
    void priceAndPriceSymbolMustFitIfTheyAreSent() {
        assertDeclined(
                activate(asked("gtin", at(1), "96385074", null)), "belongs to another product");
        assertDeclined(
                activate(asked("price", at(1), null, new Amount("48.00", "EUR"))), "49.00 EUR");
        assertDeclined(
                activate(asked("currency", at(1), null, new Amount("49.00", "USD"))), "49.00 EUR");
        assertThat(activate(asked("fits", at(1), "4006381333931", new Amount("49.00", "EUR"))))
                .isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void badInputIsRefusedAndNotKept() {
        assertThatThrownBy(
                        () ->
                                activate(
                                        new NewActivation(
                                                "typo",
                                                till.id().toString(),
                                                "10000000000011",
                                                "123",
                                                new Amount("x", "EUR"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("serial", "gtin", "price"));
        assertThat(sell("typo", 1)).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void aTillMaySellThirtyItemsInTenMinutes() {
        for (int i = 1; i <= world.provider().activationLimit(); i++) {
            assertThat(sell("quick " + i, i)).isInstanceOf(Outcome.Activated.class);
        }
        assertDeclined(sell("too quick", 31), "30 items within 10 minutes");
        world.clock().forward(LimitRules.WITHIN);
        assertThat(sell("slower", 31)).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void aReversalMakesTheItemSellableAgainAndIsTheSameEachTime() {
        sell("sale", 1);
        ReversalOutcome undone = reverse("sale");
        world.clock().forward(Duration.ofMinutes(1));

        assertThat(undone).isInstanceOf(ReversalOutcome.Reversed.class);
        assertThat(reverse("sale")).isEqualTo(undone);
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RECEIVED);
        assertDeclined(sell("sale", 1), "undone");
        assertThat(sell("again", 1)).isInstanceOf(Outcome.Activated.class);
        assertThat(reverse("sale")).isEqualTo(undone);
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
    }

    @Test
    void aReversalThatComesFirstDeclinesTheSaleWhenItArrives() {
        ReversalOutcome undone = reverse("late");
        assertThat(undone).isInstanceOf(ReversalOutcome.Reversed.class);
        world.clock().forward(Duration.ofMinutes(1));
        assertDeclined(sell("late", 1), "undone before it arrived");
        assertDeclined(sell("late", 1), "undone before it arrived");
        assertThatThrownBy(() -> sell("late", 2)).isInstanceOf(Refused.class);
        assertThat(reverse("late")).isEqualTo(undone);
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void theReversalOfADeclinedSaleIsApprovedAndDoesNothing() {
        sell("sale", 1);
        Outcome declined = sell("again", 1);
        ReversalOutcome undone = reverse("again");
        assertThat(undone).isInstanceOf(ReversalOutcome.Reversed.class);
        assertThat(reverse("again")).isEqualTo(undone);
        assertThat(sell("again", 1)).isEqualTo(declined);
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
    }

    @Test
    void theSaleOfARedeemedItemStandsAndIsListed() {
        sell("sale", 1);
        redeem(at(1));
        assertThat(reverse("sale"))
                .isInstanceOfSatisfying(
                        ReversalOutcome.Stands.class,
                        stands -> assertThat(stands.reason()).contains("redeemed already"));
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.REDEEMED);
        assertThat(world.wiring().retail().activations().latest(stock.callerOf(shop), 100))
                .filteredOn(TillEntry::exception)
                .extracting(TillEntry::serial)
                .containsExactly(at(1).toString());
    }

    @Test
    void aSaleCanBeReversedForADay() {
        sell("in time", 1);
        sell("too late", 2);
        world.clock().forward(Duration.ofHours(24));
        assertThat(reverse("in time")).isInstanceOf(ReversalOutcome.Reversed.class);
        world.clock().forward(Duration.ofSeconds(1));
        assertThat(reverse("too late")).isInstanceOf(ReversalOutcome.Stands.class);
        assertThat(stock.item(at(2)).state()).isEqualTo(ItemState.ACTIVATED);
    }

    @Test
    void aKeyOfTheRetailerNamesTheTerminalAndNobodyNamesAnothersOne() {
        StockFixture.Shop rival = stock.shop("Rival of the day");
        NewActivation unnamed = new NewActivation("a", null, at(1).toString(), null, null);
        assertThatThrownBy(() -> activate(unnamed)).isInstanceOf(Refused.class);
        assertThat(world.wiring().retail().activations().activate(shopCaller(), unnamed, till.id()))
                .isInstanceOf(Outcome.Activated.class);
        NewActivation others =
                new NewActivation("b", rival.till().id().toString(), at(2).toString(), null, null);
        assertThatThrownBy(() -> activate(others)).isInstanceOf(Refused.class);
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .retail()
                                        .activations()
                                        .activate(shopCaller(), others, till.id()))
                .isInstanceOf(Refused.class);
        // The shop has two tills, and the other one may mean a sale of its own by "a".
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .retail()
                                        .reversals()
                                        .reverse(shopCaller(), "a", null, null))
                .isInstanceOf(Refused.class);
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
    }

    @Test
    void whoHasOneTillNeedNotNameIt() {
        UUID retailer =
                world.wiring().inventory().retailers().addRetailer(world.caller(), "One till").id();
        UUID outlet =
                world.wiring()
                        .inventory()
                        .retailers()
                        .addOutlet(world.caller(), retailer, "Kiosk")
                        .id();
        Terminal only =
                world.wiring()
                        .inventory()
                        .retailers()
                        .addTerminal(world.caller(), outlet, "Till")
                        .terminal();
        Caller kiosk = stock.callerOf(new StockFixture.Shop(retailer, outlet, only, only));
        assertThat(world.wiring().retail().reversals().reverse(kiosk, "early", null, null))
                .isInstanceOf(ReversalOutcome.Reversed.class);
    }

    @Test
    void theProviderSaysHowFastATillMaySell() {
        ProviderSettings settings =
                new ProviderSettings(
                        world.wiring().transactions(),
                        world.wiring().access().providers(),
                        world.wiring().access().approvals(),
                        world.wiring().access().audit());
        try {
            settings.change(
                    world.caller(),
                    new ProviderSettings.Change(null, null, null, null, 2, null, null));
            sell("first", 1);
            sell("second", 2);
            assertDeclined(sell("third", 3), "sold 2 items within 10 minutes");
            settings.change(
                    world.caller(),
                    new ProviderSettings.Change(null, null, null, null, 0, null, null));
            assertThat(sell("fourth", 3)).isInstanceOf(Outcome.Activated.class);
        } finally {
            settings.change(
                    world.caller(),
                    new ProviderSettings.Change(null, null, null, null, 30, null, null));
        }
    }

    @Test
    void aManagerLetsATillGoOnForSomeSalesOrSomeTime() {
        for (int i = 1; i <= world.provider().activationLimit(); i++) {
            sell("quick " + i, i);
        }
        assertDeclined(sell("stopped", 31), "ask your manager for a release");
        Releases releases = world.wiring().retail().releases();
        String id = till.id().toString();
        assertThatThrownBy(
                        () ->
                                releases.give(
                                        shopCaller(), new Releases.NewRelease(id, "Bus", null, null)))
                .isInstanceOf(Refused.class);
        Releases.TillRelease given =
                releases.give(shopCaller(), new Releases.NewRelease(id, "Bus", 1, 5));
        ReleaseFilter running = ReleaseFilter.of(null, "running", null, null);
        assertThat(releases.list(shopCaller(), running, Listing.first()).items())
                .containsExactly(given);
        ReleaseFilter over = ReleaseFilter.of(null, "over", null, null);
        assertThat(releases.list(shopCaller(), over, Listing.first()).items()).isEmpty();
        assertDeclined(sell("again", 1), "already active");
        assertThat(sell("released", 31)).isInstanceOf(Outcome.Activated.class);
        assertDeclined(sell("used up", 32), "release");
        // Ids of the same millisecond are in no order.
        world.clock().forward(Duration.ofMillis(1));
        releases.give(shopCaller(), new Releases.NewRelease(id, "Bus", null, 5));
        world.clock().forward(Duration.ofMinutes(5));
        assertDeclined(sell("over", 32), "release");
        assertThat(releases.list(shopCaller(), running, Listing.first()).items()).isEmpty();
        Slice<Releases.TillRelease> newest =
                releases.list(shopCaller(), ReleaseFilter.ALL, new Listing(1, null));
        assertThat(newest.items())
                .extracting(
                        Releases.TillRelease::terminal,
                        Releases.TillRelease::sales,
                        Releases.TillRelease::state)
                .containsExactly(tuple(till.id(), 200, "over"));
        assertThat(
                        releases.list(
                                        shopCaller(),
                                        ReleaseFilter.ALL,
                                        new Listing(1, newest.next()))
                                .items())
                .extracting(Releases.TillRelease::sales, Releases.TillRelease::state)
                .containsExactly(tuple(0, "over"));
        assertThat(releases.list(world.decoy(), ReleaseFilter.ALL, Listing.first()).items())
                .isEmpty();
        assertThat(
                        releases.list(
                                        stock.callerOf(stock.shop("No release")),
                                        ReleaseFilter.ALL,
                                        Listing.first())
                                .items())
                .isEmpty();
    }

    @Test
    void aManagersReleaseAlsoSellsBeyondTheValueOfADayAndOutsideTheOpeningHours() {
        StockFixture.Shop market = stock.shop("Market stall");
        SerialRange goods = stock.printed(product, 5);
        stock.received(market, goods);
        world.database()
                .execute(
                        "UPDATE outlet SET opening_hours = 'Mo-Su 09:00-18:00' WHERE id = '%s'"
                                .formatted(market.outlet()));
        world.database()
                .execute(
                        "UPDATE terminal SET day_limit_minor = 4900, day_limit_currency = 'EUR' WHERE id = '%s'"
                                .formatted(market.till().id()));
        tomorrowAt(10);
        assertThat(sell(market, goods, 1)).isInstanceOf(Outcome.Activated.class);
        assertDeclined(sell(market, goods, 2), "49.00 EUR today");
        release(market);
        assertThat(sellAgain(market, goods, 2)).isInstanceOf(Outcome.Activated.class);
        assertDeclined(sell(market, goods, 3), "ask your manager for a release");

        tomorrowAt(20);
        assertDeclined(sell(market, goods, 4), "This shop is closed at this time.");
        release(market);
        assertThat(sellAgain(market, goods, 4)).isInstanceOf(Outcome.Activated.class);
        assertDeclined(sell(market, goods, 5), "ask your manager for a release");
        assertThat(stock.counts(goods))
                .isEqualTo(Map.of(ItemState.ACTIVATED, 3, ItemState.RECEIVED, 2));
    }

    private static void tomorrowAt(int hour) {
        ZoneId zone = world.provider().zone();
        LocalDate tomorrow = LocalDate.ofInstant(world.clock().instant(), zone).plusDays(1);
        world.clock().set(tomorrow.atTime(hour, 0).atZone(zone).toInstant());
    }

    /** For one sale. */
    private static void release(StockFixture.Shop at) {
        world.wiring()
                .retail()
                .releases()
                .give(
                        stock.callerOf(at),
                        new Releases.NewRelease(at.till().id().toString(), "Market day", 1, null));
    }

    private static Outcome sell(StockFixture.Shop at, SerialRange goods, int place) {
        return sell(at, SerialNumber.of(goods.run(), place), "sale " + place);
    }

    /** What was declined stays declined under its request, so that the till asks under another one. */
    private static Outcome sellAgain(StockFixture.Shop at, SerialRange goods, int place) {
        return sell(at, SerialNumber.of(goods.run(), place), "released " + place);
    }

    private static Outcome sell(StockFixture.Shop at, SerialNumber serial, String request) {
        NewActivation asked =
                new NewActivation(
                        request, at.till().id().toString(), serial.toString(), null, null);
        return world.wiring().retail().activations().activate(stock.callerOf(at), asked, null);
    }

    @Test
    void onlySalesThatStandCountForTheLimitOfATill() {
        for (int i = 1; i <= world.provider().activationLimit(); i++) {
            sell("timed out " + i, i);
            reverse("timed out " + i);
        }
        assertThat(sell("at last", 1)).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void fiftyTimesTheSameRequestAtOnceIsOneSale() throws Exception {
        List<Callable<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> sell("at once", 1));
        }
        List<Outcome> outcomes = atOnce(calls);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Activated.class))
                .filteredOn(outcome -> !((Outcome.Activated) outcome).repeated())
                .hasSize(1);
        assertThat(stock.history(at(1)).stream().filter("activated"::equals)).hasSize(1);
    }

    @Test
    void sellingReversingAndRedeemingAtOnceLeavesALegalItem() throws Exception {
        for (int item = 1; item <= 8; item++) {
            SerialNumber serial = at(item);
            String request = "race " + item;
            sell(request, item);
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String other = request + " by " + i;
                calls.add(() -> redeem(serial) ? "redeemed" : "");
                calls.add(
                        () -> reverse(request) instanceof ReversalOutcome.Reversed ? "reversed" : "");
                calls.add(
                        () ->
                                activate(asked(other, serial, null, null))
                                                instanceof Outcome.Activated
                                        ? "activated"
                                        : "");
            }
            List<String> answers = new ArrayList<>(atOnce(calls));
            answers.add("activated");
            List<String> history = stock.history(serial);
            assertThat(String.join(" ", history))
                    .as("each step follows from the one before, and none a redemption")
                    .matches(
                            "counted_in shipped received activated"
                                    + "( redeemed| reversed( activated( redeemed)?)?)?");
            for (String told : List.of("redeemed", "activated")) {
                assertThat(Collections.frequency(answers, told))
                        .as(told)
                        .isEqualTo(Collections.frequency(history, told));
            }
            // Who asks again to reverse it hears so again.
            assertThat(answers.contains("reversed")).isEqualTo(history.contains("reversed"));
            String last = history.getLast();
            assertThat(stock.item(serial).state().label())
                    .isEqualTo(last.equals("reversed") ? "received" : last);
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> call : calls) {
                futures.add(
                        threads.submit(
                                () -> {
                                    ready.await();
                                    return call.call();
                                }));
            }
            ready.countDown();
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private Outcome sell(String requestId, int sequence) {
        return activate(asked(requestId, at(sequence), null, null));
    }

    private Outcome activate(NewActivation asked) {
        return world.wiring().retail().activations().activate(shopCaller(), asked, null);
    }

    private NewActivation asked(
            String requestId, SerialNumber serial, @Nullable String gtin, @Nullable Amount price) {
        // Each test has a till's request ids to itself.
        return new NewActivation(
                requestId(requestId), till.id().toString(), serial.toString(), gtin, price);
    }

    private String requestId(String name) {
        return range.run() + " " + name;
    }

    private ReversalOutcome reverse(String requestId) {
        return world.wiring()
                .retail()
                .reversals()
                .reverse(shopCaller(), requestId(requestId), till.id().toString(), null);
    }

    private static boolean redeem(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> world.wiring().inventory().items().redeem(tx, serial, Map.of()));
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }

    private static Caller shopCaller() {
        return stock.callerOf(shop);
    }

    private static void assertDeclined(Outcome outcome, String why) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.reason()).contains(why));
    }
}
