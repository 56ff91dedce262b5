package io.counterfoil.settlement.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.counterfoil.HeldBack;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemNotes;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Migrations;
import io.counterfoil.platform.Money;
import io.counterfoil.redemption.Shelf;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What cards at 49.00 bring that are redeemed on 1 March 2026, and to whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevenueIT {
    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private StockFixture stock;
    private String key;
    private UUID basic;
    private Books books;
    private int names;

    @BeforeAll
    void open() throws Exception {
        world = new TestWorld();
        server = new TestServer(world);
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        stock = new StockFixture(world, world.caller());
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        basic = shelf.plan("Harbour Basic", 50_000_000_000L);
    }

    @BeforeEach
    void aShopOnItsFirstDay() {
        world.clock().set(Instant.parse("2026-03-01T10:00:00Z"));
        StockFixture.Shop shop = stock.shop("Shop " + ++names);
        books = new Books(world, shop);
    }

    @AfterEach
    void theBooksAgreeWithTheEvents() {
        assertThat(books.differences()).isEmpty();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aPriceIsEarnedByDayOfTheTermAndTheLastMonthBringsTheRest() {
        redeem(sold(), name());
        assertThat(balances()).isEqualTo(Map.of("retailer", 4165L, "commission", 735L, "deferred_revenue", -4900L));
        earnOn("2026-03-31");
        assertThat(balances()).containsEntry("deferred_revenue", -4900L).doesNotContainKey("revenue");
        // 31 of 365 days.
        earnOn("2026-04-01");
        assertThat(balances()).containsEntry("revenue", -416L).containsEntry("deferred_revenue", -4484L);
        // Nobody looked for half a year: 245 of 365 days.
        earnOn("2026-11-05");
        assertThat(balances()).containsEntry("revenue", -3289L);
        earnOn("2027-03-15");
        assertThat(balances()).containsEntry("revenue", -4900L).doesNotContainKey("deferred_revenue");
        earnOn("2028-03-15");
        assertThat(balances()).containsEntry("revenue", -4900L);
    }

    @Test
    void whatIsNotRedeemedByItsLastDayIsTheProvidersAndTheRestIsEarnedOn() {
        List<Shelf.Card> cards = shelf.printed(basic, "P1Y", "consignment", 2);
        cards.forEach(this::sell);
        redeem(cards.getFirst(), name());
        int run = cards.getFirst().serial().run();
        world.database()
                .execute(
                        "UPDATE product SET redeem_by = '2026-03-31' WHERE id = '%s'"
                                .formatted(product(cards.getFirst())));
        expireOn("2026-03-31");
        assertThat(balances())
                .as("on the last day")
                .isEqualTo(Map.of("retailer", 8330L, "commission", 1470L, "deferred_revenue", -9800L));
        expireOn("2026-04-01");
        expireOn("2026-04-01");
        assertThat(balances())
                .as("the shop keeps its share, and owes the rest")
                .isEqualTo(
                        Map.of(
                                "retailer", 8330L,
                                "commission", 1470L,
                                "deferred_revenue", -4900L,
                                "breakage", -4900L));
        assertThat(books.differences()).isEmpty();
        for (boolean counted : List.of(false, true)) {
            if (counted) {
                world.wiring().settlement().ledger().transfers().look();
            }
            // 31 and 32 of 365 days of the one that is redeemed.
            assertThat(revenue(run, "2026-03-31")).isEqualTo("93.84 4.16 0.00");
            assertThat(revenue(run, "2026-04-01")).isEqualTo("44.70 4.30 49.00");
        }
        assertThat(get("/api/v1/ledger/balances?retailer=" + books.shop().retailer(), key))
                .contains(
                        "{\"account\":\"breakage\",\"balance\":{\"amount\":\"-49.00\",\"currency\":\"EUR\"}}");
        String late =
                "{\"code\": \"%s\", \"new_account\": {\"name\": \"%2$s\", \"email\": \"a@b.example\", \"username\": \"%2$s\"}}"
                        .formatted(cards.getLast().code(), name());
        assertThat(send("POST", "/api/v1/redemptions", late).statusCode()).isEqualTo(409);
        earnOn("2027-03-15");
        assertThat(balances())
                .containsEntry("revenue", -4900L)
                .containsEntry("breakage", -4900L)
                .doesNotContainKey("deferred_revenue");
    }

    private void expireOn(String day) {
        world.clock().set(Instant.parse(day + "T10:00:00Z"));
        world.wiring().inventory().expiry().expire();
    }

    @Test
    void whatWasEarnedBeforeStaysWhereTheShareOfAShorterTermIsRoundedToLess() {
        Shelf.Card card = sold();
        redeem(card, name());
        earnOn("2026-04-01");
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            DeferralRepository deferrals = new DeferralRepository(tx);
                            deferrals.earn(
                                    LocalDate.parse("2026-04-30"),
                                    List.of(deferrals.lock(card.serial().value()).orElseThrow()),
                                    List.of(415L));
                            return card;
                        });
        assertThat(balances()).containsEntry("revenue", -416L);
        earnOn("2026-11-05");
        assertThat(balances()).containsEntry("revenue", -3289L);
    }

    @Test
    void whatIsTakenBackOfATermGoesToTheCustomer() {
        String account = redeem(sold(), name());
        earnOn("2026-04-01");
        world.clock().set(Instant.parse("2026-05-30T10:00:00Z"));
        refund(account, 1);
        // 90 of 365 days are used up.
        assertThat(balances())
                .containsEntry("customer", -3692L)
                .containsEntry("revenue", -416L)
                .containsEntry("deferred_revenue", -792L);
        earnOn("2026-06-01");
        assertThat(balances()).containsEntry("revenue", -1208L).doesNotContainKey("deferred_revenue");
    }

    @Test
    void whatAShopNeedNotPayIsNotEarnedAndARefundOfItIsLost() {
        agree("\"hold_days\": 0");
        Shelf.Card card = sold();
        String account = redeem(card, name());
        earnOn("2026-04-01");
        assertThat(balances()).containsEntry("revenue", -416L);
        world.clock().set(Instant.parse("2026-05-30T10:00:00Z"));
        refund(account, 1);
        acceptDispute(card);
        assertThat(balances()).isEqualTo(Map.of("customer", -3692L, "revenue", 3692L));
        assertThat(revenue(card.serial().run(), "2026-05-30")).isEqualTo("0.00 0.00 0.00");
        earnOn("2027-04-01");
        assertThat(balances()).isEqualTo(Map.of("customer", -3692L, "revenue", 3692L));
    }

    @Test
    void aRefundMovesTheDaysOfWhatWasStackedOnIt() {
        String name = name();
        String account = redeem(sold(), name);
        extend(sold(), name);
        world.clock().set(Instant.parse("2026-05-30T10:00:00Z"));
        refund(account, 1);
        assertThat(query("SELECT first_day || ' ' || end_day FROM deferral WHERE retailer_id = ? ORDER BY first_day"))
                .containsExactly("2026-03-01 2026-05-30", "2026-05-30 2027-05-31");
        // The first brought 90 of 365 days, the second 32 of its 366 by the end of June.
        earnOn("2026-07-01");
        assertThat(balances()).containsEntry("revenue", -1208L - 428L);
        earnOn("2027-06-01");
        assertThat(balances()).containsEntry("revenue", -1208L - 4900L).doesNotContainKey("deferred_revenue");
    }

    @Test
    void theBooksAgreeAllAlongARefundOfTheFirstOfTwoCards() {
        String name = name();
        String account = redeem(sold(), name);
        extend(sold(), name);
        earnOn("2026-05-01");
        world.clock().set(Instant.parse("2026-05-20T10:00:00Z"));
        refund(account, 1);
        assertThat(books.differences()).isEmpty();
        // The first by the end of its 80 days, the second 12 of its 366 days.
        earnOn("2026-06-01");
        assertThat(balances()).containsEntry("revenue", -1074L - 161L);
        assertThat(books.differences()).isEmpty();
        world.clock().set(Instant.parse("2026-06-20T10:00:00Z"));
        refund(account, 2);
        assertThat(books.differences()).isEmpty();
        // 31 of the 366 days of the second.
        earnOn("2026-07-01");
        assertThat(balances())
                .containsEntry("revenue", -1074L - 415L)
                .doesNotContainKey("deferred_revenue");
    }

    @Test
    void whatATermHasEarnedStaysWhereverItIsMovedAndIsNotEarnedTwice() {
        Shelf.Card card = sold();
        redeem(card, name());
        earnOn("2026-04-01");
        assertThat(balances()).containsEntry("revenue", -416L);
        move(card, "2026-02-15");
        assertThat(books.differences()).isEmpty();
        // 45 of 365 days, at the next look and not a month later.
        earnOn("2026-04-02");
        assertThat(balances()).containsEntry("revenue", -604L);
        assertThat(books.differences()).isEmpty();
        move(card, "2026-06-01");
        assertThat(books.differences()).isEmpty();
        // 30 of 365 days would be less.
        earnOn("2026-07-01");
        assertThat(balances()).containsEntry("revenue", -604L);
        assertThat(books.differences()).isEmpty();
        earnOn("2027-06-01");
        assertThat(balances()).containsEntry("revenue", -4900L).doesNotContainKey("deferred_revenue");
    }

    @Test
    void whatIsTakenBackOfAConversionGoesBackToWhoPaidForTheTimeBeforeIt() {
        agree("\"residual_percent\": \"5\", \"hold_days\": 0");
        String name = name();
        String account = redeem(sold(), name);
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        assertThat(books.accruals()).containsExactly("sale 4165", "residual -245");
        world.clock().set(Instant.parse("2026-04-30T10:00:00Z"));
        convert("P1Y", account, name);
        earnOn("2026-05-30");
        refund(account, 3);
        // As if nothing had been converted: 90 of 365 days, and no second year.
        assertThat(balances()).containsEntry("customer", -3692L);
        assertThat(books.accruals())
                .containsExactly("sale 4165", "residual -245 undone", "sale 4165");
        assertThat(query("SELECT first_day || ' ' || end_day FROM deferral WHERE retailer_id = ? ORDER BY first_day"))
                .containsExactly("2026-03-01 2026-05-30", "2026-05-30 2027-05-30");
    }

    @Test
    void whatWasEarnedAheadOfTheCheaperDaysOfAnotherPlanIsGivenBackToo() throws Exception {
        String name = name();
        Shelf.Card card = sold();
        String account = redeem(card, name);
        world.clock().set(Instant.parse("2026-04-30T10:00:00Z"));
        // Every day that is left becomes two.
        convert("P2Y", account, name);
        earnOn("2026-06-29");
        assertThat(balances()).containsEntry("revenue", -1235L);
        refund(account, 2);
        // 92 of 365 days were earned, and 60 + 30 are used up.
        assertThat(balances()).containsEntry("customer", -3692L).containsEntry("revenue", -1208L);
        int run = card.serial().run();
        assertThat(revenue(run, "2026-06-29")).isEqualTo("0.00 12.08 0.00");
        world.wiring().settlement().ledger().transfers().look();
        assertThat(revenue(run, "2026-06-29")).isEqualTo("0.00 12.08 0.00");
        // As it was entered and counted before that step.
        world.database()
                .execute(
                        "UPDATE ledger_transfer SET kind = 'refund' WHERE kind = 'earning' AND debit = 'revenue' AND serial = "
                                + card.serial().value());
        world.database()
                .execute(
                        "UPDATE counted_revenue SET left_minor = left_minor + 27 WHERE day = '2026-06-29' AND run = "
                                + run);
        assertThat(revenue(run, "2026-06-29")).isEqualTo("0.27 12.08 0.00");
        run("202611291310_earned_early.sql");
        assertThat(revenue(run, "2026-06-29")).isEqualTo("0.00 12.08 0.00");
    }

    @Test
    void whatIsTakenBackOfAConversionOfTwoCardsIsTakenOfTheOneThatBroughtIt() {
        String name = name();
        String account = redeem(sold(), name);
        extend(sell(shelf.printed(basic, "P1M", "consignment", 1).getFirst()), name);
        // A year, and a month that costs twelve times as much a day: 365 days and 372.
        convert("P1Y", account, name);
        earnOn("2027-03-01");
        assertThat(balances()).containsEntry("revenue", -4900L);
        refund(account, 3);
        // The year is used up, as if nothing had been converted, and the month is not begun.
        assertThat(balances())
                .containsEntry("customer", -4900L)
                .containsEntry("revenue", -4900L);
        assertThat(query("SELECT first_day || ' ' || end_day FROM deferral WHERE retailer_id = ? ORDER BY first_day, end_day"))
                .containsExactly(
                        "2026-03-01 2027-03-01",
                        "2027-03-01 2027-03-01",
                        "2027-03-01 2028-02-29");
    }

    @Test
    void theRevenueIsOfOneMoment() {
        Shelf.Card card = sold();
        String account = redeem(card, name());
        earnOn("2026-05-30");
        String before = revenue(card.serial().run(), "2026-05-30");
        List<String> during = new ArrayList<>();
        world.during(
                () -> during.add(revenue(card.serial().run(), "2026-05-30")),
                "AS parted",
                () -> refund(account, 1));
        assertThat(during).containsExactly(before);
        assertThat(revenue(card.serial().run(), "2026-05-30")).isEqualTo("0.00 12.08 0.00");
    }

    @Test
    void aResidualIsDueForTheDaysThatSomebodyPaysForInTheEnd() {
        agree("\"residual_percent\": \"5\", \"hold_days\": 0");
        String account = redeem(sold(), name());
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        // A third of the second year is used up.
        world.clock().set(Instant.parse("2027-07-01T10:00:00Z"));
        refund(account, 2);
        assertThat(books.accruals())
                .containsExactly("sale 4165", "residual -245 undone", "residual -82");
        settleUntilNow();
        grant(account, "{\"period\": \"P1M\", \"paid\": true, \"reason\": \"Invoice 2\"}");
        settleUntilNow();
        refund(account, 4);
        assertThat(books.accruals())
                .containsExactly(
                        "sale 4165", "residual -245 undone", "residual -82", "residual -21", "claw_back 21");
    }

    @Test
    void aBountyIsTakenBackWhenNothingIsLeftThatTheCustomerPaidFor() {
        agree("\"bounty\": {\"amount\": \"5.00\", \"currency\": \"EUR\"}, \"residual_percent\": \"5\", \"hold_days\": 0");
        String account = redeem(sell(shelf.printed(basic, "P1Y", "giveaway", 1).getFirst()), name());
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 2\"}");
        settleUntilNow();
        refund(account, 2);
        assertThat(books.accruals())
                .containsExactly("bounty -500", "residual -245", "residual -245", "claw_back 245");
        refund(account, 3);
        assertThat(books.accruals())
                .endsWith("claw_back 245", "claw_back 245", "claw_back 500");
        assertThat(balances()).isEmpty();
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 3\"}");
        assertThat(books.accruals()).endsWith("bounty -500", "residual -245");
        assertThat(balances()).isEqualTo(Map.of("retailer", -745L, "bounty", 500L, "commission", 245L));
    }

    @Test
    void aShareThatItsShopGivesBackIsNoDifference() {
        agree("\"residual_percent\": \"5\", \"hold_days\": 0");
        Shelf.Card card = sold();
        String account = redeem(card, name());
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        settleUntilNow();
        Standing share = line("residual", -245);
        takeBack(share, agree(card, share));
        assertThat(books.accruals()).containsExactly("sale 4165", "residual -245", "dispute 245");
        assertThat(books.differences()).isEmpty();
        refund(account, 2);
        assertThat(books.accruals()).hasSize(3);
    }

    @Test
    void whatARefundAndADisputeTakeBackAtOnceIsTakenBackOnce() throws Exception {
        agree("\"residual_percent\": \"5\", \"hold_days\": 0");
        Shelf.Card card = sold();
        String account = redeem(card, name());
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        settleUntilNow();
        Standing share = line("residual", -245);
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                HeldBack held =
                        new HeldBack(
                                world, "SELECT FROM accrual WHERE id = %d FOR UPDATE".formatted(share.id()))) {
            Future<?> refund = threads.submit(() -> refund(account, 2));
            held.awaitWaiting(1);
            Future<Boolean> dispute = threads.submit(() -> isTakenBack(share, agree(card, share)));
            held.awaitWaiting(2);
            held.commit();
            refund.get();
            assertThat(dispute.get()).as("it was taken back before").isFalse();
        }
        assertThat(books.accruals()).containsExactly("sale 4165", "residual -245", "claw_back 245");
    }

    @Test
    void ofTwoClawBacksOfARefundEitherMayBeDisputedAlone() {
        agree("\"bounty\": {\"amount\": \"5.00\", \"currency\": \"EUR\"}, \"residual_percent\": \"5\", \"hold_days\": 0");
        Shelf.Card card = sell(shelf.printed(basic, "P1Y", "giveaway", 1).getFirst());
        String account = redeem(card, name());
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        settleUntilNow();
        refund(account, 2);
        assertThat(books.accruals())
                .containsExactly("bounty -500", "residual -245", "claw_back 245", "claw_back 500");
        settleUntilNow();
        takeBack(clawBack(500), agree(card, clawBack(500)));
        assertThat(books.accruals()).endsWith("claw_back 500", "dispute -500");
        assertThat(books.differences()).isEmpty();
        Standing other = clawBack(245);
        long event = agree(card, other);
        assertThat(books.differences())
                .containsExactly(
                        "Item %s: a claw-back of event %d was disputed rightly and is there still."
                                .formatted(card.serial(), other.reason().event()));
        takeBack(other, event);
        assertThat(books.accruals()).endsWith("dispute -500", "dispute -245");
    }

    @Test
    void aBountyIsDueOnceWhenTheCustomerOfAFreeItemFirstPays() throws Exception {
        agree("\"bounty\": {\"amount\": \"5.00\", \"currency\": \"EUR\"}");
        String name = name();
        redeem(sell(shelf.printed(basic, "P1M", "giveaway", 1).getFirst()), name);
        assertThat(books.accruals()).isEmpty();
        extend(shelf.card(basic, "P1Y"), name);
        extend(shelf.card(basic, "P1Y"), name);
        assertThat(books.accruals()).containsExactly("bounty -500");
        assertThat(balances()).isEqualTo(Map.of("retailer", -500L, "bounty", 500L));
        ReconciliationIT.execute(world, "UPDATE accrual SET kind = 'residual' WHERE kind = 'bounty' AND retailer_id = '%s'".formatted(books.shop().retailer()));
        assertThat(books.differences())
                .anyMatch(line -> line.matches("Account .*: the bounty for time .* is 0, not 500, or another shop's."))
                .anyMatch(line -> line.matches("Account .*: the residual for time .* is 500, not 0, or another shop's."));
        ReconciliationIT.execute(world, "UPDATE accrual SET kind = 'bounty' WHERE kind = 'residual' AND retailer_id = '%s'".formatted(books.shop().retailer()));
    }

    @Test
    void whoPaidFirstIsFoundAlsoWhereNoBountyWasDueForThat() throws Exception {
        String free = redeem(sell(shelf.printed(basic, "P1Y", "giveaway", 1).getFirst()), name());
        String bought = redeem(sold(), name());
        for (String account : List.of(free, bought)) {
            grant(account, "{\"period\": \"P1M\", \"paid\": false, \"reason\": \"Sorry\"}");
            grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
            grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 2\"}");
        }
        String firstPayments =
                """
                SELECT coalesce(seq::text, 'none') FROM account_origin
                LEFT JOIN term_grant ON term_grant.provider_id = account_origin.provider_id AND term_grant.id = paid_by
                WHERE retailer_id = ? ORDER BY account_origin.event
                """;
        assertThat(query(firstPayments)).containsExactly("3", "none");
        ReconciliationIT.execute(world, "UPDATE account_origin SET paid_by = NULL");
        assertThat(query(firstPayments)).containsExactly("none", "none");
        run("202611270835_first_payments.sql");
        assertThat(query(firstPayments)).containsExactly("3", "none");
    }

    @Test
    void aShopGetsItsShareOfTimeThatItsCustomersPayForWithoutAnItem() {
        agree("\"residual_percent\": \"5\"");
        String account = redeem(sold(), name());
        grant(account, "{\"period\": \"P1Y\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        grant(account, "{\"period\": \"P1M\", \"paid\": false, \"reason\": \"Sorry\"}");
        grant(account, "{\"period\": \"P6M\", \"paid\": true, \"reason\": \"Invoice 2\"}");
        // 5 % of 49.00, and of what 183 of 365 days cost.
        assertThat(books.accruals())
                .containsExactly("sale 4165", "residual -245", "residual -123");
    }

    @Test
    void aShopThatBuysOwesWhatIsSentAndGetsNothingBackForSellingIt() {
        Shelf.Card card = shelf.printed(basic, "P1Y", "wholesale", 1).getFirst();
        SerialRange range = SerialRange.between(card.serial(), card.serial());
        stock.shipped(books.shop(), range);
        assertThat(books.accruals()).containsExactly("shipment 4165");
        world.wiring()
                .inventory()
                .receipts()
                .receive(
                        world.caller(),
                        UUID.fromString(query("SELECT id::text FROM shipment WHERE retailer_id = ?").getFirst()),
                        Receipt.ofEverything());
        activate(card.serial());
        redeem(card, name());
        assertThat(books.accruals()).containsExactly("shipment 4165");
        earnOn("2027-04-01");
        assertThat(balances()).containsEntry("revenue", -4900L);
    }

    @Test
    void theTaxOfAMultiPurposeVoucherIsDueWhenItIsRedeemed() {
        request("PATCH", "/api/v1/retailers/" + books.shop().retailer(), "{\"country\": \"DE\"}");
        Shelf.Card card = shelf.printed(basic, "P1Y", "consignment", 1).getFirst();
        tax(card, "{\"country\": \"DE\", \"percent\": \"19\"}");
        sell(card);
        assertThat(books.query("SELECT tax_minor || ' ' || commission_tax_minor || ' ' || country FROM accrual WHERE retailer_id = ?"))
                .containsExactly("782 117 DE");
        assertThat(balances())
                .isEqualTo(Map.of("retailer", 4165L, "commission", 618L, "tax", 117L, "deferred_revenue", -4900L));
        // What is set later counts for the redemption, not for the sale.
        world.clock().forward(Duration.ofDays(1));
        tax(card, "{\"country\": \"DE\", \"percent\": \"7\"}");
        redeem(card, name());
        assertThat(balances()).containsEntry("tax", 117L - 321L).containsEntry("deferred_revenue", -4579L);
        earnOn("2027-04-01");
        assertThat(balances()).containsEntry("revenue", -4579L).doesNotContainKey("deferred_revenue");
    }

    @Test
    void whatWasBookedKeepsItsDayWhenTheCalendarGetsAnotherZone() {
        request("PATCH", "/api/v1/retailers/" + books.shop().retailer(), "{\"country\": \"DE\"}");
        agree("\"residual_percent\": \"50\", \"hold_days\": 0");
        Shelf.Card card = shelf.printed(basic, "P1Y", "consignment", 1).getFirst();
        tax(card, "{\"country\": \"DE\", \"percent\": \"19\"}");
        tax(card, "{\"country\": \"DE\", \"percent\": \"7\", \"valid_from\": \"2026-03-11\"}");
        // Half an hour before midnight in winter, and so it is half a year later in summer.
        world.clock().set(Instant.parse("2026-03-10T22:30:00Z"));
        String account = redeem(sell(card), name());
        grant(account, "{\"period\": \"P6M\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        List<String> before = books.accruals();
        String zone =
                world.wiring()
                        .transactions()
                        .read(world.caller(), world.wiring().access().providers()::of)
                        .zone()
                        .getId();
        assertThat(zone).isEqualTo("Europe/Berlin");
        try {
            world.clock().forward(Duration.ofHours(1));
            // There it is an hour later than in Berlin in winter, and not in summer.
            request("PATCH", "/api/v1/provider", "{\"time_zone\": \"Africa/Johannesburg\"}");
            assertThat(books.differences()).isEmpty();
            assertThat(books.accruals()).isEqualTo(before);
            assertThat(get("/api/v1/accruals?from=2026-03-10&to=2026-03-10", key)).contains(card.serial().toString());
            assertThat(get("/api/v1/accruals?from=2026-03-11&to=2026-03-11", key))
                    .doesNotContain(card.serial().toString());

            world.clock().set(Instant.parse("2027-06-10T10:00:00Z"));
            refund(account, 2);
            assertThat(books.differences()).isEmpty();
        } finally {
            world.clock().forward(Duration.ofHours(1));
            request("PATCH", "/api/v1/provider", "{\"time_zone\": \"%s\"}".formatted(zone));
        }
    }

    @Test
    void whatEarlierVersionsRefundedByTheDaysOfAnotherCalendarIsAsItShouldBe() throws Exception {
        agree("\"residual_percent\": \"50\", \"hold_days\": 0");
        Shelf.Card card = shelf.printed(basic, "P1Y", "consignment", 1).getFirst();
        // Half an hour before midnight.
        world.clock().set(Instant.parse("2026-03-10T22:30:00Z"));
        String account = redeem(sell(card), name());
        grant(account, "{\"period\": \"P6M\", \"paid\": true, \"reason\": \"Invoice 1\"}");
        try {
            world.clock().forward(Duration.ofHours(1));
            request("PATCH", "/api/v1/provider", "{\"time_zone\": \"Africa/Johannesburg\"}");
            world.clock().set(Instant.parse("2027-06-10T10:00:00Z"));
            // They knew of no calendar but the one of that moment.
            List<String> past =
                    world.database()
                            .rows(
                                    "SELECT format('(%L, %L, %L)', provider_id, until, time_zone) FROM past_time_zone");
            world.database().execute("DELETE FROM past_time_zone");
            refund(account, 2);
            world.database()
                    .execute(
                            "INSERT INTO past_time_zone (provider_id, until, time_zone) VALUES "
                                    + String.join(", ", past));
            assertThat(books.differences()).isNotEmpty();
            world.database().execute("ALTER TABLE term_grant DROP days_by_refund");
            String step = "/migrations/steps/202611301102_past_time_zones.sql";
            try (InputStream sql = Migrations.class.getResourceAsStream(step)) {
                String all = new String(requireNonNull(sql).readAllBytes(), UTF_8);
                world.database().execute(all.substring(all.indexOf("ALTER TABLE term_grant")));
            }
            // Others are refunded as this version does it.
            world.database()
                    .execute(
                            "UPDATE term_grant SET days_by_refund = false WHERE account_id <> '%s'"
                                    .formatted(account));
            assertThat(books.differences()).isEmpty();
        } finally {
            world.clock().forward(Duration.ofHours(1));
            request("PATCH", "/api/v1/provider", "{\"time_zone\": \"Europe/Berlin\"}");
        }
    }

    @Test
    void theTaxOfASinglePurposeVoucherIsDueWhenItIsSold() {
        request("PATCH", "/api/v1/retailers/" + books.shop().retailer(), "{\"country\": \"DE\"}");
        Shelf.Card card = shelf.printed(basic, "P1Y", "consignment", 1).getFirst();
        tax(card, "{\"country\": \"DE\", \"percent\": \"19\", \"voucher\": \"single_purpose\"}");
        sell(card);
        assertThat(balances())
                .isEqualTo(Map.of("retailer", 4165L, "commission", 618L, "tax", -665L, "deferred_revenue", -4118L));
        redeem(card, name());
        earnOn("2027-04-01");
        assertThat(balances()).containsEntry("tax", -665L).containsEntry("revenue", -4118L);
        assertThat(get("/api/v1/products/" + product(card) + "/tax-rates", key))
                .contains("\"country\":\"DE\",\"percent\":\"19\",\"voucher\":\"single_purpose\"");
        for (String wrong :
                List.of(
                        "{\"country\": \"XX\", \"percent\": \"19\"}",
                        "{\"country\": \"DE\", \"percent\": \"190\"}",
                        "{\"country\": \"DE\", \"percent\": \"19\", \"valid_from\": \"2020-01-01\"}")) {
            assertThat(send("PUT", "/api/v1/products/" + product(card) + "/tax-rates", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    @Test
    void theRevenueOfARunIsKnownForAnyDay() {
        List<Shelf.Card> cards = shelf.printed(basic, "P1Y", "consignment", 2);
        cards.forEach(this::sell);
        redeem(cards.getFirst(), name());
        earnOn("2026-06-01");
        int run = cards.getFirst().serial().run();
        assertThat(revenue(run, "2026-02-28")).isEmpty();
        assertThat(revenue(run, "2026-03-01")).isEqualTo("97.87 0.13 0.00");
        assertThat(revenue(run, "2026-03-31")).isEqualTo("93.84 4.16 0.00");
        assertThat(revenue(run, "2027-02-28")).isEqualTo("49.00 49.00 0.00");
    }

    @Test
    void whatWasReportedOfADayStaysWhateverIsTakenBackOrMovedLater() {
        agree("\"hold_days\": 0");
        List<Shelf.Card> cards = shelf.printed(basic, "P1Y", "consignment", 2);
        cards.forEach(this::sell);
        String name = name();
        String account = redeem(cards.getFirst(), name);
        extend(cards.getLast(), name);
        int run = cards.getFirst().serial().run();
        earnOn("2026-04-01");
        assertThat(revenue(run, "2026-03-31")).isEqualTo("93.84 4.16 0.00");
        assertThat(revenue(run, "2027-03-31")).isEqualTo("44.85 53.15 0.00");
        world.clock().set(Instant.parse("2026-05-30T10:00:00Z"));
        refund(account, 1);
        world.clock().set(Instant.parse("2026-06-10T10:00:00Z"));
        acceptDispute(cards.getFirst());
        List<String> days = List.of("2026-03-31", "2026-05-29", "2026-05-30", "2026-06-09", "2026-06-10");
        List<String> reported = List.of("93.84 4.16 0.00", "85.92 12.08 0.00", "48.87 12.21 0.00", "47.53 13.55 0.00", "47.39 1.61 0.00");
        assertThat(days).map(day -> revenue(run, day)).isEqualTo(reported);
        world.wiring().settlement().ledger().transfers().look();
        assertThat(days).map(day -> revenue(run, day)).isEqualTo(reported);
    }

    @Test
    void theRevenueOfARunIsTheSameWhetherItsTransfersAreReadOrCounted() {
        List<Shelf.Card> cards = shelf.printed(basic, "P1Y", "consignment", 5);
        int run = cards.getFirst().serial().run();
        // In Berlin it is midnight at eleven.
        sellAt("2026-03-10T09:00:00Z", cards.get(0));
        sellAt("2026-03-10T22:59:59Z", cards.get(1));
        sellAt("2026-03-10T23:00:00Z", cards.get(2));
        List<String> read = revenue(run);
        assertThat(read)
                .containsExactly("", "98.00 0.00 0.00", "147.00 0.00 0.00", "147.00 0.00 0.00");
        world.wiring().settlement().ledger().transfers().look();
        assertThat(revenue(run)).isEqualTo(read);
        sellAt("2026-03-10T22:59:00Z", cards.get(3));
        sellAt("2026-03-11T23:00:00Z", cards.get(4));
        read = revenue(run);
        assertThat(read)
                .containsExactly("", "147.00 0.00 0.00", "196.00 0.00 0.00", "245.00 0.00 0.00");
        world.wiring().settlement().ledger().transfers().look();
        assertThat(revenue(run)).isEqualTo(read);
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT day || ' ' || left_minor FROM counted_revenue WHERE run = %d ORDER BY day"
                                                .formatted(run)))
                .containsExactly("2026-03-10 19600", "2026-03-11 4900");
    }

    @Test
    void aMonthIsWhatTheDaysAtItsEndsSayWhetherTransfersAreReadOrCounted() {
        List<Shelf.Card> cards = shelf.printed(basic, "P1Y", "consignment", 4);
        List<Shelf.Card> others = shelf.printed(basic, "P2Y", "consignment", 2);
        // In Berlin it is midnight at ten.
        sellAt("2026-03-31T21:59:59Z", cards.get(0));
        sellAt("2026-03-31T21:59:59Z", others.get(0));
        sellAt("2026-03-31T22:00:00Z", cards.get(1));
        sellAt("2026-03-31T22:00:00Z", others.get(1));
        String account = redeem(cards.get(0), name());
        redeem(cards.get(1), name());
        redeem(others.get(0), name());
        monthsAreThoseOfTheirDays("2026-03-31");
        world.wiring().settlement().ledger().transfers().look();
        monthsAreThoseOfTheirDays("2026-03-31");
        sellAt("2026-04-30T21:59:00Z", cards.get(2));
        sellAt("2026-04-30T22:01:00Z", cards.get(3));
        world.clock().set(Instant.parse("2026-05-30T10:00:00Z"));
        refund(account, 1);
        monthsAreThoseOfTheirDays("2026-04-30");
        world.wiring().settlement().ledger().transfers().look();
        monthsAreThoseOfTheirDays("2026-04-30");
    }

    /** What was deferred by then is not nothing. */
    private void monthsAreThoseOfTheirDays(String last) {
        LedgerBooks ledger =
                new LedgerBooks(
                        world.wiring().transactions(), world.wiring().access().providers());
        LocalDate today =
                LocalDate.ofInstant(world.clock().instant(), ZoneId.of("Europe/Berlin"));
        List<String> months = new ArrayList<>();
        for (int ago = 0; ago < 12; ago++) {
            YearMonth month = YearMonth.from(today).minusMonths(ago);
            LocalDate end = month.atEndOfMonth().isAfter(today) ? today : month.atEndOfMonth();
            List<LedgerBooks.Revenue> later = ledger.revenue(world.caller(), end);
            List<LedgerBooks.Revenue> earlier =
                    ledger.revenue(world.caller(), month.minusMonths(1).atEndOfMonth());
            if (!later.isEmpty()) {
                months.add(
                        "%s %d %d %d"
                                .formatted(
                                        month,
                                        sum(later, LedgerBooks.Revenue::deferred),
                                        sum(later, LedgerBooks.Revenue::earned)
                                                - sum(earlier, LedgerBooks.Revenue::earned),
                                        sum(later, LedgerBooks.Revenue::breakage)
                                                - sum(earlier, LedgerBooks.Revenue::breakage)));
            }
        }
        assertThat(ledger.overview(world.caller(), null, 12).months())
                .extracting(
                        month ->
                                "%s %d %d %d"
                                        .formatted(
                                                month.month(),
                                                month.deferred().minor(),
                                                month.earned().minor(),
                                                month.breakage().minor()))
                .isEqualTo(months);
        assertThat(sum(ledger.revenue(world.caller(), LocalDate.parse(last)), LedgerBooks.Revenue::deferred))
                .isPositive();
    }

    private static long sum(
            List<LedgerBooks.Revenue> runs, Function<LedgerBooks.Revenue, Money> amount) {
        return runs.stream().map(amount).mapToLong(Money::minor).sum();
    }

    @Test
    void whatTermsEarnIsTheSameWhetherTheyAreReadOrCountedAndHoweverTheyChange() {
        List<Shelf.Card> cards = shelf.printed(basic, "P1Y", "consignment", 3);
        cards.forEach(this::sell);
        String account = redeem(cards.get(0), name());
        redeem(cards.get(1), name());
        int run = cards.getFirst().serial().run();
        String before = revenue(run, "2026-05-30");
        assertThat(before).isEqualTo("122.56 24.44 0.00");
        world.wiring().settlement().ledger().transfers().look();
        assertThat(countedItems(run)).containsExactly("4900 2");
        assertThat(revenue(run, "2026-05-30")).isEqualTo(before);
        redeem(cards.get(2), name());
        world.clock().set(Instant.parse("2026-05-30T10:00:00Z"));
        refund(account, 1);
        String after = revenue(run, "2026-06-30");
        assertThat(revenue(run, "2026-02-28")).isEmpty();
        assertThat(countedItems(run)).as("as it was").containsExactly("4900 2");
        world.wiring().settlement().ledger().transfers().look();
        assertThat(countedItems(run)).containsExactly("1208 1", "4900 2");
        assertThat(revenue(run, "2026-06-30")).isEqualTo(after);
    }

    @Test
    void termsAreCountedPartByPartEachOnceAndWhatSomebodyIsChangingNextTime() throws Exception {
        List<Shelf.Card> cards = shelf.printed(basic, "P1Y", "consignment", 5);
        cards.forEach(this::sell);
        cards.forEach(card -> redeem(card, name()));
        List<Long> serials = cards.stream().map(card -> card.serial().value()).toList();
        int run = cards.getFirst().serial().run();
        try (Connection other = world.database().connect()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute("SELECT FROM deferral WHERE serial = %d FOR UPDATE".formatted(serials.get(1)));
            assertThat(countTerms(serials.get(0) - 1)).hasValue(serials.get(2));
            assertThat(countTerms(serials.get(2))).hasValue(serials.get(4));
            assertThat(countTerms(serials.get(4))).isEmpty();
            assertThat(countedItems(run)).containsExactly("4900 4");
        }
        world.wiring().settlement().ledger().transfers().look();
        world.wiring().settlement().ledger().transfers().look();
        assertThat(countedItems(run)).containsExactly("4900 5");
    }

    @Test
    void aSaleWaitsForWhatIsJustAgreedOnAndCountsByIt() throws Exception {
        Shelf.Card card = received();
        Future<?> sale =
                saleDuring(card, () -> agreeOnCommission("25"), "INSERT INTO audit_entry");
        sale.get();
        assertThat(books.accruals()).containsExactly("sale 3675");
    }

    @Test
    void aSaleWaitsForATaxThatIsJustSetAndCountsByIt() throws Exception {
        request("PATCH", "/api/v1/retailers/" + books.shop().retailer(), "{\"country\": \"DE\"}");
        Shelf.Card card = received();
        Future<?> sale =
                saleDuring(
                        card,
                        () -> tax(card, "{\"country\": \"DE\", \"percent\": \"19\"}"),
                        "INSERT INTO audit_entry");
        sale.get();
        assertThat(books.query("SELECT tax_minor::text FROM accrual WHERE retailer_id = ?"))
                .containsExactly("782");
    }

    @Test
    void whatIsAgreedOnDuringASaleCountsFromTheEndOfThatOn() throws Exception {
        Shelf.Card card = received();
        Instant asked = world.clock().instant();
        world.clock().forward(Duration.ofSeconds(1));
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                HeldBack watch = new HeldBack(world, "SELECT 1")) {
            List<Future<?>> agreement = new ArrayList<>();
            world.during(
                    () -> activate(card.serial()),
                    "INSERT INTO accrual",
                    () -> {
                        world.clock().set(asked);
                        agreement.add(threads.submit(() -> agreeOnCommission("25")));
                        awaitOneWaiting(watch);
                        world.clock().forward(Duration.ofSeconds(2));
                    });
            agreement.getFirst().get();
        }
        assertThat(books.accruals()).containsExactly("sale 4165");
    }

    /** A sale a second after something is set, of which it sees nothing yet. */
    private Future<?> saleDuring(Shelf.Card card, Runnable setting, String words) throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                HeldBack watch = new HeldBack(world, "SELECT 1")) {
            List<Future<?>> sale = new ArrayList<>();
            world.during(
                    setting,
                    words,
                    () -> {
                        world.clock().forward(Duration.ofSeconds(1));
                        sale.add(threads.submit(() -> activate(card.serial())));
                        awaitOneWaiting(watch);
                    });
            return sale.getFirst();
        }
    }

    private static void awaitOneWaiting(HeldBack watch) {
        assertThatCode(() -> watch.awaitWaiting(1)).doesNotThrowAnyException();
    }

    private Shelf.Card received() {
        Shelf.Card card = shelf.printed(basic, "P1Y", "consignment", 1).getFirst();
        stock.received(books.shop(), SerialRange.between(card.serial(), card.serial()));
        return card;
    }

    private void agreeOnCommission(String percent) {
        post(
                "/api/v1/retailers/" + books.shop().retailer() + "/agreements",
                "{\"commission_percent\": \"%s\"}".formatted(percent));
    }

    private void run(String step) throws Exception {
        try (InputStream sql = Migrations.class.getResourceAsStream("/migrations/steps/" + step)) {
            world.database().execute(new String(requireNonNull(sql).readAllBytes(), UTF_8));
        }
    }

    private OptionalLong countTerms(long after) {
        return world.wiring()
                .transactions()
                .write(world.caller(), tx -> new CountedTermRepository(tx).count(after, 2));
    }

    private List<String> countedItems(int run) {
        return world.database()
                .rows(
                        "SELECT amount_minor || ' ' || items FROM counted_term WHERE run = %d AND items <> 0 ORDER BY amount_minor"
                                .formatted(run));
    }

    private void sellAt(String time, Shelf.Card card) {
        world.clock().set(Instant.parse(time));
        sell(card);
    }

    private List<String> revenue(int run) {
        return List.of(
                revenue(run, "2026-03-09"),
                revenue(run, "2026-03-10"),
                revenue(run, "2026-03-11"),
                revenue(run, "2026-03-12"));
    }

    @Test
    void aRetailerSeesItsOwnAccrualsAndTheOfficeTheAccounts() {
        sold();
        String id = books.shop().retailer().toString();
        assertThat(get("/api/v1/accruals?state=held&from=2026-03-01&to=2026-03-01&retailer=" + id, key))
                .contains("\"kind\":\"sale\"", "\"amount\":{\"amount\":\"41.65\",\"currency\":\"EUR\"}");
        assertThat(get("/api/v1/accruals?state=payable&retailer=" + id, key))
                .isEqualTo("{\"items\":[],\"next\":null}");
        String theirs = retailerKey();
        assertThat(get("/api/v1/accruals", theirs)).containsOnlyOnce("\"serial\"");
        assertThat(get("/api/v1/ledger/balances?retailer=" + id, key))
                .isEqualTo(
                        "{\"items\":[{\"account\":\"commission\",\"balance\":{\"amount\":\"7.35\",\"currency\":\"EUR\"}},{\"account\":\"deferred_revenue\",\"balance\":{\"amount\":\"-49.00\",\"currency\":\"EUR\"}},{\"account\":\"retailer\",\"balance\":{\"amount\":\"41.65\",\"currency\":\"EUR\"}}],\"next\":null}");
        assertThat(send("/api/v1/ledger/balances", theirs).statusCode()).isEqualTo(403);
    }

    private String revenue(int run, String day) {
        String answer = get("/api/v1/ledger/revenue?day=" + day, key);
        return answer.lines()
                .flatMap(line -> Arrays.stream(line.split("\"run\":")))
                .filter(row -> row.startsWith(run + ","))
                .map(row -> row.replaceAll("(?s).*?\"amount\":\"([^\"]*)\".*?\"amount\":\"([^\"]*)\".*?\"amount\":\"([^\"]*)\".*", "$1 $2 $3"))
                .findAny()
                .orElse("");
    }

    private String retailerKey() {
        return world.wiring()
                .access()
                .apiKeys()
                .make(world.caller(), "Theirs", books.shop().retailer())
                .key();
    }

    private String get(String path, String bearer) {
        HttpResponse<String> answer = send(path, bearer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(String path, String bearer) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Accept", "application/json")
                        .build());
    }

    private Shelf.Card sold() {
        return sell(shelf.printed(basic, "P1Y", "consignment", 1).getFirst());
    }

    private Shelf.Card sell(Shelf.Card card) {
        stock.received(books.shop(), SerialRange.between(card.serial(), card.serial()));
        activate(card.serial());
        return card;
    }

    private void activate(SerialNumber serial) {
        world.wiring()
                .retail()
                .activations()
                .activate(
                        stock.callerOf(books.shop()),
                        new NewActivation(
                                serial.toString(),
                                books.shop().till().id().toString(),
                                serial.toString(),
                                null,
                                null),
                        null);
    }

    private String redeem(Shelf.Card card, String name) {
        String answer =
                post(
                        "/api/v1/redemptions",
                        "{\"code\": \"%s\", \"new_account\": {\"name\": \"%2$s\", \"email\": \"a@b.example\", \"username\": \"%2$s\"}}"
                                .formatted(card.code(), name));
        return answer.replaceAll("(?s).*\"account\":\"([^\"]*)\".*", "$1");
    }

    private void extend(Shelf.Card card, String name) {
        post(
                "/api/v1/redemptions",
                "{\"code\": \"%s\", \"username\": \"%s\"}".formatted(card.code(), name));
    }

    /** Puts an account on another plan, with a card of that which the shop sold. */
    private void convert(String term, String account, String name) {
        UUID other = shelf.plan("Plan of " + name, 200_000_000_000L);
        Shelf.Card card = sell(shelf.printed(other, term, "consignment", 1).getFirst());
        String shown =
                post(
                        "/api/v1/redemptions/preview",
                        "{\"code\": \"%s\", \"account\": \"%s\", \"other_plan\": \"convert\"}"
                                .formatted(card.code(), account));
        post(
                "/api/v1/redemptions",
                "{\"code\": \"%s\", \"username\": \"%s\", \"other_plan\": \"convert\", \"conversion\": {%s}}"
                        .formatted(
                                card.code(),
                                name,
                                shown.replaceAll(
                                        "(?s).*(\"old_plan\":\"[^\"]*\").*(\"remaining_days\":\\d+).*(\"converted_days\":\\d+).*",
                                        "$1, $2, $3")));
    }

    private void grant(String account, String body) {
        post("/api/v1/accounts/" + account + "/grants", body);
    }

    /** Takes back what is left of the account's grant with this place in its list. */
    private void refund(String account, int place) {
        String grant =
                query(
                                """
                                SELECT term_grant.id::text FROM term_grant JOIN account_origin USING (account_id)
                                WHERE retailer_id = ? AND seq = %d AND account_id = '%s'
                                """
                                        .formatted(place, account))
                        .getFirst();
        post(
                "/api/v1/accounts/" + account + "/refunds",
                "{\"grant\": \"%s\", \"reason\": \"Chargeback\"}".formatted(grant));
    }

    /** Has a year that a card brings begin on another day. */
    private void move(Shelf.Card card, String first) {
        LocalDate from = LocalDate.parse(first);
        int moved =
                world.wiring()
                        .transactions()
                        .write(
                                world.caller(),
                                tx ->
                                        new DeferralRepository(tx)
                                                .move(card.serial().value(), from, from.plusYears(1)));
        assertThat(moved).isOne();
    }

    private void settleUntilNow() {
        world.clock().forward(Duration.ofSeconds(1));
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            new Settled().close(tx, books.shop().retailer(), tx.now());
                            return true;
                        });
    }

    /** Charges the shop for the card, and agrees that it need not pay. */
    private void acceptDispute(Shelf.Card card) {
        settleUntilNow();
        Standing line =
                accruals(accruals -> accruals.standing(List.of(card.serial().value())).getFirst());
        takeBack(line, agree(card, line));
    }

    private Standing clawBack(long minor) {
        return line("claw_back", minor);
    }

    private Standing line(String kind, long minor) {
        String id =
                query(
                                "SELECT id::text FROM accrual WHERE retailer_id = ? AND kind = '%s' AND amount_minor = %d"
                                        .formatted(kind, minor))
                        .getFirst();
        return accruals(accruals -> accruals.standing(Long.parseLong(id)).orElseThrow());
    }

    private <T> T accruals(Function<AccrualRepository, T> reader) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> reader.apply(new AccrualRepository(tx)));
    }

    /** Notes that the shop is right; the position of the event that says so. */
    private long agree(Shelf.Card card, Standing line) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                new ItemNotes(new EventLog())
                                        .append(
                                                tx,
                                                card.serial(),
                                                ItemNotes.DISPUTE_ACCEPTED,
                                                line.reason().event(),
                                                Map.of()));
    }

    private void takeBack(Standing line, long event) {
        assertThat(isTakenBack(line, event)).isTrue();
    }

    private boolean isTakenBack(Standing line, long event) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> new Disputing(new Settled()).takeBack(tx, line.id(), event));
    }

    private void agree(String terms) {
        post(
                "/api/v1/retailers/" + books.shop().retailer() + "/agreements",
                "{\"commission_percent\": \"15\", " + terms + "}");
    }

    private void tax(Shelf.Card card, String body) {
        request("PUT", "/api/v1/products/" + product(card) + "/tax-rates", body);
    }

    private UUID product(Shelf.Card card) {
        return stock.item(card.serial()).product();
    }

    private String post(String path, String body) {
        return request("POST", path, body);
    }

    private String request(String method, String path, String body) {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private void earnOn(String day) {
        world.clock().set(Instant.parse(day + "T10:00:00Z"));
        world.wiring().settlement().ledger().earnings().look();
    }

    private String name() {
        return "customer-" + ++names;
    }

    private Map<String, Long> balances() {
        return books.balances();
    }

    private List<String> query(String sql) {
        return books.query(sql);
    }
}
