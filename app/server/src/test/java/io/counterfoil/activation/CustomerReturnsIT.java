package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.InventoryCheck;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.NewHold;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What customers bring back, and what of it and of other sales somebody has to look at. */
class CustomerReturnsIT {
    private static TestWorld world;
    private static StockFixture stock;
    private static StockFixture.Shop shop;
    private static StockFixture.Shop rival;

    private SerialRange range;

    @BeforeAll
    static void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        rival = stock.shop("Rival");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void freshStock() {
        world.clock().forward(Duration.ofHours(1));
        range = stock.printed(stock.product(true), 3);
        stock.received(shop, range);
    }

    @Test
    void whatComesBackIsNeitherSoldNorRedeemedAgainAndIsPaidOnce() {
        sell(1);
        Instant now = world.clock().instant();
        ReturnOutcome back = takeBack(1);
        world.clock().forward(Duration.ofMinutes(5));

        assertThat(back).isEqualTo(takenBack(1, now, false));
        assertThat(takeBack(1)).isEqualTo(takenBack(1, now, true));
        assertThat(bySerial(at(1), "T1-17")).isEqualTo(takenBack(1, now, true));
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RETURNED);
        assertThat(stock.history(at(1))).endsWith("activated", "taken_back");
        assertThat(redeem(at(1))).isFalse();
        assertThat(sell(1)).isInstanceOf(Outcome.Declined.class);
        assertThat(reversals().reverse(caller(), request(1), till(), null))
                .isInstanceOf(ReversalOutcome.Stands.class);
    }

    @Test
    void whatWasUndoneCanNotComeBackAndWhoAsksIsToldWhy() {
        sell(1);
        assertThat(reversals().reverse(caller(), request(1), till(), null))
                .isNotInstanceOf(ReversalOutcome.Stands.class);
        assertThat(takeBack(1))
                .isInstanceOfSatisfying(
                        ReturnOutcome.Stands.class,
                        stands -> assertThat(stands.reason()).contains("undone before"));
    }

    @Test
    void aReceiptIsEnoughAtAnyTillOfTheShopButNotInAnotherShop() {
        sell(1);
        assertThatThrownBy(() -> bySerial(at(1), " ")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> bySerial(at(2), "T1-17"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.NOT_FOUND));
        assertThatThrownBy(
                        () ->
                                returns()
                                        .ofItem(
                                                stock.callerOf(rival),
                                                at(1).toString(),
                                                grounds("T1-17")))
                .isInstanceOf(Refused.class);
        assertThat(bySerial(at(1), "T1-17")).isInstanceOf(ReturnOutcome.TakenBack.class);
    }

    @Test
    void whatComesBackToAnotherOutletIsInItsHandsFromThenOn() {
        StockFixture.Shop branch = stock.branch(shop, "Station");
        sell(1);
        sell(2);
        assertThatThrownBy(() -> broughtTo(1, rival))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().toString())
                                        .contains("no outlet of the retailer"));
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
        world.wiring()
                .inventory()
                .holds()
                .hold(world.caller(), new NewHold(null, branch.outlet().toString(), "Stock-take", null));

        Instant now = world.clock().instant();
        assertThat(broughtTo(1, branch)).isEqualTo(takenBack(1, now, false));
        assertThat(broughtTo(1, branch)).isEqualTo(takenBack(1, now, true));
        assertThat(stock.item(at(1)).outlet()).isEqualTo(branch.outlet());
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RETURNED);
        assertThat(stock.item(at(1)).hold()).isEqualTo("Stock-take");
        assertThat(broughtTo(2, shop)).isInstanceOf(ReturnOutcome.TakenBack.class);
        assertThat(stock.item(at(2)).outlet()).isEqualTo(shop.outlet());
        assertThatThrownBy(() -> stock.sentBack(shop, SerialRange.between(at(1), at(1))))
                .isInstanceOf(Refused.class);
        assertThat(stock.sentBack(branch, SerialRange.between(at(1), at(1))).items()).isOne();

        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("test")),
                                        new InventoryCheck()::faults))
                .isEmpty();
        assertThat(world.wiring().settlement().ledger().reconciliation().differences(world.caller()))
                .isEmpty();
    }

    @Test
    void theLastDayIsCountedByTheCalendarAndCanBeChanged() {
        sell(1);
        sell(2);
        sell(3);
        world.clock().forward(Duration.ofDays(TillRules.DEFAULT.returnDays()));
        assertThat(takeBack(1)).isInstanceOf(ReturnOutcome.TakenBack.class);
        world.clock().forward(Duration.ofDays(1));
        assertThat(takeBack(2))
                .isInstanceOfSatisfying(
                        ReturnOutcome.Stands.class,
                        stands -> assertThat(stands.reason()).contains("too late"));
        assertThat(stock.item(at(2)).state()).isEqualTo(ItemState.ACTIVATED);
        TillSettings settings =
                new TillSettings(
                        world.wiring().transactions(), world.wiring().access().audit());
        try {
            settings.change(world.caller(), new TillSettings.Change(15, null, null));
            assertThat(takeBack(2)).isInstanceOf(ReturnOutcome.TakenBack.class);
            assertThatThrownBy(
                            () ->
                                    settings.change(
                                            world.caller(), new TillSettings.Change(-1, 400, null)))
                    .isInstanceOf(Refused.class);
        } finally {
            settings.change(world.caller(), new TillSettings.Change(14, null, null));
        }
    }

    @Test
    void whatTwoPeopleSetAtOnceBothStands() {
        TillSettings settings = world.wiring().retail().settings();
        try {
            world.during(
                    () ->
                            settings.change(
                                    world.caller(), new TillSettings.Change(20, null, null)),
                    "INSERT INTO till_settings",
                    () ->
                            settings.change(
                                    world.caller(), new TillSettings.Change(null, 3, null)));
            assertThat(settings.read(world.caller()))
                    .isEqualTo(new TillRules(20, 3, TillRules.DEFAULT.enteredSales()));
        } finally {
            settings.change(
                    world.caller(),
                    new TillSettings.Change(
                            TillRules.DEFAULT.returnDays(),
                            TillRules.DEFAULT.lateSaleDays(),
                            null));
        }
    }

    @Test
    void whatIsRedeemedStaysSoldAndIsListedOnceForTheProvider() {
        sell(1);
        redeem(at(1));
        assertThat(takeBack(1))
                .isInstanceOfSatisfying(
                        ReturnOutcome.Stands.class,
                        stands -> assertThat(stands.reason()).contains("redeemed already"));
        takeBack(1);
        List<TillCase> open =
                cases().list(caller(), CaseFilter.read("open", null, null), Listing.first()).items().stream()
                        .filter(one -> at(1).toString().equals(one.serial()))
                        .toList();
        assertThat(open).extracting(TillCase::kind).containsExactly("late_return");
        TillCase late = open.getFirst();
        assertThatThrownBy(() -> cases().resolve(caller(), late.id(), "Fine", "Kim"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.FORBIDDEN));
        TillCase done = cases().resolve(world.caller(), late.id(), "Money kept", "Ann");
        assertThat(done.state()).isEqualTo("resolved");
        assertThat(cases().resolve(world.caller(), late.id(), "Otherwise", "Bob")).isEqualTo(done);
        takeBack(1);
        assertThat(cases().list(caller(), CaseFilter.read("open", null, null), Listing.first()).items())
                .extracting(TillCase::kind)
                .contains("late_return");
    }

    @Test
    void paidButNotActiveIsToldOnceAndOnlyOfWhatIsNotActive() {
        Cases.Report first = report(at(1), "no line");
        assertThat(first.repeated()).isFalse();
        assertThat(first.about().serial()).isEqualTo(at(1).toString());
        assertThat(report(at(1), "still none")).isEqualTo(new Cases.Report(first.about(), true));
        SerialNumber elsewhere = stock.printed(stock.product(true), 1).first();
        assertThat(report(elsewhere, null).about().note()).contains(elsewhere.toString());
        sell(2);
        assertThatThrownBy(() -> report(at(2), null))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
        assertThat(cases().resolve(caller(), first.about().id(), "Sold by hand", "Kim").resolvedBy())
                .isEqualTo("Kim");
        assertThatThrownBy(() -> cases().get(stock.callerOf(rival), first.about().id()))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> cases().list(caller(), CaseFilter.read("closed", null, null), Listing.first()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whoTellsOfACaseThatIsResolvedAtThatMomentGetsAnAnswer() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> telling = threads.submit(() -> fiftyTimes(() -> report(at(1), "no line")));
            Future<?> resolving =
                    threads.submit(
                            () ->
                                    fiftyTimes(
                                            () ->
                                                    cases().list(
                                                                    caller(),
                                                                    CaseFilter.read("open", null, null),
                                                                    Listing.first())
                                                            .items()
                                                            .forEach(this::resolve)));
            telling.get();
            resolving.get();
        }
        resolve(report(at(1), "still none").about());
        assertThat(cases().list(caller(), CaseFilter.read("open", null, null), Listing.first()).items())
                .extracting(TillCase::serial)
                .doesNotContain(at(1).toString());
    }

    private static void fiftyTimes(Runnable work) {
        for (int i = 0; i < 50; i++) {
            work.run();
        }
    }

    private void resolve(TillCase one) {
        cases().resolve(world.caller(), one.id(), "Seen", "Ann");
    }

    private Cases.Report report(SerialNumber serial, @Nullable String note) {
        return cases().report(caller(), new NewCase(till(), null, serial.toString(), note), null);
    }

    private Outcome sell(int sequence) {
        return world.wiring()
                .retail()
                .activations()
                .activate(
                        caller(),
                        new NewActivation(
                                request(sequence), till(), at(sequence).toString(), null, null),
                        null);
    }

    private ReturnOutcome takenBack(int sequence, Instant at, boolean repeated) {
        return new ReturnOutcome.TakenBack(
                request(sequence), at(sequence).toString(), at, repeated);
    }

    private ReturnOutcome takeBack(int sequence) {
        return returns().ofSale(caller(), request(sequence), till(), null, grounds(null));
    }

    private static ReturnOutcome bySerial(SerialNumber serial, String receipt) {
        return returns().ofItem(caller(), serial.toString(), grounds(receipt));
    }

    private static CustomerReturns.Grounds grounds(@Nullable String receipt) {
        return new CustomerReturns.Grounds(receipt, null);
    }

    private ReturnOutcome broughtTo(int sequence, StockFixture.Shop to) {
        return returns()
                .ofItem(
                        caller(),
                        at(sequence).toString(),
                        new CustomerReturns.Grounds("T1-17", null, to.outlet().toString()));
    }

    private static boolean redeem(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> world.wiring().inventory().items().redeem(tx, serial, Map.of()));
    }

    private String request(int sequence) {
        return range.run() + "-" + sequence;
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }

    private static String till() {
        return shop.till().id().toString();
    }

    private static Caller caller() {
        return stock.callerOf(shop);
    }

    private static CustomerReturns returns() {
        return world.wiring().retail().customerReturns();
    }

    private static Reversals reversals() {
        return world.wiring().retail().reversals();
    }

    private static Cases cases() {
        return world.wiring().retail().cases();
    }
}
