package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.Outcome;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldsIT {
    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private StockFixture.Shop shop;
    private UUID product;
    private Holds holds;
    private HoldReleases releases;
    private SerialRange range;
    private int sales;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        shop = stock.shop("Corner");
        product = stock.product(true);
        holds = world.wiring().inventory().holds();
        releases = world.wiring().inventory().holdReleases();
    }

    @AfterAll
    void close() {
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("test")),
                                        new InventoryCheck()::faults))
                .isEmpty();
        server.close();
        world.close();
    }

    @BeforeEach
    void freshStock() {
        range = stock.printed(product, 5);
        stock.received(shop, range);
    }

    @Test
    void whatIsHeldIsNotSoldUntilItIsReleased() {
        HoldOutcome held = holds.hold(world.caller(), wish("recall"));
        assertThat(held.changed()).isEqualTo(5);
        assertThat(stock.item(at(3)).hold()).isEqualTo("recall");
        assertThat(stock.item(at(3)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(sell(3)).isInstanceOf(Outcome.Declined.class);

        assertThat(releases.release(world.caller(), wish("all is well")).changed()).isEqualTo(5);
        assertThat(sell(3)).isInstanceOf(Outcome.Activated.class);
        assertThat(stock.history(at(3)))
                .containsExactly(
                        "counted_in", "shipped", "received", "held", "released", "activated");
    }

    @Test
    void whatIsSoldAndThenHeldIsNotRedeemed() {
        sell(1);
        holds.hold(world.caller(), wish("stolen card used"));
        assertThat(redeem(at(1))).isFalse();
        releases.release(world.caller(), wish("a mistake"));
        assertThat(redeem(at(1))).isTrue();
        assertThat(holds.hold(world.caller(), wish("late")).changed()).isEqualTo(4);
        assertThat(stock.item(at(1)).hold()).isNull();
    }

    @Test
    void whatItsCustomerBroughtBackIsNeitherRedeemedNorSoldAgain() {
        assertThat(takeBack(at(1))).as("it was not sold yet").isFalse();
        sell(1);
        assertThat(takeBack(at(1))).isTrue();
        assertThat(takeBack(at(1))).as("once is enough").isFalse();
        assertThat(stock.item(at(1)).state()).isEqualTo(ItemState.RETURNED);
        assertThat(stock.item(at(1)).outlet()).isEqualTo(shop.outlet());
        assertThat(redeem(at(1))).isFalse();
        assertThat(sell(1)).isInstanceOf(Outcome.Declined.class);
        assertThat(stock.history(at(1)))
                .containsExactly("counted_in", "shipped", "received", "activated", "taken_back");
    }

    @Test
    void doingItAgainChangesNothingAndWritesNothing() {
        UUID first = holds.hold(world.caller(), wish("first")).id();
        assertThat(holds.hold(world.caller(), wish("first")))
                .isEqualTo(new HoldOutcome(first, 0, 5));
        assertThat(stock.item(at(1)).hold()).isEqualTo("first");
        releases.release(world.caller(), wish("done"));
        assertThat(releases.release(world.caller(), wish("done")))
                .isEqualTo(new HoldOutcome(null, 0, 5));
        assertThat(stock.history(at(1)))
                .containsExactly("counted_in", "shipped", "received", "held", "released");
    }

    @Test
    void whatIsHeldForTwoReasonsIsFreeAfterTwoReleases() {
        holds.hold(world.caller(), wish("first"));
        world.clock().forward(Duration.ofSeconds(1));
        HoldRequest some =
                new HoldRequest(at(2).toString(), at(3).toString(), "second");
        HoldOutcome second = holds.hold(world.caller(), some);
        assertThat(second.changed()).isZero();
        UUID id = Objects.requireNonNull(second.id());
        assertThat(releases.release(world.caller(), wish("done")).changed()).isEqualTo(3);
        assertThat(stock.item(at(2)).hold()).isEqualTo("second");
        assertThat(sell(2)).isInstanceOf(Outcome.Declined.class);
        assertThat(sell(4)).isInstanceOf(Outcome.Activated.class);

        String one = at(2).toString();
        releases.release(world.caller(), new HoldRequest(one, one, "done"));
        assertThat(sell(2)).isInstanceOf(Outcome.Activated.class);
        assertThat(releases.release(world.caller(), id, "done").changed()).isEqualTo(1);
        assertThat(sell(3)).isInstanceOf(Outcome.Activated.class);
    }

    @Test
    void aSecondHoldThatIsReleasedFirstLeavesWhatTheFirstHolds() {
        holds.hold(world.caller(), wish("first"));
        world.clock().forward(Duration.ofSeconds(1));
        UUID second = Objects.requireNonNull(holds.hold(world.caller(), wish("second")).id());
        assertThat(releases.release(world.caller(), second, "done"))
                .isEqualTo(new HoldOutcome(second, 0, 0));
        assertThat(stock.item(at(1)).hold()).isEqualTo("first");
        assertThat(releases.release(world.caller(), wish("done")).changed()).isEqualTo(5);
    }

    @Test
    void whoAsksAgainGetsTheHoldThatIsAboutWhatItLetGoAgain() {
        HoldOutcome first = holds.hold(world.caller(), wish("first"));
        world.clock().forward(Duration.ofSeconds(1));
        holds.hold(world.caller(), wish("second"));
        world.clock().forward(Duration.ofSeconds(1));
        UUID third = Objects.requireNonNull(holds.hold(world.caller(), wish("third")).id());
        HoldRequest two = new HoldRequest(at(2).toString(), at(3).toString(), "sold in error");
        releases.release(world.caller(), two);
        assertThat(stock.item(at(2)).hold()).isEqualTo("second");
        assertThat(holds.hold(world.caller(), wish("first")))
                .isEqualTo(new HoldOutcome(first.id(), 0, 5));
        assertThat(audited(first)).containsExactly("0 items, 2 again", "5 items,  again");
        // Nothing is left to hold again.
        holds.hold(world.caller(), wish("first"));
        assertThat(audited(first)).hasSize(2);
        releases.release(world.caller(), third, "done");
        releases.release(world.caller(), two);
        assertThat(stock.item(at(2)).hold()).isEqualTo("first");
    }

    /** From the newest. */
    private List<String> audited(HoldOutcome hold) {
        return world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                .items()
                .stream()
                .filter(entry -> entry.subject().equals("hold:" + hold.id()))
                .filter(entry -> entry.action().equals("serials.held"))
                .map(Audit.Entry::detail)
                .map(detail -> detail.get("items") + " items, " + detail.path("again") + " again")
                .toList();
    }

    @Test
    void whatIsMissingAndHeldIsHeldWhenItArrives() {
        SerialRange sent = stock.printed(product, 2);
        Shipment shipment = stock.shipped(shop, sent);
        receive(shipment, sent.first());
        HoldOutcome held =
                holds.hold(
                        world.caller(),
                        new HoldRequest(
                                sent.last().toString(), sent.last().toString(), "recall"));
        assertThat(held.changed()).isZero();
        assertThat(stock.item(sent.last()).hold()).isEqualTo("missing");
        receive(shipment, sent.last());
        assertThat(stock.item(sent.last()).hold()).isEqualTo("recall");
        releases.release(world.caller(), Objects.requireNonNull(held.id()), "over");
        assertThat(stock.item(sent.last()).hold()).isNull();
    }

    @Test
    void whatIsHeldOnItsWayAndDoesNotArriveIsHeldAsMissingAfterItsRelease() {
        SerialRange sent = stock.printed(product, 2);
        Shipment shipment = stock.shipped(shop, sent);
        String last = sent.last().toString();
        holds.hold(world.caller(), new HoldRequest(last, last, "recall"));
        receive(shipment, sent.first());
        assertThat(stock.item(sent.last()).hold()).isEqualTo("recall");
        assertThat(releases.release(world.caller(), new HoldRequest(last, last, "over")).changed())
                .isZero();
        assertThat(stock.item(sent.last()).hold()).isEqualTo("missing");

        receive(shipment, sent.last());
        assertThat(stock.item(sent.last()).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(stock.item(sent.last()).hold()).isNull();
    }

    @Test
    void whatIsReleasedOnItsWayBeforeAnythingArrivedIsFree() {
        SerialRange sent = stock.printed(product, 2);
        Shipment shipment = stock.shipped(shop, sent);
        String last = sent.last().toString();
        holds.hold(world.caller(), new HoldRequest(last, last, "recall"));
        assertThat(releases.release(world.caller(), new HoldRequest(last, last, "over")).changed())
                .isEqualTo(1);
        assertThat(stock.item(sent.last()).hold()).isNull();
        receive(shipment, sent.first());
        assertThat(stock.item(sent.last()).hold()).isEqualTo("missing");
    }

    private void receive(Shipment shipment, SerialNumber serial) {
        Receipt receipt = new Receipt(null, List.of(serial.toString()), null);
        world.wiring().inventory().receipts().receive(stock.callerOf(shop), shipment.id(), receipt);
    }

    @Test
    void aReleaseDoesNotFindWhatNeverArrived() {
        SerialRange sent = stock.printed(product, 2);
        Shipment shipment = stock.shipped(shop, sent);
        world.wiring()
                .inventory()
                .receipts()
                .receive(
                        world.caller(),
                        shipment.id(),
                        new Receipt(null, List.of(sent.first().toString()), null));
        HoldRequest both =
                new HoldRequest(sent.first().toString(), sent.last().toString(), "found?");
        assertThat(releases.release(world.caller(), both).changed()).isZero();
        assertThat(stock.item(sent.last()).hold()).isEqualTo("missing");
    }

    @Test
    void whatCameToItsEndOnHoldIsNotReleased() {
        String lost = at(1).toString();
        world.wiring()
                .inventory()
                .losses()
                .report(world.caller(), LossKind.LOST, new LossReport(lost, lost, "gone"));
        assertThat(holds.hold(world.caller(), wish("recall")).changed()).isEqualTo(4);
        HoldRequest two = new HoldRequest(lost, at(2).toString(), "given up");
        world.wiring()
                .inventory()
                .voiding()
                .request(world.caller(), new VoidRequest(two.from(), two.to(), two.reason()));

        HoldOutcome released = releases.release(world.caller(), wish("all is well"));
        assertThat(released.changed()).isEqualTo(3);
        assertThat(released.skipped()).isEqualTo(2);
        assertThat(stock.history(at(1)))
                .containsExactly("counted_in", "shipped", "received", "lost", "voided");
        assertThat(stock.history(at(2)))
                .containsExactly("counted_in", "shipped", "received", "held", "voided");
        assertThat(releases.release(world.caller(), wish("again")))
                .isEqualTo(new HoldOutcome(null, 0, 5));
    }

    @Test
    void aHoldOfWhatCameToItsEndEndsByTheReleaseOfThat() {
        String one = at(1).toString();
        HoldRequest wish = new HoldRequest(one, one, "recall");
        UUID hold = Objects.requireNonNull(holds.hold(world.caller(), wish).id());
        world.wiring()
                .inventory()
                .voiding()
                .request(world.caller(), new VoidRequest(one, one, "burnt"));
        HoldOutcome released = releases.release(world.caller(), wish);
        assertThat(released.id()).isNotNull();
        assertThat(released.changed()).isZero();
        assertThat(holds.find(world.caller(), hold).releasedAt()).isNotNull();
    }

    @Test
    void whatNeedsNoTillAndWasHeldOnItsWayIsSoldByItsRelease() {
        SerialRange free = stock.printed(stock.product(false), 3);
        Shipment shipment = stock.shipped(shop, free);
        String first = free.first().toString();
        holds.hold(world.caller(), new HoldRequest(first, first, "opened box"));
        world.wiring()
                .inventory()
                .receipts()
                .receive(world.caller(), shipment.id(), Receipt.ofEverything());
        assertThat(stock.counts(free))
                .containsOnly(Map.entry(ItemState.RECEIVED, 1), Map.entry(ItemState.ACTIVATED, 2));

        HoldRequest all = new HoldRequest(first, free.last().toString(), "looked fine");
        assertThat(releases.release(world.caller(), all).changed()).isEqualTo(1);
        assertThat(stock.counts(free)).containsOnly(Map.entry(ItemState.ACTIVATED, 3));
        assertThat(redeem(free.first())).isTrue();
    }

    @Test
    void onlyAReceiptHoldsAsMissing() {
        assertThatThrownBy(() -> holds.hold(world.caller(), wish("Missing")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("reason"));
        assertThat(stock.item(at(1)).hold()).isNull();
    }

    @Test
    void aRangeThatIsAnothersOrNotCountedInIsRefusedWhole() {
        assertThatThrownBy(() -> holds.hold(world.decoy(), wish("theirs")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("5 of the serials");
        assertThat(stock.item(at(1)).hold()).isNull();
        SerialRange minted = stock.minted(product, 2);
        HoldRequest early =
                new HoldRequest(minted.first().toString(), minted.last().toString(), "early");
        assertThatThrownBy(() -> holds.hold(world.caller(), early))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("isn't counted in yet");
        stock.countIn(minted, Set.of(), Set.of());
        assertThatThrownBy(() -> holds.hold(world.caller(), new HoldRequest("1", null, "")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("from", "to", "reason"));
    }

    @Test
    void programsHoldAndReleaseOverTheApi() throws IOException {
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        JsonNode held = post(key, "hold");
        assertThat(held.path("held").asInt()).isEqualTo(5);
        assertThat(held.path("skipped").asInt()).isZero();
        assertThat(post(key, "hold")).as("the same key gets the same answer").isEqualTo(held);
        assertThat(post(key, "release").path("released").asInt()).isEqualTo(5);
    }

    @Test
    void anOperatorHoldsAnItemOnItsPageAndReleasesItThere() {
        Browser browser = server.browser();
        StaffMembers.WithPassword kim =
                world.wiring()
                        .access()
                        .staff()
                        .create(
                                world.caller(),
                                new NewMember("kim@harbour.example", "Kim", "operator", null));
        browser.signIn("console", kim.member().email(), kim.password());
        String page = "/console/serials/" + at(2);
        browser.submit(page, "/console/serials/hold", Map.of("reason", "torn panel"));
        assertThat(browser.get(page).body())
                .contains("Items put on hold: 1.", "On hold: torn panel", "by Kim: torn panel");
        browser.submit(page, "/console/serials/release", Map.of("reason", "looked fine"));
        assertThat(browser.get(page).body())
                .contains("Items released: 1.", "Released", "by Kim: looked fine")
                .doesNotContain("On hold: ");
        HttpResponse<String> refused =
                browser.submit(
                        "/console/serials",
                        "/console/serials/hold",
                        Map.of("from", "123", "to", at(2).toString(), "reason", "recall"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"123\"", "id=\"from-problem\"");
    }

    @Test
    void anOperatorTakesSpoiledItemsOutOfStockOnAPageAndMakesTheOthersWorthless() {
        Browser browser = server.browser();
        StaffMembers.WithPassword ola =
                world.wiring()
                        .access()
                        .staff()
                        .create(
                                world.caller(),
                                new NewMember("ola@harbour.example", "Ola", "operator", null));
        browser.signIn("console", ola.member().email(), ola.password());
        SerialRange cards = stock.printed(stock.product(true), 4);
        stock.received(shop, new SerialRange(cards.run(), 2, 2));
        String first = cards.first().toString();
        String page = "/console/voiding?serial=" + first;
        assertThat(browser.get("/console/serials/" + first).body()).contains(page);
        assertThat(browser.get(page).body()).contains("name=\"from\" type=\"text\" value=\"" + first);
        Element form = Jsoup.parse(browser.get(page).body()).expectFirst("form.card");
        assertThat(form.expectFirst("button").hasAttr("formaction"))
                .as("the first button, which Enter presses, goes elsewhere")
                .isFalse();
        assertThat(form.attr("action"))
                .as("does the least")
                .isEqualTo("/console/voiding/spoil");
        browser.submit(
                page,
                "/console/voiding/spoil",
                Map.of(
                        "from", first,
                        "to", SerialNumber.of(cards.run(), 3).toString(),
                        "reason", "water"));
        assertThat(browser.get("/console/serials/" + first).body())
                .contains(
                        "Items taken out of your stock as spoiled: 2. Others (1) are not in it",
                        "Spoiled in the provider&#39;s stock",
                        "by Ola: water")
                .doesNotContain(page);
        String every = cards.last().toString();
        browser.submit(
                page,
                "/console/voiding/void",
                Map.of("from", first, "to", every, "reason", "recall"));
        assertThat(browser.get("/console/serials/" + first).body())
                .contains("Items made worthless: 2. Others (2) stay as they are");
        assertThat(browser.get("/console/serials/" + every).body())
                .contains("Made worthless", "by Ola: recall");
        HttpResponse<String> again =
                browser.submit(
                        page,
                        "/console/voiding/spoil",
                        Map.of("from", first, "to", every, "reason", "water"));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("None of these items is in your own stock", "value=\"water\"");
        assertThat(stock.counts(cards))
                .isEqualTo(Map.of(ItemState.SPOILED, 2, ItemState.VOIDED, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"void", "spoil"})
    void whereASecondPersonMustAgreeToIt(String what) {
        StaffMembers staff = world.wiring().access().staff();
        staff.create(world.caller(), new NewMember(what + "2@harbour.example", "Uma", "operator", null));
        StaffMembers.WithPassword una =
                staff.create(
                        world.caller(),
                        new NewMember(what + "@harbour.example", "Una", "operator", null));
        Browser browser = server.browser();
        browser.signIn("console", una.member().email(), una.password());
        SerialRange cards = stock.printed(stock.product(true), world.provider().voidLimit());

        HttpResponse<String> answer =
                browser.submit(
                        "/console/voiding",
                        "/console/voiding/" + what,
                        Map.of(
                                "from", cards.first().toString(),
                                "to", cards.last().toString(),
                                "reason", "recall"));

        String waiting = "/console/approvals?state=waiting";
        Element request =
                Jsoup.parse(browser.get(waiting).body())
                        .expectFirst("tr[id]:contains(" + cards.first() + ")");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse(""))
                .as("leads to the very request that waits")
                .endsWith(waiting + "#" + request.id());
        assertThat(request.text()).contains("by Una", "must decide");
        assertThat(stock.counts(cards)).containsOnlyKeys(ItemState.PRINTED);
    }

    private JsonNode post(String key, String what) throws IOException {
        String body =
                "{\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"recall\"}"
                        .formatted(range.first(), range.last());
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/serials/" + what)
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", what + range.run())
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private Outcome sell(int sequence) {
        NewActivation sale =
                new NewActivation(
                        "sale " + ++sales,
                        shop.till().id().toString(),
                        at(sequence).toString(),
                        null,
                        null);
        return world.wiring().retail().activations().activate(world.caller(), sale, null);
    }

    private boolean redeem(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> world.wiring().inventory().items().redeem(tx, serial, Map.of()));
    }

    private boolean takeBack(SerialNumber serial) {
        return world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> world.wiring().inventory().items().takeBack(tx, serial, Map.of()));
    }

    private HoldRequest wish(String reason) {
        return new HoldRequest(range.first().toString(), range.last().toString(), reason);
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }
}
