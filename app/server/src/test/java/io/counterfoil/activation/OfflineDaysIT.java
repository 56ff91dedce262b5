package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.HeldBack;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A day on which the line was down, entered the day after. */
class OfflineDaysIT {
    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private SerialRange range;

    @BeforeEach
    void start() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner Shop");
        Instant today = world.clock().instant();
        world.clock().set(today.minus(Duration.ofDays(30)));
        range = stock.printed(stock.product(true), 40);
        stock.received(shop, range);
        world.clock().set(today);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void eachLineIsASaleOfItsOwnHoweverASpreadsheetWroteIt() {
        String now = world.clock().instant().toString();
        String table =
                """
                \uFEFFRequest_ID;Serial;Sold_At;Price
                1;%s;%s;"49,00"
                2;1.0000000000019E+13;%s;
                3;=HYPERLINK("x");%s;
                4;%s;2030-01-01 10:00;
                5;%s;yesterday;
                6;%s;%s;48.00
                7;%s;%s;
                8
                """
                        .formatted(
                                at(1), now, now, now, at(2), at(2), at(3), now,
                                SerialNumber.of(999_999, 1), now);
        List<OfflineLine> lines = enter(table);
        assertThat(lines)
                .extracting(OfflineLine::state)
                .containsExactly(
                        "activated", "refused", "refused", "refused", "refused", "declined",
                        "declined", "refused");
        assertThat(lines).extracting(OfflineLine::line).startsWith(2, 3, 4);
        assertThat(lines.get(1).reason()).contains("shortened this number");
        assertThat(lines.get(2).reason()).contains("formula");
        assertThat(lines.get(3).reason()).contains("future");
        assertThat(lines.get(5).reason()).contains("49.00 EUR");
        assertThat(enter(table)).as("sent again").isEqualTo(lines);
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(stock.item(at(3)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(cases())
                .extracting(TillCase::kind)
                .containsExactly("paid_not_activated", "paid_not_activated");
    }

    @Test
    void thePaceCountsAtTheTimeOfEachSaleInWhicheverOrderTheyAreEntered() {
        Instant yesterday = world.clock().instant().minus(Duration.ofDays(1));
        List<OfflineLine> lines =
                enter(table(1, 31, i -> yesterday.minusSeconds(i)));
        assertThat(lines)
                .extracting(OfflineLine::state)
                .containsOnly("activated", "declined")
                .endsWith("declined");
        assertThat(lines.getLast().reason()).contains("more than 30 items", "release");
        assertThat(cases()).extracting(TillCase::kind).containsExactly("paid_not_activated");
        assertThat(enter(table(32, 32, i -> yesterday.minus(Duration.ofMinutes(11)))))
                .extracting(OfflineLine::state)
                .containsExactly("activated");
        assertThat(sell("today", 33)).as("today's pace is free").isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void whatWasPaidBeyondALimitIsSoldWhenItIsEnteredAgainAfterARelease() {
        Instant now = world.clock().instant();
        String table = table(1, 31, i -> now);
        List<OfflineLine> first = enter(table);
        assertThat(first.getLast().state()).isEqualTo("declined");
        assertThat(enter(table)).as("sent again").isEqualTo(first);
        assertThat(cases()).hasSize(1);
        world.wiring()
                .retail()
                .releases()
                .give(
                        caller(),
                        new Releases.NewRelease(shop.till().id().toString(), "Power cut", 1, null));
        assertThat(enter(table))
                .allSatisfy(line -> assertThat(line.state()).isEqualTo("activated"));
        assertThat(cases()).as("it is done").isEmpty();
        assertThat(stock.item(at(31)).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(enter(table(32, 32, i -> now)).getFirst().state())
                .as("the release is used up")
                .isEqualTo("declined");
    }

    @Test
    void aReleaseAlsoSellsWhatWasPaidBeyondTheValueOfADayOrWhileTheShopWasClosed() {
        world.database()
                .execute(
                        "UPDATE outlet SET opening_hours = 'Mo-Sa 09:00-18:00' WHERE id = '%s'"
                                .formatted(shop.outlet()));
        world.database()
                .execute(
                        "UPDATE terminal SET day_limit_minor = 4900, day_limit_currency = 'EUR' WHERE id = '%s'"
                                .formatted(shop.till().id()));
        String table =
                """
                request_id,serial,sold_at
                1,%s,2026-01-30 10:00
                2,%s,2026-01-30 12:00
                night,%s,2026-01-29 21:00
                """
                        .formatted(at(1), at(2), at(3));
        List<OfflineLine> lines = enter(table);
        assertThat(lines)
                .extracting(OfflineLine::state)
                .containsExactly("activated", "declined", "declined");
        assertThat(lines.get(1).reason())
                .contains("49.00 EUR on that day", "ask your manager for a release");
        assertThat(lines.get(2).reason()).contains("was closed", "ask your manager for a release");
        assertThat(cases())
                .extracting(TillCase::kind)
                .containsExactly("paid_not_activated", "paid_not_activated");
        world.wiring()
                .retail()
                .releases()
                .give(
                        caller(),
                        new Releases.NewRelease(shop.till().id().toString(), "Market day", 2, null));
        assertThat(enter(table))
                .extracting(OfflineLine::state)
                .containsExactly("activated", "activated", "activated");
        assertThat(cases()).as("both are done").isEmpty();
        assertThat(stock.item(at(2)).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(stock.item(at(3)).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(
                        enter(
                                """
                                request_id,serial,sold_at
                                4,%s,2026-01-29 21:30
                                5,%s,2026-01-30 13:00
                                """
                                        .formatted(at(4), at(5))))
                .as("the release is used up")
                .extracting(OfflineLine::state)
                .containsOnly("declined");
    }

    @Test
    void whatWasTakenElsewhereAndBroughtBackWhileItsLineIsEnteredIsSold() {
        StockFixture.Shop branch = stock.branch(shop, "Harbour");
        String table = table(1, 2, item -> world.clock().instant());
        world.during(
                () ->
                        assertThat(enter(table))
                                .extracting(OfflineLine::state)
                                .containsOnly("activated"),
                "UPDATE serial_item",
                () -> {
                    sell(branch.till(), "quick", 1);
                    world.wiring()
                            .retail()
                            .reversals()
                            .reverse(caller(), "quick", branch.till().id().toString(), null);
                });
        assertThat(stock.history(at(1)))
                .endsWith("received", "activated", "reversed", "activated");
        assertThat(cases()).isEmpty();
    }

    @Test
    void whatSomebodySettledByHandIsNotSoldAnyMore() {
        StockFixture.Shop other = stock.shop("Later Shop");
        SerialRange later = stock.printed(stock.product(true), 1);
        stock.shipped(other, later);
        String table = table(later.first(), world.clock().instant());
        assertThat(enter(other, table).getFirst().reason()).contains("not received yet");
        Cases cases = world.wiring().retail().cases();
        Caller caller = stock.callerOf(other);
        TillCase open = cases.list(caller, CaseFilter.read("open", null, null), Listing.first()).items().getFirst();
        cases.resolve(caller, open.id(), "Money given back", "Kim");
        receiveAll(other);
        assertThat(enter(other, table).getFirst().reason()).contains("not received yet");
        assertThat(stock.item(later.first()).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void whatATillWasDeclinedBecauseNobodyKnewItIsDecidedAnewOnceTheShopEntersItAsSold() {
        StockFixture.Shop other = stock.shop("Early Shop");
        SerialRange later = stock.printed(stock.product(true), 2);
        NewActivation scanned =
                new NewActivation("1", null, later.first().toString(), "4006381333931", null);
        NewActivation undone =
                new NewActivation("2", null, later.last().toString(), "4006381333931", null);
        assertThat(activate(other, scanned))
                .isEqualTo(new Outcome.Declined(SaleRules.NOT_IN_STOCK));
        activate(other, undone);
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(other), "2", other.till().id().toString(), null);
        String table =
                "request_id,serial,sold_at\n1,%1$s,%3$s\n2,%2$s,%3$s\n"
                        .formatted(later.first(), later.last(), world.clock().instant());
        assertThat(enter(other, table))
                .extracting(OfflineLine::state)
                .containsExactly("declined", "declined");
        assertThat(open(other)).as("the till undid the other one").hasSize(1);
        stock.received(other, later);
        assertThat(enter(other, table))
                .extracting(OfflineLine::state)
                .containsExactly("activated", "declined");
        assertThat(stock.item(later.first()).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(open(other)).isEmpty();
        assertThat(activate(other, scanned))
                .as("the till asks once more")
                .isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void soIsWhatATillAskedBeforeTheNumbersOfUnknownItemsWereKept() {
        StockFixture.Shop other = stock.shop("Patient Shop");
        SerialRange later = stock.printed(stock.product(true), 2);
        NewActivation unknown =
                new NewActivation("1", null, later.first().toString(), "4006381333931", null);
        NewActivation known =
                new NewActivation("2", null, later.last().toString(), "4006381333931", null);
        activate(other, unknown);
        stock.shipped(other, later);
        activate(other, known);
        world.database().execute("UPDATE till_request SET asked_serial = NULL");
        assertThat(world.database().rows("SELECT request_id, serial FROM till_request ORDER BY 1"))
                .containsExactly("1 null", "2 " + later.last().value());
        receiveAll(other);
        String now = world.clock().instant().toString();
        assertThat(
                        enter(
                                other,
                                "request_id,serial,sold_at\n1,%1$s,%3$s\n2,%1$s,%3$s\n2,%2$s,%3$s\n"
                                        .formatted(later.first(), later.last(), now)))
                .extracting(OfflineLine::state)
                .as("the second one is another item's request")
                .containsExactly("activated", "refused", "activated");
        assertThat(activate(other, unknown))
                .as("the till asks once more")
                .isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void aRequestIdMeansOneItemEvenIfNobodyKnewThatWhenTheTillAsked() {
        StockFixture.Shop other = stock.shop("Careful Shop");
        SerialRange own = stock.printed(stock.product(true), 2);
        stock.received(other, own);
        SerialNumber unknown = SerialNumber.of(999_999, 1);
        assertThat(activate(other, new NewActivation("1", null, unknown.toString(), null, null)))
                .isEqualTo(new Outcome.Declined(SaleRules.NOT_IN_STOCK));
        assertThat(activate(other, new NewActivation("2", null, at(1).toString(), null, null)))
                .as("another shop's")
                .isEqualTo(new Outcome.Declined(SaleRules.NOT_IN_STOCK));
        Instant now = world.clock().instant();
        String others =
                "request_id,serial,sold_at\n1,%1$s,%3$s\n2,%2$s,%3$s\n"
                        .formatted(own.first(), own.last(), now);
        List<OfflineLine> refused = enter(other, others);
        assertThat(refused)
                .allSatisfy(line -> assertThat(line.state()).isEqualTo("refused"))
                .allSatisfy(line -> assertThat(line.reason()).contains("another sale before"));
        assertThat(enter(other, others)).as("sent again").isEqualTo(refused);
        assertThat(open(other)).isEmpty();
        assertThat(stock.item(own.first()).state()).isEqualTo(ItemState.RECEIVED);

        String same =
                "request_id,serial,sold_at\n1,%1$s,%3$s\n2,%2$s,%3$s\n"
                        .formatted(unknown, at(1), now);
        assertThat(enter(other, same))
                .extracting(OfflineLine::state)
                .containsExactly("declined", "declined");
        assertThat(open(other)).hasSize(2);
        assertThat(enter(other, others)).as("declined twice by now").isEqualTo(refused);
    }

    @Test
    void whatWasEnteredFirstIsAnsweredToItsTillAndNothingElseIs() {
        StockFixture.Shop other = stock.shop("Quick Shop");
        SerialRange own = stock.printed(stock.product(true), 1);
        stock.received(other, own);
        SerialNumber unknown = SerialNumber.of(999_999, 1);
        enter(other, table(unknown, world.clock().instant()));
        assertThat(
                        activate(
                                other,
                                new NewActivation(
                                        "1", null, unknown.toString(), "4006381333931", null)))
                .as("the till scanned more than was entered")
                .isEqualTo(new Outcome.Declined(SaleRules.NOT_IN_STOCK));
        assertThatThrownBy(
                        () ->
                                activate(
                                        other,
                                        new NewActivation(
                                                "1", null, own.first().toString(), null, null)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.KEY_REUSED));
        assertThat(stock.item(own.first()).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void whatATillWasDeclinedIsDecidedAnewOnceTheShopEntersItAsSold() {
        StockFixture.Shop other = stock.shop("Later Shop");
        SerialRange later = stock.printed(stock.product(true), 3);
        SerialNumber third = SerialNumber.of(later.run(), 3);
        stock.shipped(other, later);
        NewActivation scanned =
                new NewActivation("scanned", null, third.toString(), "4006381333931", null);
        for (NewActivation asked :
                List.of(
                        new NewActivation("1", null, later.first().toString(), null, null),
                        scanned,
                        new NewActivation("other", null, later.first().toString(), null, null))) {
            assertThat(activate(other, asked)).isInstanceOf(Outcome.Declined.class);
        }
        String table =
                """
                request_id,serial,sold_at
                1,%1$s,%3$s
                scanned,%2$s,%3$s
                other,%2$s,%3$s
                """
                        .formatted(later.first(), third, world.clock().instant());
        List<OfflineLine> declined = enter(other, table);
        assertThat(declined)
                .extracting(OfflineLine::state)
                .as("the last one is another item's request")
                .containsExactly("declined", "declined", "refused");
        assertThat(open(other))
                .extracting(TillCase::kind)
                .containsExactly("paid_not_activated", "paid_not_activated");
        assertThat(enter(other, table)).as("sent again").isEqualTo(declined);
        assertThat(open(other)).hasSize(2);

        receiveAll(other);
        assertThat(enter(other, table))
                .extracting(OfflineLine::state)
                .containsExactly("activated", "activated", "refused");
        assertThat(open(other)).as("they are done").isEmpty();
        assertThat(stock.item(third).state()).isEqualTo(ItemState.ACTIVATED);
        assertThat(activate(other, scanned))
                .as("the till asks once more")
                .isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void whatATillSoldIsTheSameSaleWhenItsShopEntersItWithoutWhatTheTillScanned() {
        NewActivation scanned =
                new NewActivation("1", null, at(1).toString(), "4006381333931", null);
        assertThat(activate(shop, scanned)).isInstanceOf(Outcome.Activated.class);
        assertThat(enter(table(at(1), world.clock().instant())))
                .extracting(OfflineLine::state)
                .containsExactly("activated");
        assertThat(stock.history(at(1))).endsWith("received", "activated");
        assertThat(enter(table(at(2), world.clock().instant())))
                .extracting(OfflineLine::state)
                .as("another item")
                .containsExactly("refused");
        assertThat(cases()).isEmpty();
    }

    @Test
    void whatATillWasDeclinedAndGaveUpStaysThat() {
        StockFixture.Shop other = stock.shop("Giving Up");
        SerialRange later = stock.printed(stock.product(true), 1);
        stock.shipped(other, later);
        NewActivation asked =
                new NewActivation("1", null, later.first().toString(), null, null);
        assertThat(activate(other, asked)).isInstanceOf(Outcome.Declined.class);
        world.wiring()
                .retail()
                .reversals()
                .reverse(stock.callerOf(other), "1", other.till().id().toString(), null);
        receiveAll(other);
        assertThat(enter(other, table(later.first(), world.clock().instant())))
                .extracting(OfflineLine::state)
                .containsExactly("declined");
        assertThat(open(other)).isEmpty();
    }

    @Test
    void hoursAndTheValueOfADayAreThoseOfTheSale() {
        world.database()
                .execute(
                        "UPDATE outlet SET opening_hours = 'Mo-Sa 09:00-18:00' WHERE id = '%s'"
                                .formatted(shop.outlet()));
        world.database()
                .execute(
                        "UPDATE terminal SET day_limit_minor = 9800, day_limit_currency = 'EUR' WHERE id = '%s'"
                                .formatted(shop.till().id()));
        assertThat(sell("now", 1)).isInstanceOf(Outcome.Activated.class);
        List<OfflineLine> lines =
                enter(
                        """
                        request_id,serial,sold_at
                        night,%s,2026-01-30 21:00
                        1,%s,2026-01-30 10:00
                        2,%s,2026-01-30 17:59
                        3,%s,2026-01-30 12:00
                        4,%s,2026-01-31 10:30
                        5,%s,2026-01-31 10:40
                        """
                                .formatted(at(2), at(2), at(3), at(4), at(4), at(5)));
        assertThat(lines)
                .extracting(OfflineLine::state)
                .containsExactly(
                        "declined", "activated", "activated", "declined", "activated", "declined");
        assertThat(lines.getFirst().reason()).contains("was closed");
        assertThat(lines.get(3).reason()).contains("98.00 EUR on that day");
        world.clock().set(Instant.parse("2026-01-31T20:00:00Z"));
        assertThat(sell("evening", 6)).isInstanceOf(Outcome.Declined.class);
    }

    @Test
    void soManySalesOfATillAreEnteredOnOneDayAndNoneTooLate() {
        world.wiring()
                .retail()
                .settings()
                .change(world.caller(), new TillSettings.Change(null, null, 2));
        Instant now = world.clock().instant();
        String table = table(1, 4, i -> now.minus(Duration.ofHours(i)));
        List<OfflineLine> lines = enter(table);
        assertThat(lines)
                .extracting(OfflineLine::state)
                .containsExactly("activated", "activated", "declined", "declined");
        assertThat(lines.getLast().reason()).contains("2 sales entered later");
        assertThat(sell("online", 5)).isInstanceOf(Outcome.Activated.class);
        world.clock().forward(Duration.ofHours(25));
        assertThat(enter(table))
                .as("the next day")
                .allSatisfy(line -> assertThat(line.state()).isEqualTo("activated"));

        OfflineLine late =
                enter("request_id,serial,sold_at\nlate,%s,2020-01-01T10:00:00Z\n".formatted(at(9)))
                        .getFirst();
        assertThat(late.reason()).contains("7 days old");
        assertThat(cases()).extracting(TillCase::kind).containsExactly("late_sale");
        assertThat(stock.item(at(9)).state()).isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void howMuchATillSoldThatDayAndHowOftenLaterIsKnownWithoutLookingAtEachSale() {
        Instant now = world.clock().instant();
        assertThat(enter(table(1, 1, i -> now)).getFirst().state()).isEqualTo("activated");
        // As if three a minute had been entered before, for 49.00 each.
        world.database()
                .execute(
                        """
                        INSERT INTO till_request (provider_id, retailer_id, outlet_id, terminal_id, request_id, serial, fingerprint,
                                                  state, asked_at, activated_at, sold_at, price_minor)
                        SELECT provider_id, retailer_id, outlet_id, terminal_id, 'earlier ' || n, serial, fingerprint,
                               state, asked_at, activated_at, sold_at - (600 + n * 20) * interval '1 second', price_minor
                        FROM till_request CROSS JOIN generate_series(1, 1500) AS earlier (n)
                        """);
        await("an automatic vacuum has let go of the table")
                .until(
                        () -> {
                            world.database().execute("VACUUM ANALYZE till_request");
                            return world.database()
                                    .rows(
                                            "SELECT relallvisible = relpages FROM pg_class WHERE relname = 'till_request'")
                                    .equals(List.of("t"));
                        });
        bound(1_502 * 4_900, 1_502);
        assertThat(rowsRead(now)).isLessThan(50);
        bound(1_502 * 4_900 - 1, 1_502);
        assertThat(enter(table(2, 2, i -> now)).getFirst().reason())
                .contains("more than 73,597.99 EUR on that day");
        bound(1_502 * 4_900, 1_501);
        assertThat(enter(table(3, 3, i -> now)).getFirst().reason())
                .contains("1,501 sales entered later");
        bound(1_502 * 4_900, 1_502);
        assertThat(enter(table(4, 4, i -> now)).getFirst().state()).isEqualTo("activated");
    }

    private void bound(long dayValue, int entered) {
        world.database()
                .execute(
                        "UPDATE terminal SET day_limit_minor = %d, day_limit_currency = 'EUR' WHERE id = '%s'"
                                .formatted(dayValue, shop.till().id()));
        world.wiring()
                .retail()
                .settings()
                .change(world.caller(), new TillSettings.Change(null, null, entered));
    }

    /** How many rows of sales and items are read to know whether a sale at a moment breaks a limit. */
    private long rowsRead(Instant soldAt) {
        UUID product = stock.item(at(2)).product();
        return world.wiring()
                .transactions()
                .write(
                        caller(),
                        tx -> {
                            long before = rowsRead(tx);
                            Optional<Text> broken =
                                    TillLimits.broken(
                                            tx,
                                            world.wiring()
                                                    .retailers()
                                                    .retailers()
                                                    .lockTerminal(tx, shop.till().id())
                                                    .orElseThrow(),
                                            Optional.of(soldAt),
                                            world.wiring()
                                                    .catalog()
                                                    .catalog()
                                                    .product(tx, product)
                                                    .orElseThrow(),
                                            world.provider(),
                                            world.wiring().retail().settings().rules(tx));
                            assertThat(broken).isEmpty();
                            return rowsRead(tx) - before;
                        });
    }

    /** What this connection read so far and has not told yet, which is more than this transaction did. */
    private static long rowsRead(Tx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables
                        WHERE relname IN ('till_request', 'serial_item')
                        """)
                .mapTo(Long.class)
                .one();
    }

    @Test
    void successiveLinesOfATillShareATransactionAndTheLastCostsWhatTheFirstDoes() {
        Instant now = world.clock().instant();
        IntFunction<Instant> eachMinute = i -> now.minus(Duration.ofMinutes(i));
        List<String> first = world.statementsOf(() -> enter(table(1, 20, eachMinute)));
        List<String> last = world.statementsOf(() -> enter(table(21, 40, eachMinute)));
        assertThat(last).hasSameSizeAs(first).hasSizeLessThan(20 * 15);
        // Its till is looked for before, too.
        assertThat(last).filteredOn(sql -> sql.contains("FOR NO KEY UPDATE OF t")).hasSize(2);
        assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.ACTIVATED, 40));
    }

    @Test
    void linesOfSeveralTillsByTheirTimeShareATransactionToo() {
        Instant now = world.clock().instant();
        StringBuilder table = new StringBuilder("request_id,serial,sold_at,terminal\n");
        for (int i = 1; i <= 20; i++) {
            UUID till = (i % 2 == 0 ? shop.till() : shop.otherTill()).id();
            table.append("%d,%s,%s,%s%n".formatted(i / 2, at(i), now.minusSeconds(i), till));
        }
        byte[] content = table.toString().getBytes(StandardCharsets.UTF_8);
        List<String> statements =
                world.statementsOf(
                        () -> days().enter(caller(), content, new OfflineDay.Till(null, false)));
        assertThat(statements).filteredOn(sql -> sql.contains("FOR NO KEY UPDATE OF t")).hasSize(2);
        assertThat(stock.counts(range))
                .isEqualTo(Map.of(ItemState.ACTIVATED, 20, ItemState.RECEIVED, 20));
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT count(*) FROM till_request WHERE state = 'activated' GROUP BY terminal_id"))
                .containsExactly("10", "10");
    }

    @Test
    void linesThatWouldKeepOthersWaitingAreEnteredOneByOne() throws Exception {
        String table = table(1, 5, i -> world.clock().instant());
        try (ExecutorService threads = Executors.newFixedThreadPool(1);
                HeldBack recall = new HeldBack(world, lockOf(4))) {
            Future<List<OfflineLine>> entered = threads.submit(() -> enter(table));
            await("the lines before it are sold")
                    .until(() -> stock.item(at(3)).state() == ItemState.ACTIVATED);
            recall.execute(lockOf(3));
            recall.commit();
            assertThat(entered.get())
                    .hasSize(5)
                    .allSatisfy(line -> assertThat(line.state()).isEqualTo("activated"));
        }
        assertThat(stock.history(at(1)).stream().filter("activated"::equals)).hasSize(1);
    }

    private String lockOf(int item) {
        return "SELECT FROM serial_item WHERE serial = %s FOR UPDATE".formatted(at(item));
    }

    @Test
    @Tag("long")
    void aDayOfAHundredThousandLinesOfFiftyTillsIsEnteredAlsoIfTheServerStopsInBetween() {
        int tills = 50;
        int lines = OfflineTable.MOST_LINES;
        int ofEach = lines / tills;
        world.clock().set(world.clock().instant().minus(Duration.ofDays(2)));
        SerialRange many = stock.printed(stock.product(true), lines);
        stock.received(shop, many);
        world.clock().forward(Duration.ofDays(2));
        Instant morning = world.clock().instant().minus(Duration.ofHours(24));
        StringBuilder table = new StringBuilder("request_id,serial,sold_at,terminal\n");
        for (int till = 0; till < tills; till++) {
            UUID terminal =
                    world.wiring()
                            .retailers()
                            .retailers()
                            .addTerminal(world.caller(), shop.outlet(), "Counter " + till)
                            .terminal()
                            .id();
            for (int i = 1; i <= ofEach; i++) {
                table.append(i)
                        .append(',')
                        .append(SerialNumber.of(many.run(), till * ofEach + i))
                        .append(',')
                        .append(morning.plusMillis(86_400_000L * i / ofEach - 1))
                        .append(',')
                        .append(terminal)
                        .append('\n');
            }
        }
        OfflineDay day =
                days().enter(
                                caller(),
                                table.toString().getBytes(StandardCharsets.UTF_8),
                                new OfflineDay.Till(null, false));
        String instance = world.provider().id() + ":" + day.id();
        // Where the server stops, as it were: in the middle of the lines of a till.
        world.database()
                .execute(
                        "ALTER TABLE accrual ADD CONSTRAINT stopped CHECK (serial <> %s)"
                                .formatted(SerialNumber.of(many.run(), lines / 2 + 7)));
        assertThatThrownBy(() -> days().job().work(instance)).hasMessageContaining("stopped");
        assertThat(days().find(caller(), day.id()).activated())
                .isEqualTo(lines / 2 + 6);
        world.database().execute("ALTER TABLE accrual DROP CONSTRAINT stopped");
        days().job().work(instance);
        OfflineDay done = days().find(caller(), day.id());
        assertThat(done.doneAt()).isNotNull();
        assertThat(done.activated()).isEqualTo(lines);
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT count(*) || ' ' || count(DISTINCT serial) FROM accrual WHERE kind = 'sale'"))
                .containsExactly(lines + " " + lines);
    }

    @Test
    void whatCameTooLateIsNotSoldBySayingThatItWasSoldLater() {
        String late = table(at(1), Instant.parse("2020-01-01T10:00:00.123456789Z"));
        assertThat(enter(late).getFirst().reason()).contains("days old");
        assertThat(enter(table(at(1), world.clock().instant())).getFirst().reason())
                .as("another time")
                .contains("days old");
        assertThat(cases()).extracting(TillCase::kind).containsExactly("late_sale");
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RECEIVED);

        String nearlyLate = table(at(1), world.clock().instant().minus(Duration.ofDays(8)));
        assertThat(enter(nearlyLate.replace("\n1,", "\nother,")).getFirst().reason())
                .contains("7 days old");
        world.wiring()
                .retail()
                .settings()
                .change(world.caller(), new TillSettings.Change(null, 30, null));
        assertThat(enter(nearlyLate.replace("\n1,", "\nother,")).getFirst().state())
                .as("the same time, once the provider takes older ones")
                .isEqualTo("activated");
        assertThat(cases()).as("the first claim stays").hasSize(1);
    }

    @Test
    void aTableWithoutNamesOrWithAnOpenQuoteSaysWhatToDo() {
        assertThatThrownBy(() -> enter("1,%s,2026-01-01 10:00%n".formatted(at(1))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields().getFirst().message())
                                        .contains("has to name the columns"));
        assertThatThrownBy(() -> enter("")).isInstanceOf(Refused.class);
        List<OfflineLine> lines =
                enter(
                        "request_id,serial,sold_at\n1,%s,%s\n2,\"open"
                                .formatted(at(1), world.clock().instant()));
        assertThat(lines).extracting(OfflineLine::state).contains("activated");
        assertThat(lines.getLast().reason()).contains("Nothing was read from here on");
    }

    @Test
    void ofATableAHundredThousandLinesAreReadAndTheNextOneIsRefusedInWords() {
        String line = "1,%s,%s%n".formatted(at(1), world.clock().instant());
        byte[] content =
                ("request_id,serial,sold_at\n" + line.repeat(100_001) + "more")
                        .getBytes(StandardCharsets.UTF_8);
        try (OfflineTable table = new OfflineTable(content, world.provider())) {
            for (int read = 1; read <= 100_000; read++) {
                assertThat(table.next().orElseThrow().row()).isPresent();
            }
            assertThat(table.next().orElseThrow().broken())
                    .map(Text::toString)
                    .contains("A table may have 100,000 lines. Send the rest in another one.");
            assertThat(table.next()).isEmpty();
        }
    }

    @Test
    void aLongTableIsEnteredByAJobThatGoesOnWhereItStood() {
        Instant now = world.clock().instant();
        StringBuilder text = new StringBuilder(table(1, 20, i -> now.minusSeconds(i)));
        for (int i = 21; i <= 700; i++) {
            // The same line over and over, as when a till writes its log twice.
            text.append("1,%s,%s%n".formatted(at(1), now.minusSeconds(1)));
        }
        text.append("\"open");
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        OfflineDay day = days().enter(caller(), content, shop.till().id());
        assertThat(day.doneAt()).isNull();
        assertThat(day.lines()).isEqualTo(701);
        assertThat(day.entered()).isZero();

        String instance = world.provider().id() + ":" + day.id();
        days().job().work(instance);
        OfflineDay done = days().find(caller(), day.id());
        assertThat(done.doneAt()).isNotNull();
        assertThat(done.activated()).isEqualTo(700);
        assertThat(done.refused()).isEqualTo(1);
        assertThat(lines(shop, day, false)).hasSize(701);
        assertThat(lines(shop, day, true))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.reason()).contains("Nothing was read from here on"));
        assertThat(stock.history(at(1)).stream().filter("activated"::equals)).hasSize(1);

        // As if the server had been killed after its second note.
        world.database()
                .execute(
                        """
                        UPDATE offline_day SET done_at = NULL, content = '\\x%s', activated = 400, refused = 0 WHERE id = '%s';
                        DELETE FROM offline_line WHERE day_id = '%2$s' AND line > 401
                        """
                                .formatted(HexFormat.of().formatHex(content), day.id()));
        world.clock().forward(Duration.ofMinutes(1));
        days().job().work(instance);
        days().job().work(instance);
        OfflineDay again = days().find(caller(), day.id());
        assertThat(again.activated()).isEqualTo(700);
        assertThat(again.refused()).isEqualTo(1);
        assertThat(lines(shop, day, false)).hasSize(701);
    }

    @Test
    void aLineFromBeforeTheItemWasSentToTheShopIsRefusedUntilItsTimeIsCorrected() {
        Instant now = world.clock().instant();
        SerialRange fresh = stock.printed(stock.product(true), 2);
        stock.received(shop, fresh);
        String before = table(fresh.first(), now.minus(Duration.ofHours(2)));
        OfflineLine line = enter(before).getFirst();
        assertThat(line.state()).isEqualTo("refused");
        assertThat(line.reason())
                .startsWith("sold_at: ")
                .contains("sent to you on 31 Jan 2026, 11:00", "Compare day and time");
        assertThat(enter(before).getFirst()).as("sent again").isEqualTo(line);
        assertThat(stock.item(fresh.first()).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(cases()).isEmpty();
        assertThat(enter(table(fresh.first(), now.minus(Duration.ofMinutes(50)))).getFirst().state())
                .as("as a clock goes wrong, with the same request id")
                .isEqualTo("activated");
        assertThat(enter(before.replace("\n1,", "\nother,")).getFirst().reason())
                .as("what is sold is said first")
                .contains("already active");
    }

    @Test
    void whatWasOnItsWayIsSoldAtThatTimeOnceItIsReceived() {
        SerialRange late = stock.printed(stock.product(true), 1);
        stock.shipped(shop, late);
        Instant sold = world.clock().instant();
        world.clock().forward(Duration.ofDays(2));
        assertThat(enter(table(late.first(), sold)).getFirst().reason())
                .contains("not received yet");
        receiveAll(shop);
        assertThat(enter(table(late.first(), sold)).getFirst().state()).isEqualTo("activated");
        assertThat(cases()).isEmpty();
    }

    @Test
    void aTimeThatNobodyCanHaveSoldAtIsRefusedOnItsLine() {
        List<OfflineLine> lines =
                enter(
                        """
                        request_id;serial;sold_at
                        1;%1$s;1.1.-5000 10:15
                        2;%1$s;-999999999-01-01T00:00:00+18:00
                        3;%1$s;+999999999-12-31T23:59:59-18:00
                        4;%1$s;1999-12-31T23:59:59Z
                        5;%1$s;%2$s
                        """
                                .formatted(at(1), world.clock().instant()));
        assertThat(lines)
                .extracting(OfflineLine::state)
                .containsExactly("refused", "refused", "refused", "refused", "activated");
        assertThat(lines.getFirst().reason()).startsWith("sold_at: A time of the years 2000 to");
        assertThat(cases()).isEmpty();
    }

    @Test
    void columnsThatMeanNothingAreNotLookedAtNorRepeated() {
        String strange = "\0strange".repeat(500);
        List<OfflineLine> lines =
                enter(
                        """
                        request_id;serial;sold_at;%1$s;note;a\0b
                        1;%2$s;%3$s;=1+1;-5;1E+9
                        2;=1;%3$s;=1+1;-5;1E+9
                        """
                                .formatted(strange, at(1), world.clock().instant()));
        assertThat(lines).extracting(OfflineLine::state).containsExactly("activated", "refused");
        assertThat(lines.getLast().reason())
                .isEqualTo("serial: This begins as a formula does. Write the plain text or number.");
        assertThat(OfflineRows.plain("a\0b\u0085\uD83D\uDE00".repeat(300), 500))
                .hasSize(500)
                .startsWith("a b \uD83D\uDE00")
                .matches(text -> text.codePoints().noneMatch(Character::isISOControl));
    }

    @Test
    void aLineThatFailsAgainAndAgainIsLeftOutAndTheDayGoesOn() {
        world.database()
                .execute(
                        "ALTER TABLE till_request ADD CONSTRAINT unlucky CHECK (request_id <> 'x')");
        String sold = ",%s,%s%n".formatted(at(1), world.clock().instant());
        String table =
                "request_id,serial,sold_at\n"
                        + ("1" + sold).repeat(299)
                        + ("x" + sold)
                        + ("1" + sold).repeat(300);
        OfflineDay day =
                days().enter(
                                caller(),
                                table.getBytes(StandardCharsets.UTF_8),
                                shop.till().id());
        String instance = world.provider().id() + ":" + day.id();
        for (int tries = 0; tries < 2; tries++) {
            assertThatThrownBy(() -> days().job().work(instance)).hasMessageContaining("unlucky");
            assertThat(days().find(caller(), day.id()).entered()).isEqualTo(299);
        }
        days().job().leaveOut(instance, Optional.empty());
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT task_instance FROM scheduled_tasks WHERE task_name = 'offline-day'"))
                .contains(instance + ":300");
        days().job().work(instance + ":300");
        OfflineDay done = days().find(caller(), day.id());
        assertThat(done.doneAt()).isNotNull();
        assertThat(done.activated()).isEqualTo(599);
        assertThat(lines(shop, day, true))
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.line()).isEqualTo(301);
                            assertThat(line.requestId()).isEqualTo("x");
                            assertThat(line.state()).isEqualTo("refused");
                            assertThat(line.reason()).contains("left out", "Send it once more");
                        });
    }

    @Test
    void answersAreTheShopsOwnAndForgottenAfterAWhile() {
        StockFixture.Shop other = stock.shop("Other Shop");
        byte[] content = table(at(1), world.clock().instant()).getBytes(StandardCharsets.UTF_8);
        OfflineDay day = days().enter(caller(), content, shop.till().id());
        assertThat(days().list(caller(), OfflineDayFilter.ALL, Listing.first()).items()).containsExactly(day);
        assertThat(days().list(stock.callerOf(other), OfflineDayFilter.ALL, Listing.first()).items()).isEmpty();
        assertThatThrownBy(() -> days().find(stock.callerOf(other), day.id()))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> lines(other, day, false)).isInstanceOf(Refused.class);
        assertThat(days().find(world.caller(), day.id())).isEqualTo(day);
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        world.clock().forward(Duration.ofDays(89));
        forget(system);
        assertThat(lines(shop, day, false)).hasSize(1);
        world.clock().forward(Duration.ofDays(2));
        forget(system);
        assertThat(days().list(caller(), OfflineDayFilter.ALL, Listing.first()).items()).isEmpty();
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.ACTIVATED);
    }

    private void forget(Caller system) {
        world.wiring()
                .transactions()
                .write(
                        system,
                        tx -> {
                            days().forgetOld(tx);
                            return tx;
                        });
    }

    @Test
    void aTillsKeySellsAtNoOtherTillAndAChosenOneIsOfLinesThatNameNone() {
        String table =
                """
                request_id,serial,sold_at,terminal
                1,%s,%s,
                2,%s,%2$s,%s
                """
                        .formatted(
                                at(1), world.clock().instant(), at(2), shop.otherTill().id());
        assertThat(enter(table))
                .extracting(OfflineLine::state)
                .containsExactly("activated", "refused");
        byte[] content = table.getBytes(StandardCharsets.UTF_8);
        OfflineDay.Till chosen = new OfflineDay.Till(shop.till().id(), false);
        assertThat(days().enter(caller(), content, chosen).activated()).isEqualTo(2);
        OfflineDay.Till none = new OfflineDay.Till(null, false);
        assertThat(lines(shop, days().enter(caller(), content, none), true))
                .singleElement()
                .satisfies(line -> assertThat(line.reason()).startsWith("terminal: "));
    }

    @Test
    void aTillThatIsNotThereIsFoundBeforeTheFirstLine() {
        byte[] content = table(at(1), world.clock().instant()).getBytes(StandardCharsets.UTF_8);
        StockFixture.Shop other = stock.shop("Other Shop");
        for (UUID till : List.of(UUID.randomUUID(), other.till().id())) {
            assertThatThrownBy(
                            () ->
                                    days().enter(
                                                    caller(),
                                                    content,
                                                    new OfflineDay.Till(till, false)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.fields().getFirst().field())
                                            .isEqualTo("terminal"));
        }
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(days().list(caller(), OfflineDayFilter.ALL, Listing.first()).items()).isEmpty();
    }

    @Test
    void aThirdTableOfAShopWaitsUntilOthersAreEntered() throws Exception {
        byte[] content = table(at(1), world.clock().instant()).getBytes(StandardCharsets.UTF_8);
        try (ExecutorService threads = Executors.newFixedThreadPool(4);
                HeldBack till =
                        new HeldBack(
                                world,
                                "SELECT FROM terminal WHERE id = '%s' FOR UPDATE"
                                        .formatted(shop.till().id()))) {
            List<Future<OfflineDay>> others =
                    List.of(
                            threads.submit(() -> arriving(content, () -> {})),
                            threads.submit(
                                    () -> days().enter(caller(), content, shop.till().id())),
                            threads.submit(
                                    () -> days().enter(world.caller(), content, shop.till().id())),
                            threads.submit(
                                    () -> days().enter(world.caller(), content, shop.till().id())));
            till.awaitWaiting(4);
            assertThatThrownBy(() -> arriving(content, () -> {}))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> {
                                assertThat(refused.type())
                                        .isEqualTo(ProblemType.TOO_MANY_REQUESTS);
                                assertThat(refused.retryAfter()).isPositive();
                            });
            StockFixture.Shop patient = stock.shop("Patient Shop");
            assertThatThrownBy(
                            () -> days().enter(stock.callerOf(patient), content, patient.till().id()))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> {
                                assertThat(refused.type())
                                        .as("it did nothing too often")
                                        .isEqualTo(ProblemType.UNAVAILABLE);
                                assertThat(refused.retryAfter()).isPositive();
                            });
            till.commit();
            for (Future<OfflineDay> other : others) {
                assertThat(other.get().activated()).isEqualTo(1);
            }
        }
        assertThatThrownBy(() -> enter("")).hasMessageContaining("correct the fields");
        assertThat(enter(table(2, 2, i -> world.clock().instant()))).hasSize(1);
    }

    @Test
    void tablesThatArriveSlowlyKeepNobodyWaitingButTheirOwnShopAndThatOnlyIfTheyAreMany()
            throws IOException {
        StockFixture.Shop other = stock.shop("Other Shop");
        byte[] content = table(at(1), world.clock().instant()).getBytes(StandardCharsets.UTF_8);
        slowly(
                16,
                content,
                () -> {
                    assertThat(days().enter(caller(), content, shop.till().id()).activated())
                            .as("of the same shop, all there")
                            .isEqualTo(1);
                    assertThatThrownBy(() -> arriving(content, () -> {}))
                            .isInstanceOfSatisfying(
                                    Refused.class,
                                    refused ->
                                            assertThat(refused.type())
                                                    .isEqualTo(ProblemType.TOO_MANY_REQUESTS));
                    assertThat(enter(other, new String(content, StandardCharsets.UTF_8)))
                            .as("of another shop")
                            .hasSize(1);
                });
        assertThat(days().list(caller(), OfflineDayFilter.ALL, Listing.first()).items()).hasSize(17);
    }

    /** Has so many tables arrive of which something is still to come. */
    private void slowly(int tables, byte[] content, Runnable meanwhile) {
        if (tables == 0) {
            meanwhile.run();
            return;
        }
        assertThatCode(() -> arriving(content, () -> slowly(tables - 1, content, meanwhile)))
                .doesNotThrowAnyException();
    }

    /** Enters a table whose end comes only after {@code meanwhile}. */
    private OfflineDay arriving(byte[] content, Runnable meanwhile) throws IOException {
        InputStream slow =
                new FilterInputStream(new ByteArrayInputStream(content)) {
                    @Override
                    public int read(byte[] bytes, int offset, int count) throws IOException {
                        int read = super.read(bytes, offset, count);
                        if (read < 0) {
                            meanwhile.run();
                        }
                        return read;
                    }
                };
        return days().enter(caller(), slow, shop.till().id());
    }

    private List<OfflineLine> enter(String table) {
        return enter(shop, table);
    }

    private List<OfflineLine> enter(StockFixture.Shop at, String table) {
        OfflineDay day =
                days().enter(
                                stock.callerOf(at),
                                table.getBytes(StandardCharsets.UTF_8),
                                at.till().id());
        assertThat(day.doneAt()).isNotNull();
        List<OfflineLine> lines = lines(at, day, false);
        assertThat(lines).hasSize(day.lines()).hasSize(day.entered());
        return lines;
    }

    private List<OfflineLine> lines(StockFixture.Shop at, OfflineDay day, boolean unsold) {
        return Slice.all(part -> days().lines(stock.callerOf(at), day.id(), unsold, part));
    }

    /** Receives what was sent to a shop last. */
    private void receiveAll(StockFixture.Shop at) {
        world.wiring()
                .inventory()
                .receipts()
                .receive(
                        world.caller(),
                        world.wiring()
                                .inventory()
                                .shipments()
                                .list(
                                        stock.callerOf(at),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Listing.first())
                                .items()
                                .getFirst()
                                .id(),
                        Receipt.ofEverything());
    }

    private OfflineDays days() {
        return world.wiring().retail().offlineDays();
    }

    /** Sales of these items of the run, by their numbers. */
    private String table(int first, int last, IntFunction<Instant> soldAt) {
        StringBuilder table = new StringBuilder("request_id,serial,sold_at\n");
        for (int i = first; i <= last; i++) {
            table.append("%d,%s,%s%n".formatted(i, at(i), soldAt.apply(i)));
        }
        return table.toString();
    }

    private static String table(SerialNumber serial, Instant soldAt) {
        return "request_id,serial,sold_at\n1,%s,%s\n".formatted(serial, soldAt);
    }

    private Outcome sell(String request, int item) {
        return sell(shop.till(), request, item);
    }

    private Outcome sell(Terminal till, String request, int item) {
        return world.wiring()
                .retail()
                .activations()
                .activate(
                        caller(),
                        new NewActivation(request, null, at(item).toString(), null, null),
                        till.id());
    }

    private Outcome activate(StockFixture.Shop at, NewActivation asked) {
        return world.wiring()
                .retail()
                .activations()
                .activate(stock.callerOf(at), asked, at.till().id());
    }

    private List<TillCase> cases() {
        return open(shop);
    }

    private List<TillCase> open(StockFixture.Shop at) {
        return world.wiring()
                .retail()
                .cases()
                .list(
                        stock.callerOf(at),
                        CaseFilter.read("open", null, null),
                        Listing.first())
                .items();
    }

    private Caller caller() {
        return stock.callerOf(shop);
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
