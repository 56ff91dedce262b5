package io.counterfoil.redemption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.accounts.AccountPatch;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.GrantCare;
import io.counterfoil.accounts.GrantRequest;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.RefundRequest;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.redemption.Shelf.Card;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All cards cost 49.00, whatever their term; the clock stands in Berlin's winter. */
class OtherPlanIT {
    private static final long GB = 1_000_000_000L;
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");
    private static final String PASSWORD = "correct horse battery";

    private TestWorld world;
    private Shelf shelf;
    private Redemptions redemptions;
    private OtherPlans plans;
    private UUID basic;
    private UUID select;
    private Caller visitor;
    private UUID anna;

    @BeforeEach
    void openAnAccountForAMonth() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        redemptions = world.wiring().redemption().redemptions();
        plans = world.wiring().redemption().otherPlans();
        basic = shelf.plan("Basic", 50 * GB);
        select = shelf.plan("Select", 200 * GB);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
        anna =
                redemptions
                        .open(
                                visitor,
                                PROVIDER,
                                shelf.card(basic, "P1M").code(),
                                new NewAccount("Anna", "anna@example.com", "anna", PASSWORD))
                        .account();
    }

    @AfterEach
    void stop() {
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        assertThat(world.wiring().transactions().read(system, new TermCheck()::faults)).isEmpty();
        world.close();
    }

    @Test
    void aConversionIsShownWithItsArithmeticAndThenDone() {
        Card card = shelf.card(select, "P1Y");
        Preview preview = preview(card, OtherPlan.CONVERT);
        // 31 January to 28 February; a day of the month costs twelve times one of the year.
        ConversionView sum = requireNonNull(preview.conversion());
        assertThat(sum.oldPlanName()).isEqualTo("Basic");
        assertThat(sum.remainingDays()).isEqualTo(28);
        assertThat(sum.convertedDays()).isEqualTo(336);
        assertThat(requireNonNull(sum.oldPrice()).amount()).isEqualTo("49.00");
        // 336 days after 31 January 2026 is 2 January 2027.
        Instant end = Instant.parse("2028-01-02T10:00:00Z");
        assertThat(preview.newEnd()).isEqualTo(end);

        assertThat(convert(card, sum).termEndsAt()).isEqualTo(end);
        AccountView view = view(anna);
        assertThat(view.planName()).isEqualTo("Select");
        assertThat(view.planVersion()).isEqualTo(1);
        assertThat(view.quotas().hardBytes()).isEqualTo(200 * GB);
        assertThat(view.term().endsAt()).isEqualTo(end);
        assertThat(view.term().state()).isEqualTo("active");
        assertThat(grants(anna))
                .containsExactly(
                        "redemption to 2026-02-28",
                        "conversion to 2027-01-02",
                        "redemption to 2028-01-02");
        assertThat(events(anna)).endsWith("converted");
    }

    @Test
    void whatWasShownAndHasChangedIsNotDone() {
        Card card = shelf.card(select, "P1Y");
        ConversionView shown = requireNonNull(preview(card, OtherPlan.CONVERT).conversion());
        world.clock().forward(Duration.ofDays(1));
        assertThatThrownBy(() -> convert(card, shown))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("27 days that remain become 324 days of the plan Select");
        assertThat(view(anna).planName()).isEqualTo("Basic");

        // More than the other plan gives, by hand, stays; and is shown before.
        AccountPatch more = new AccountPatch();
        more.setHardQuotaBytes(2000 * GB);
        world.wiring().customers().accountCare().change(world.caller(), anna, more, true);
        ConversionView now = requireNonNull(preview(card, OtherPlan.CONVERT).conversion());
        assertThat(now.newHardQuotaBytes()).isEqualTo(2000 * GB);
        convert(card, now);
        assertThat(view(anna).planName()).isEqualTo("Select");
        assertThat(view(anna).quotas().hardBytes()).isEqualTo(2000 * GB);
        assertThatThrownBy(() -> convert(card, shown)).isInstanceOf(Refused.class);
    }

    @Test
    void afterAConversionTheNewPlansPriceCounts() {
        Card card = shelf.card(select, "P1Y");
        convert(card, requireNonNull(preview(card, OtherPlan.CONVERT).conversion()));
        ConversionView back =
                requireNonNull(
                        preview(shelf.card(basic, "P1Y"), OtherPlan.CONVERT).conversion());
        // All of it is worth the price of the newest card now: 336 + 365 days, one for one.
        assertThat(back.convertedDays()).isEqualTo(back.remainingDays()).isEqualTo(701);
    }

    @Test
    void eachPartOfTheTimeCountsAtThePriceOfItsOwnCard() {
        extend("P1Y");
        // 28 days of a card that costs twelve times as much a day, and 365.
        assertThat(sum("P1Y").remainingDays()).isEqualTo(393);
        assertThat(sum("P1Y").convertedDays()).isEqualTo(336 + 365);
        extend("P1M");
        assertThat(sum("P1Y").remainingDays()).isEqualTo(421);
        assertThat(sum("P1Y").convertedDays()).isEqualTo(336 + 365 + 336);
    }

    @Test
    void aCardOfWhichAllWasTakenBackSetsNoPriceAlsoIfItsTermWasNamed() {
        Card year = shelf.card(basic, "P1Y");
        world.wiring().redemption().redemptions().extend(visitor, PROVIDER, year.code(), "anna", null);
        GrantCare care = world.wiring().customers().grantCare();
        UUID grant = care.list(world.caller(), anna, Listing.first()).items().getFirst().id();
        care.refund(
                world.caller(),
                anna,
                new RefundRequest(grant.toString(), "P1Y", "Paid by mistake", null));
        ConversionView sum =
                requireNonNull(
                        preview(shelf.card(select, "P1Y"), OtherPlan.CONVERT).conversion());
        assertThat(sum.remainingDays()).isEqualTo(28);
        assertThat(sum.convertedDays()).isEqualTo(336);
    }

    @Test
    void timeThatWasOverOrGivenAwayBecomesNone() {
        world.clock().forward(Duration.ofDays(60));
        Card card = shelf.card(select, "P1M");
        ConversionView over = requireNonNull(preview(card, OtherPlan.CONVERT).conversion());
        assertThat(over.remainingDays()).isZero();
        assertThat(convert(card, over).termEndsAt())
                .isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));

        giveAway(select);
        ConversionView given =
                requireNonNull(
                        preview(shelf.card(basic, "P1Y"), OtherPlan.CONVERT).conversion());
        assertThat(given.remainingDays()).isPositive();
        assertThat(given.oldPrice()).isNull();
        assertThat(given.convertedDays()).isZero();
    }

    @Test
    void timeThatWasPaidForWithoutACardIsNotTakenForNothing() {
        Card card = shelf.card(select, "P1Y");
        UUID bert =
                world.wiring()
                        .customers()
                        .opening()
                        .open(
                                world.caller(),
                                new OpeningRequest(
                                        null,
                                        "Bert",
                                        null,
                                        basic.toString(),
                                        null,
                                        null,
                                        "bert@example.com",
                                        "bert",
                                        PASSWORD,
                                        null,
                                        null,
                                        "P1Y"))
                        .account();
        assertThatThrownBy(
                        () -> plans.preview(visitor, PROVIDER, card.code(), bert, OtherPlan.CONVERT))
                .hasMessageContaining("paid for without a card");
        assertThat(
                        plans.preview(
                                        visitor,
                                        PROVIDER,
                                        card.code(),
                                        bert,
                                        OtherPlan.SECOND_ACCOUNT)
                                .newEnd())
                .isNotNull();

        GrantCare grants = world.wiring().customers().grantCare();
        grants.grant(world.caller(), anna, new GrantRequest("P30D", true, "Invoice 17"));
        assertThat(requireNonNull(preview(card, OtherPlan.CONVERT).conversion()).convertedDays())
                .as("her card tells what a day costs")
                .isPositive();
    }

    @Test
    void aSecondAccountHoldsTheCustomerBeforeTheCodeAsAChangeOfThePlanDoes() {
        Card card = shelf.card(select, "P1Y");
        List<String> statements =
                world.statementsOf(() -> second(card, "anna-select"));
        assertThat(first(statements, "FROM customer ")).isLessThan(first(statements, "UPDATE serial_item"));
    }

    private static int first(List<String> statements, String words) {
        return IntStream.range(0, statements.size())
                .filter(i -> statements.get(i).contains(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void paidTimeIsNotChangedForACardWithoutAPrice() {
        Card free = shelf.card(select, "P1M");
        giveAway(select);
        assertThatThrownBy(() -> preview(free, OtherPlan.CONVERT))
                .hasMessageContaining("This card has no price");
        assertThat(preview(free, OtherPlan.SECOND_ACCOUNT).newEnd())
                .isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));
    }

    @Test
    void aSecondAccountIsOfTheSameCustomerAndThereIsOneForEachPlan() {
        Redemption second = second(shelf.card(select, "P1Y"), "anna-select");
        assertThat(second.temporaryPassword()).isNotNull();
        assertThat(second.repository()).isNotNull();
        assertThat(customer(second.account())).isEqualTo(customer(anna));
        assertThat(view(anna).planName()).isEqualTo("Basic");
        assertThat(view(second.account()).planName()).isEqualTo("Select");
        assertThat(view(second.account()).email()).isEqualTo("anna@example.com");

        Card another = shelf.card(select, "P1Y");
        assertThatThrownBy(() -> second(another, "anna-3"))
                .hasMessageContaining("The account anna-select has the plan Select already");
        assertThatThrownBy(() -> preview(another, OtherPlan.CONVERT))
                .hasMessageContaining("extend that account with it");
        UUID third = shelf.plan("Third", GB);
        assertThatThrownBy(() -> second(shelf.card(third, "P1Y"), "anna"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whoeverIsNotTheHolderIsNotToldWhatTheOtherAccountIsCalled() {
        Card another = shelf.card(select, "P1Y");
        second(shelf.card(select, "P1Y"), "anna-select");
        Visitor anybody = Visitor.program("192.0.2.7");
        for (OtherPlan way : OtherPlan.values()) {
            assertThatThrownBy(() -> plans.preview(visitor, anybody, another.code(), anna, way))
                    .hasMessageContaining("Another account of this customer has the plan Select")
                    .hasMessageNotContaining("anna-select");
            assertThatThrownBy(() -> plans.previewOwn(visitor, anybody, another.code(), anna, way))
                    .hasMessageContaining("The account anna-select has the plan Select");
        }
    }

    @Test
    void ofTwoAtOnceOneGetsTheCustomersOnlyAccountOfThePlan() throws Exception {
        Card one = shelf.card(select, "P1Y");
        Card other = shelf.card(select, "P1Y");
        ConversionView shown = requireNonNull(preview(one, OtherPlan.CONVERT).conversion());
        List<Callable<Redemption>> attempts =
                List.of(() -> convert(one, shown), () -> second(other, "anna-select"));
        int done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<Redemption> attempt : threads.invokeAll(attempts)) {
                if (attempt.state() == Future.State.SUCCESS) {
                    done++;
                } else {
                    assertThat(attempt.exceptionNow()).isInstanceOf(Refused.class);
                }
            }
        }
        assertThat(done).isEqualTo(1);
    }

    /** A year of a cheap plan is not a year of a dear one. */
    @Test
    void aCodeOfThePlanBeforeIsNotSpentBesideAConversion() {
        Card cheap = shelf.card(basic, "P1Y");
        Card dear = shelf.card(select, "P1Y");
        ConversionView shown = requireNonNull(preview(dear, OtherPlan.CONVERT).conversion());
        world.during(
                () ->
                        assertThatThrownBy(
                                        () ->
                                                redemptions.extend(
                                                        visitor,
                                                        PROVIDER,
                                                        cheap.code(),
                                                        "anna",
                                                        PASSWORD))
                                .isInstanceOf(OtherPlanRefused.class),
                "INSERT INTO redemption",
                () -> convert(dear, shown));
        assertThat(view(anna).planName()).isEqualTo("Select");
        assertThat(preview(cheap, OtherPlan.SECOND_ACCOUNT).product())
                .as("the code is still good")
                .isNotNull();
    }

    @Test
    void withoutAChoiceTheAnswerNamesBoth() {
        Card card = shelf.card(select, "P1Y");
        assertThatThrownBy(
                        () ->
                                redemptions.extend(
                                        visitor, PROVIDER, card.code(), "anna", PASSWORD))
                .isInstanceOf(OtherPlanRefused.class)
                .hasMessageContaining("second_account")
                .hasMessageContaining("convert");
    }

    @Test
    void thePageOffersBothToWhoeverKnowsThePassword() {
        try (TestServer server = new TestServer(world)) {
            Browser browser = server.browser();
            Card card = shelf.card(select, "P1Y");
            HttpResponse<String> worth =
                    browser.submit("/redeem", "/redeem", Map.of("code", card.code()));
            HttpResponse<String> mine = browser.fill(worth, "/redeem/mine", Map.of());
            HttpResponse<String> wrong =
                    browser.fill(
                            mine,
                            "/redeem/extend",
                            Map.of("username", "anna", "password", "wrong password"));
            assertThat(wrong.body()).doesNotContain("28 days");
            HttpResponse<String> choice =
                    browser.fill(
                            mine,
                            "/redeem/extend",
                            Map.of("username", "anna", "password", PASSWORD));
            assertThat(choice.body())
                    .contains("This code is for another plan", "28 days", "336 days", "49.00 EUR")
                    .doesNotContain(PASSWORD);
            HttpResponse<String> refused =
                    browser.fill(
                            choice,
                            "/redeem/other/convert",
                            Map.of("password", "wrong password"));
            assertThat(refused.body()).contains("Please say again who you are");
            assertThat(refused.body()).contains("form=\"my-account\" formaction=\"/redeem/mine\"");
            assertThat(choice.body()).contains("form=\"second-account\" formaction=\"/redeem/mine\"");
            HttpResponse<String> again =
                    browser.fill(
                            choice,
                            "/redeem/other/second",
                            Map.of("password", "wrong", "second_username", "anna-two"));
            assertThat(
                            browser.fill(
                                            again,
                                            "/redeem/extend",
                                            Map.of("username", "anna", "password", PASSWORD))
                                    .body())
                    .as("what was typed before the wrong password")
                    .contains("value=\"anna-two\"");
            HttpResponse<String> odd =
                    browser.fill(
                            choice,
                            "/redeem/other/second",
                            Map.of("password", PASSWORD, "second_username", "a b"));
            Element field = Jsoup.parse(odd.body()).expectFirst("#second_username");
            assertThat(field.val()).isEqualTo("a b");
            assertThat(field.attr("aria-describedby")).contains("second_username-problem");
            assertThat(
                            browser.fill(
                                            odd,
                                            "/redeem/extend",
                                            Map.of(
                                                    "username", "anna",
                                                    "password", PASSWORD,
                                                    "second_username", "anna-four"))
                                    .body())
                    .contains("value=\"anna-four\"");
            HttpResponse<String> german = inGerman(browser, choice, "/redeem/mine");
            assertThat(german.body())
                    .contains("<html lang=\"de\">", "Ihr Konto verlängern", "value=\"anna\"");
            assertThat(browser.hidden(german, "/redeem/extend"))
                    .containsEntry("code", browser.hidden(choice, "/redeem/other/convert").get("code"));
            assertThat(
                            browser.fill(
                                            german,
                                            "/redeem/extend",
                                            Map.of("username", "anna", "password", PASSWORD))
                                    .body())
                    .contains("<html lang=\"de\">", "Dieser Code ist für einen anderen Tarif")
                    .contains("value=\"anna-three\"");
            HttpResponse<String> done =
                    browser.fill(
                            choice, "/redeem/other/convert", Map.of("password", PASSWORD));
            assertThat(done.body()).contains("Ihr Code ist eingelöst", "2. Januar 2028");

            Browser signedIn = server.browser();
            signedIn.submit(
                    "/account/sign-in",
                    "/account/sign-in",
                    Map.of("username", "anna", "password", PASSWORD));
            Card back = shelf.card(basic, "P1Y");
            HttpResponse<String> other =
                    signedIn.submit("/redeem", "/redeem", Map.of("code", back.code()));
            assertThat(inGerman(signedIn, other, "/redeem").body())
                    .contains("Dieser Code ist für einen anderen Tarif", "English</button>")
                    .contains("value=\"anna-three\"");
            HttpResponse<String> second =
                    signedIn.fill(
                            other,
                            "/redeem/other/second",
                            Map.of("second_username", "anna-basic"));
            assertThat(second.body()).contains("anna-basic", "restic init");
        }
    }

    /** What follows when somebody who wants a second account chooses German. */
    private static HttpResponse<String> inGerman(
            Browser browser, HttpResponse<String> choice, String action) {
        Map<String, String> form =
                new HashMap<>(browser.hidden(choice, "/redeem/other/second"));
        form.put("second_username", "anna-three");
        form.put("language", "de");
        return browser.post(action, form);
    }

    private Preview preview(Card card, OtherPlan way) {
        return plans.preview(visitor, PROVIDER, card.code(), anna, way);
    }

    private Redemption convert(Card card, ConversionView shown) {
        return plans.convert(
                visitor,
                PROVIDER,
                card.code(),
                new Holder(null, "anna", PASSWORD),
                new ConversionView.Shown(
                        shown.oldPlan(), shown.remainingDays(), shown.convertedDays()));
    }

    private Redemption second(Card card, String username) {
        return plans.second(
                visitor, PROVIDER, card.code(), new Holder(null, "anna", PASSWORD), username);
    }

    private void extend(String term) {
        redemptions.extend(visitor, PROVIDER, shelf.card(basic, term).code(), "anna", null);
    }

    /** What a change to a card of the other plan with this term would come to. */
    private ConversionView sum(String term) {
        return requireNonNull(preview(shelf.card(select, term), OtherPlan.CONVERT).conversion());
    }

    private void giveAway(UUID plan) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE product SET sales_model = 'giveaway' WHERE plan_id = ?",
                                                plan));
    }

    private UUID customer(UUID account) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery("SELECT customer_id FROM account WHERE id = :id")
                                        .bind("id", account)
                                        .mapTo(UUID.class)
                                        .one());
    }

    private List<String> grants(UUID account) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT source || ' to ' || (to_at AT TIME ZONE 'UTC')::date FROM term_grant
                                                WHERE account_id = :id ORDER BY granted_at, to_at
                                                """)
                                        .bind("id", account)
                                        .mapTo(String.class)
                                        .list());
    }

    private List<String> events(UUID account) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                new EventLog()
                                        .of(tx, Subject.account(account)).stream()
                                                .map(event -> event.type())
                                                .toList());
    }

    private AccountView view(UUID account) {
        return world.wiring().customers().accountCare().view(world.caller(), account);
    }
}
