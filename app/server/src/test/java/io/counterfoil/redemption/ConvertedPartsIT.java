package io.counterfoil.redemption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.accounts.GrantCare;
import io.counterfoil.accounts.GrantRequest;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.RefundRequest;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.redemption.Shelf.Card;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of plan where cards of different prices brought the time; it is 31 January in Berlin. */
class ConvertedPartsIT {
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");
    private static final String PASSWORD = "correct horse battery";

    private TestWorld world;
    private Shelf shelf;
    private OtherPlans plans;
    private GrantCare grants;
    private UUID basic;
    private UUID select;
    private Caller visitor;
    private UUID anna;

    /** A year for 12.00 and a month for 3.00. */
    @BeforeEach
    void redeemTwoCards() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        plans = world.wiring().redemption().otherPlans();
        grants = world.wiring().customers().grantCare();
        basic = shelf.plan("Basic", 50_000_000_000L);
        select = shelf.plan("Select", 200_000_000_000L);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
        anna =
                world.wiring()
                        .redemption()
                        .redemptions()
                        .open(
                                visitor,
                                PROVIDER,
                                shelf.card(basic, "P1Y", "12.00").code(),
                                new NewAccount("Anna", "anna@example.com", "anna", PASSWORD))
                        .account();
        extend(shelf.card(basic, "P1M", "3.00"));
    }

    @AfterEach
    void stop() {
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        assertThat(world.wiring().transactions().read(system, new TermCheck()::faults)).isEmpty();
        world.close();
    }

    @Test
    void eachPartIsShownWithItsPriceAndWorthAndDone() {
        Card card = shelf.card(select, "P1Y");
        Preview preview = preview(card);
        ConversionView sum = requireNonNull(preview.conversion());
        assertThat(parts(sum))
                .containsExactly(
                        "2026-01-31T10:00:00Z to 2027-01-31T10:00:00Z: 365 days, 12.00 for P1Y, worth 12.00",
                        // 28 × 3.00 × 12 ÷ 365
                        "2027-01-31T10:00:00Z to 2027-02-28T10:00:00Z: 28 days, 3.00 for P1M, worth 2.76");
        assertThat(sum.value().amount()).isEqualTo("14.76");
        assertThat(sum.remainingDays()).isEqualTo(393);
        // 14.76 × 365 ÷ 49.00 = 109.96
        assertThat(sum.convertedDays()).isEqualTo(110);
        assertThat(convert(card, sum).termEndsAt()).isEqualTo(preview.newEnd());
    }

    @Test
    void aDayThatHasBegunBelongsToThePartThatRuns() {
        world.clock().forward(Duration.ofHours(36));
        assertThat(parts(sum()))
                .containsExactly(
                        "2026-02-01T22:00:00Z to 2027-01-31T10:00:00Z: 364 days, 12.00 for P1Y, worth 11.97",
                        "2027-01-31T10:00:00Z to 2027-02-28T10:00:00Z: 28 days, 3.00 for P1M, worth 2.76");
        world.clock().forward(Duration.ofDays(370));
        assertThat(parts(sum()))
                .containsExactly(
                        "2027-02-06T22:00:00Z to 2027-02-28T10:00:00Z: 22 days, 3.00 for P1M, worth 2.17");
    }

    @Test
    void whatHasNoPriceOfItsOwnCountsLikeTheNewestCard() {
        grants.grant(world.caller(), anna, new GrantRequest("P10D", false, "A late reply"));
        grants.grant(world.caller(), anna, new GrantRequest("P20D", true, "Invoice 17"));
        extend(shelf.giveaway(basic, "P1M"));
        // 28 + 10 + 20 + 31 days; one hour is missing, since the clocks have gone forward.
        assertThat(parts(sum()))
                .last()
                .isEqualTo(
                        "2027-01-31T10:00:00Z to 2027-04-30T09:00:00Z: 89 days, 3.00 for P1M, worth 8.78");
    }

    @Test
    void partsOfOnePriceAreOne() {
        extend(shelf.card(basic, "P1M", "3.00"));
        assertThat(parts(sum()))
                .containsExactly(
                        "2026-01-31T10:00:00Z to 2027-01-31T10:00:00Z: 365 days, 12.00 for P1Y, worth 12.00",
                        "2027-01-31T10:00:00Z to 2027-03-28T09:00:00Z: 56 days, 3.00 for P1M, worth 5.52");
    }

    @Test
    void whatWasConvertedKeepsThePriceAtWhichItWas() {
        Card card = shelf.card(select, "P1Y");
        convert(card, requireNonNull(preview(card).conversion()));
        extend(shelf.card(select, "P1M", "10.00"));
        Card back = shelf.card(basic, "P1Y", "12.00");
        ConversionView sum = requireNonNull(preview(back).conversion());
        assertThat(parts(sum))
                .containsExactly(
                        "2026-01-31T10:00:00Z to 2027-05-21T09:00:00Z: 475 days, 49.00 for P1Y, worth 63.77",
                        "2027-05-21T09:00:00Z to 2027-06-21T09:00:00Z: 31 days, 10.00 for P1M, worth 10.19");
        // 73.96 × 365 ÷ 12.00 = 2249.58
        assertThat(sum.convertedDays()).isEqualTo(2250);

        takeBack(1);
        ConversionView without = requireNonNull(preview(back).conversion());
        assertThat(parts(without))
                .containsExactly(
                        "2026-01-31T10:00:00Z to 2026-05-21T09:00:00Z: 110 days, 49.00 for P1Y, worth 14.77",
                        "2026-05-21T09:00:00Z to 2026-06-21T09:00:00Z: 31 days, 10.00 for P1M, worth 10.19");
        takeBack(1);
        ConversionView alone = requireNonNull(preview(back).conversion());
        assertThat(alone.convertedDays()).as("110 × 49.00 ÷ 12.00").isEqualTo(450);
        assertThat(requireNonNull(alone.oldPrice()).amount()).isEqualTo("49.00");

        extend(shelf.giveaway(select, "P1M"));
        ConversionView withGift = requireNonNull(preview(back).conversion());
        assertThat(withGift.convertedDays()).as("a gift without a card beside").isEqualTo(450);
        assertThat(parts(withGift))
                .last()
                .isEqualTo(
                        "2026-05-21T09:00:00Z to 2026-06-21T09:00:00Z: 31 days, nothing for null, worth 0.00");
        try (TestServer server = new TestServer(world)) {
            assertThat(choice(server.browser(), back, "anna"))
                    .contains("31 days for nothing, worth nothing");
        }
        convert(back, withGift);
    }

    @Test
    void timeByHandCountsLikeACardThatCostSomething() {
        grants.grant(world.caller(), anna, new GrantRequest("P20D", true, "Invoice 17"));
        extend(shelf.card(basic, "P1M", "0.00"));
        assertThat(parts(sum()))
                .element(1)
                .isEqualTo(
                        "2027-01-31T10:00:00Z to 2027-03-20T10:00:00Z: 48 days, 3.00 for P1M, worth 4.73");
    }

    @Test
    void paidTimeIsNotLostForACardWithoutAPriceAlsoIfALaterPartCostNothing() {
        extend(shelf.card(basic, "P1M", "0.00"));
        assertThat(parts(sum()))
                .last()
                .isEqualTo(
                        "2027-02-28T10:00:00Z to 2027-03-28T09:00:00Z: 28 days, 0.00 for P1M, worth 0.00");
        assertThat(sum().convertedDays()).isEqualTo(110);
        Card free = shelf.giveaway(select, "P1M");
        assertThatThrownBy(() -> preview(free))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("This card has no price");
    }

    @Test
    void thePageAndTheApiSayHowItComesAbout() {
        try (TestServer server = new TestServer(world)) {
            Card card = shelf.card(select, "P1Y");
            Browser browser = server.browser();
            assertThat(choice(browser, card, "anna"))
                    .contains("From 31 January 2026 to 31 January 2027: 365 days at 12.00 EUR for 1 year, worth 12.00 EUR")
                    .contains("From 31 January 2027 to 28 February 2027: 28 days at 3.00 EUR for 1 month, worth 2.76 EUR")
                    .contains("What it is worth together 14.76 EUR")
                    .contains("110 days of Select: what the time is worth ÷ new price of a day, rounded up");
            Browser german = server.browser().reading("de");
            assertThat(choice(german, card, "anna"))
                    .contains("Vom 31. Januar 2026 bis 31. Januar 2027: 365 Tage zu 12,00 EUR für 1 Jahr, 12,00 EUR wert")
                    .contains("Was sie zusammen wert ist 14,76 EUR");

            HttpRequest.Builder asked =
                    server.request("/api/v1/redemptions/preview")
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"code\": \"%s\", \"account\": \"%s\", \"other_plan\": \"convert\"}"
                                                    .formatted(card.code(), anna)));
            assertThat(server.send(asked.build()).body())
                    .as("to somebody who may not be the holder")
                    .contains("\"remaining_days\":393", "\"parts\":[]");
            String key =
                    world.wiring()
                            .transactions()
                            .write(
                                    world.caller(),
                                    tx -> world.wiring().access().apiKeys().forProvider(tx, "Test"));
            assertThat(server.send(asked.header("Authorization", "Bearer " + key).build()).body())
                    .contains(
                            "{\"from\":\"2027-01-31T10:00:00Z\",\"until\":\"2027-02-28T10:00:00Z\",\"days\":28,\"price\":{\"amount\":\"3.00\",\"currency\":\"EUR\"},\"term\":\"P1M\",\"value\":{\"amount\":\"2.76\",\"currency\":\"EUR\"}}");

            world.clock().forward(Duration.ofDays(370));
            assertThat(choice(server.browser(), card, "anna"))
                    .contains("3.00 EUR for 1 month", "days left × old price of a day")
                    .doesNotContain("worth");
        }
    }

    @Test
    void supportSeesThePartsToo() {
        try (TestServer server = new TestServer(world)) {
            Browser browser = server.signedIn("tim@harbour.example", "Tim", "support", null);
            Card card = shelf.card(select, "P1Y");
            String page = "/console/serials/" + card.serial() + "/recovery";
            HttpResponse<String> looked =
                    browser.submit(
                            page,
                            page,
                            Map.of("code", "?" + card.code().substring(1), "username", "anna"));
            assertThat(Jsoup.parse(looked.body()).text())
                    .contains("From 31 January 2027 to 28 February 2027: 28 days at 3.00 EUR for 1 month, worth 2.76 EUR")
                    .contains("What it is worth together 14.76 EUR")
                    .contains("110 days of Select: what the time is worth ÷ new price of a day");
        }
    }

    private static String choice(Browser browser, Card card, String username) {
        HttpResponse<String> good =
                browser.submit("/redeem", "/redeem", Map.of("code", card.code()));
        HttpResponse<String> mine = browser.fill(good, "/redeem/mine", Map.of());
        HttpResponse<String> choice =
                browser.fill(
                        mine,
                        "/redeem/extend",
                        Map.of("username", username, "password", PASSWORD));
        return Jsoup.parse(choice.body()).text();
    }

    private static List<String> parts(ConversionView sum) {
        return sum.parts().stream()
                .map(
                        part ->
                                "%s to %s: %s days, %s for %s, worth %s"
                                        .formatted(
                                                part.from(),
                                                part.until(),
                                                part.days(),
                                                part.price() == null
                                                        ? "nothing"
                                                        : part.price().amount(),
                                                part.term(),
                                                part.value().amount()))
                .toList();
    }

    private void extend(Card card) {
        world.wiring()
                .redemption()
                .redemptions()
                .extend(visitor, PROVIDER, card.code(), "anna", null);
    }

    /** Takes all back that is left of the entry of the list which has so many newer ones. */
    private void takeBack(int newer) {
        UUID grant =
                grants.list(world.caller(), anna, Listing.first()).items().get(newer).id();
        grants.refund(
                world.caller(),
                anna,
                new RefundRequest(grant.toString(), null, "Paid by mistake", null));
    }

    private ConversionView sum() {
        return requireNonNull(preview(shelf.card(select, "P1Y")).conversion());
    }

    private Preview preview(Card card) {
        return plans.preview(visitor, PROVIDER, card.code(), anna, OtherPlan.CONVERT);
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
}
