package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.GrantCare;
import io.counterfoil.accounts.GrantRequest;
import io.counterfoil.accounts.Granted;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.RefundRequest;
import io.counterfoil.accounts.RefundView;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Time that staff give by hand and take back, on one shelf of cards with a clock that goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefundStoryIT {
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");

    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private GrantCare grants;
    private StaffMembers.WithPassword sue;
    private String key;
    private UUID basic;
    private int named;
    private Instant start;

    @BeforeAll
    void start() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        server = new TestServer(world);
        grants = world.wiring().customers().grantCare();
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        sue = world.member("sue@harbour.example", "Sue", "support", null);
        // A day lasts a day until autumn.
        world.clock().set(Instant.parse("2026-04-10T10:00:00Z"));
        basic = shelf.plan("Basic", 50_000_000_000L);
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
    }

    @AfterEach
    void everyTermStandsWhereItsEventsAndGrantsSay() {
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        assertThat(world.wiring().transactions().read(system, new TermCheck()::faults)).isEmpty();
    }

    @BeforeEach
    void onAnotherDay() {
        world.clock().forward(Duration.ofMinutes(1));
        start = world.clock().instant();
    }

    @Test
    void whatIsLeftOfACardIsTakenBackAndTheNextOneMovesForward() {
        Shelf.Card first = shelf.card(basic, "P30D");
        String anna = open(first);
        UUID account = account(anna);
        extend(anna, shelf.card(basic, "P30D").code());
        world.clock().forward(Duration.ofDays(10));
        UUID grant = oldest(account).id();
        RefundView shown = grants.foresee(world.caller(), account, refund(grant, null, null));
        assertThat(shown.oldEnd()).isEqualTo(day(60));
        assertThat(shown.newEnd()).isEqualTo(day(40));
        assertThat(view(account).term().endsAt()).isEqualTo(day(60));

        RefundView done = grants.refund(world.caller(), account, refund(grant, null, day(60)));
        assertThat(done).isEqualTo(shown);
        assertThat(view(account).term().endsAt()).isEqualTo(day(40));
        List<Granted> list = list(account).reversed();
        assertThat(list).extracting(Granted::source).containsExactly("redemption", "redemption", "refund");
        assertThat(list).extracting(Granted::from).containsExactly(day(0), day(10), day(40));
        assertThat(list).extracting(Granted::to).containsExactly(day(10), day(40), day(60));
        assertThat(list).extracting(Granted::refundable).containsExactly(false, true, false);
        assertThat(events(account)).containsExactly("opened", "extended", "extended", "refunded");
        assertThat(mails(anna)).containsExactlyInAnyOrder("code_redeemed", "time_taken_back");
        assertThat(state(first)).isEqualTo("redeemed");
        assertThat(refusal(() -> grants.refund(world.caller(), account, refund(grant, null, null))))
                .contains("used up or was taken back");
    }

    @Test
    void justWhatWasGrantedIsTakenBackByTheCalendarThatItWasGrantedBy() {
        world.clock().set(Instant.parse("2026-04-30T22:30:00Z"));
        UUID account = account(open(shelf.card(basic, "P30D")));
        // From the 31st of May to the 30th of June in Berlin; elsewhere from the 30th to the 29th.
        Granted month = grants.grant(world.caller(), account, hand("P1M"));
        assertThat(month.to()).isEqualTo(Instant.parse("2026-06-29T22:30:00Z"));
        world.clock().forward(Duration.ofHours(1));
        zone("America/New_York");
        try {
            grants.refund(world.caller(), account, refund(month.id(), "P1M", null));
            assertThat(view(account).term().endsAt()).isEqualTo(month.from());
        } finally {
            world.clock().forward(Duration.ofHours(1));
            zone("Europe/Berlin");
        }
    }

    private void zone(String name) {
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.ofString("{\"time_zone\": \"%s\"}".formatted(name));
        HttpResponse<String> changed =
                server.send(
                        server.request("/api/v1/provider")
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .method("PATCH", body)
                                .build());
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    @Test
    void aPartIsCountedBackFromTheEndAndMoreThanIsLeftIsRefused() {
        String bert = open(shelf.card(basic, "P1Y"));
        UUID account = account(bert);
        Instant end = view(account).term().endsAt();
        UUID grant = oldest(account).id();
        grants.refund(world.caller(), account, refund(grant, "P6M", null));
        Instant half = view(account).term().endsAt();
        assertThat(Duration.between(half, end)).isBetween(Duration.ofDays(180), Duration.ofDays(185));
        Refused more =
                catchThrowableOfType(
                        Refused.class,
                        () -> grants.refund(world.caller(), account, refund(grant, "P7M", null)));
        assertThat(more.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.message()).contains("Not so much of it"));
        assertThat(refusal(() -> grants.refund(world.caller(), account, refund(grant, null, end))))
                .contains("has changed since it was shown");
        assertThat(view(account).term().endsAt()).isEqualTo(half);
    }

    @Test
    void allThatIsLeftOfPaidTimeEndsInGraceAndOfATrialInAFreezeThatIsAnnounced() {
        String paid = open(shelf.card(basic, "P30D"));
        String free = open(shelf.giveaway(basic, "P30D"));
        assertThat(view(account(free)).term().state()).isEqualTo("trial");
        world.clock().forward(Duration.ofDays(1));
        for (String each : List.of(paid, free)) {
            UUID account = account(each);
            grants.refund(world.caller(), account, refund(oldest(account).id(), null, null));
            assertThat(view(account).term().endsAt()).isEqualTo(day(1));
        }
        assertThat(view(account(paid)).term().state()).isEqualTo("grace");
        assertThat(view(account(free)).term().state()).isEqualTo("frozen");
        assertThat(mails(paid)).containsExactly("time_taken_back");
        assertThat(mails(free)).containsExactlyInAnyOrder("frozen", "time_taken_back");
        assertThat(
                        refusal(
                                () ->
                                        grants.refund(
                                                world.caller(),
                                                account(paid),
                                                refund(oldest(account(paid)).id(), null, null))))
                .contains("used up");
    }

    @Test
    void twoRefundsAtOnceTakeBackOnce() throws Exception {
        String carl = open(shelf.card(basic, "P30D"));
        UUID account = account(carl);
        extend(carl, shelf.card(basic, "P30D").code());
        UUID grant = oldest(account).id();
        List<Callable<Boolean>> both = new ArrayList<>();
        for (int at = 0; at < 2; at++) {
            both.add(
                    () -> {
                        try {
                            grants.refund(world.caller(), account, refund(grant, null, null));
                            return true;
                        } catch (Refused refused) {
                            return false;
                        }
                    });
        }
        int done = 0;
        try (ExecutorService staff = Executors.newFixedThreadPool(2)) {
            for (Future<Boolean> each : staff.invokeAll(both)) {
                done += each.get() ? 1 : 0;
            }
        }
        assertThat(done).isEqualTo(1);
        assertThat(view(account).term().endsAt()).isEqualTo(day(30));
        assertThat(mails(carl)).containsExactlyInAnyOrder("code_redeemed", "time_taken_back");
    }

    @Test
    void timeByHandLeadsBackFromAFreezeAndFromAPlannedDeletion() {
        UUID frozen = account(open(shelf.card(basic, "P30D")));
        UUID leaving = account(open(shelf.giveaway(basic, "P90D")));
        world.wiring().customers().uninstalls().uninstall(world.caller(), leaving);
        assertThat(view(leaving).term().state()).isEqualTo("deletion_scheduled");
        // Taking time back meanwhile moves no date that was announced.
        Instant announced = view(leaving).term().deletesAt();
        RefundView shorter =
                grants.refund(world.caller(), leaving, refund(oldest(leaving).id(), "P30D", null));
        assertThat(shorter.state()).isEqualTo("deletion_scheduled");
        assertThat(shorter.deletesAt()).isEqualTo(announced);
        assertThat(grants.grant(world.caller(), leaving, hand("P1M")).source()).isEqualTo("by_hand");
        assertThat(view(leaving).term().state()).isEqualTo("trial");

        world.clock().forward(Duration.ofDays(36));
        world.wiring().lifecycle().clock().look();
        assertThat(view(frozen).term().state()).isEqualTo("frozen");
        Instant now = world.clock().instant();
        Granted given = grants.grant(world.caller(), frozen, new GrantRequest("P30D", true, "Sorry"));
        assertThat(given.from()).isEqualTo(now);
        assertThat(given.to()).isEqualTo(now.plus(Duration.ofDays(30)));
        assertThat(view(frozen).term().state()).isEqualTo("active");
        for (UUID account : List.of(leaving, frozen)) {
            assertThat(mails(view(account).username())).containsOnlyOnce("time_granted");
        }
    }

    @Test
    void overTheApiEachIsDoneOnceAndWhatIsWrongIsSaid() throws Exception {
        UUID account = account(open(shelf.card(basic, "P30D")));
        String path = "/api/v1/accounts/" + account;
        String month = "{\"period\": \"P30D\", \"reason\": \"An outage\"}";
        HttpResponse<String> given = post(key, path + "/grants", month, "grant-1");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(201);
        assertThat(post(key, path + "/grants", month, "grant-1").body()).isEqualTo(given.body());
        JsonNode granted = json(given);
        assertThat(granted.at("/source").asText()).isEqualTo("by_hand");
        assertThat(Instant.parse(granted.at("/to").asText())).isEqualTo(day(60));
        JsonNode list = json(get(path + "/grants?limit=1"));
        assertThat(list.at("/items/0/id").asText()).isEqualTo(granted.at("/id").asText());
        assertThat(json(get(path + "/grants?after=" + list.at("/next").asText())).at("/items"))
                .hasSize(1);

        String refund =
                "{\"grant\": \"%s\", \"reason\": \"Given twice\"}".formatted(granted.at("/id").asText());
        HttpResponse<String> preview = post(key, path + "/refunds/preview", refund, null);
        assertThat(json(preview).at("/new_end").asText()).isEqualTo(day(30).toString());
        HttpResponse<String> done = post(key, path + "/refunds", refund, "refund-1");
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(done.body()).isEqualTo(preview.body());
        assertThat(post(key, path + "/refunds", refund, "refund-1").body()).isEqualTo(done.body());
        assertThat(view(account).term().endsAt()).isEqualTo(day(30));

        assertThat(post(key, path + "/refunds", refund, "refund-2").statusCode()).isEqualTo(409);
        assertThat(post(key, path + "/grants", "{\"period\": \"P20Y\"}", null).body())
                .contains("\"period\"", "\"reason\"");
        String decade = "{\"period\": \"P10Y\", \"reason\": \"For ever\"}";
        assertThat(post(key, path + "/grants", decade, null).body())
                .contains("further ahead than 10 years");
        String foreign = world.wiring().access().apiKeys().make(world.decoy(), "Other", null).key();
        assertThat(post(foreign, path + "/grants", month, null).statusCode()).isEqualTo(404);
        assertThat(post(foreign, path + "/refunds", refund, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aSubAccountsTimeIsItsParentsAndACardForItExtendsThatOne() {
        String parent = open(shelf.card(basic, "P30D"));
        UUID account = account(parent);
        String sub = parent + "-sub";
        UUID under =
                world.wiring()
                        .customers()
                        .opening()
                        .open(
                                world.caller(),
                                new OpeningRequest(
                                        null,
                                        null,
                                        account.toString(),
                                        null,
                                        null,
                                        null,
                                        null,
                                        sub,
                                        "a password of ten",
                                        null,
                                        null,
                                        null))
                        .account();
        Redemption extended = extend(sub, shelf.card(basic, "P30D").code());
        assertThat(extended.termEndsAt()).isEqualTo(day(60));
        assertThat(view(account).term().endsAt()).isEqualTo(day(60));
        assertThat(view(under).term().endsAt()).isEqualTo(day(60));
        assertThat(list(under)).isEqualTo(list(account)).hasSize(2);
        assertThat(refusal(() -> grants.grant(world.caller(), under, hand("P1M"))))
                .contains("its parent account");
        UUID grant = oldest(account).id();
        assertThat(refusal(() -> grants.refund(world.caller(), under, refund(grant, null, null))))
                .contains("its parent account");
        // Both are told in one message, since they have the same address.
        grants.refund(world.caller(), account, refund(grant, null, null));
        assertThat(view(under).term().endsAt()).isEqualTo(day(30));
        assertThat(mails(parent)).containsExactlyInAnyOrder("code_redeemed", "time_taken_back");
    }

    @Test
    void supportSeesTheNewEndBeforeAnythingIsTakenBack() {
        Browser support = server.signedIn(sue);
        UUID account = account(open(shelf.card(basic, "P1Y")));
        String page = "/console/accounts/" + account;
        Document refused =
                Jsoup.parse(
                        support.submit(
                                        page,
                                        page + "/grants",
                                        Map.of("period", "11", "period_unit", "years", "reason", "x"))
                                .body());
        assertThat(refused.expectFirst("#period-problem").text())
                .isEqualTo("A whole number from 1 to 10.");
        assertThat(refused.expectFirst("#period").val()).isEqualTo("11");
        assertThat(refused.expectFirst("#period_unit option[selected]").val()).isEqualTo("years");
        HttpResponse<String> given =
                support.submit(
                        page,
                        page + "/grants",
                        Map.of("period", "1", "period_unit", "months", "reason", "An outage", "paid", "true"));
        assertThat(given.statusCode()).as(given.body()).isEqualTo(303);
        UUID grant = list(account).getFirst().id();
        Instant end = view(account).term().endsAt();
        String refund = page + "/grants/" + grant + "/refund";
        assertThat(support.get(page).body()).contains("An outage", refund, "1 month");
        assertThat(support.get(refund + "?period=14&period_unit=days").body())
                .contains("Its end after that", "name=\"old_end\" value=\"" + end + "\"");
        assertThat(support.get(refund + "?period=2&period_unit=months").body())
                .contains("Not so much of it is left");
        assertThat(support.get(refund).body()).as("all of it").contains("Its end after that");
        assertThat(view(account).term().endsAt()).isEqualTo(end);
        HttpResponse<String> done =
                support.submit(
                        refund,
                        refund,
                        Map.of("period", "14", "period_unit", "days", "old_end", end.toString(), "reason", "Too much"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(Duration.between(view(account).term().endsAt(), end)).isEqualTo(Duration.ofDays(14));
        assertThat(support.get(page).body())
                .contains("14 days of its time taken back", "Too much", "Given 1 month by hand");
        // Shown to one, taken back by another in the meantime.
        HttpResponse<String> late =
                support.submit(
                        refund,
                        refund,
                        Map.of("period", "14", "period_unit", "days", "old_end", end.toString(), "reason", "Too much"));
        assertThat(late.body()).contains("has changed since it was shown", "Its end after that");
    }

    private String open(Shelf.Card card) {
        String name = "user-" + ++named;
        world.wiring()
                .redemption()
                .redemptions()
                .open(
                        visitor(),
                        PROVIDER,
                        card.code(),
                        new NewAccount(name, name + "@example.com", name, "a password of ten"));
        shelf.forgetFirstMails();
        return name;
    }

    private Redemption extend(String username, String code) {
        return world.wiring()
                .redemption()
                .redemptions()
                .extend(visitor(), PROVIDER, code, username, null);
    }

    private Caller visitor() {
        return new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
    }

    private UUID account(String username) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                world.wiring()
                                        .customers()
                                        .accounts()
                                        .findByUsername(tx, username)
                                        .orElseThrow()
                                        .id());
    }

    private static RefundRequest refund(
            UUID grant, @Nullable String period, @Nullable Instant oldEnd) {
        return new RefundRequest(
                grant.toString(), period, "Paid twice", oldEnd == null ? null : oldEnd.toString());
    }

    private static GrantRequest hand(String period) {
        return new GrantRequest(period, null, "An outage");
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Refused refused = catchThrowableOfType(Refused.class, call);
        assertThat(refused).isNotNull();
        return refused.detail();
    }

    private Instant day(int day) {
        return start.plus(Duration.ofDays(day));
    }

    private AccountView view(UUID account) {
        return world.wiring().customers().accountCare().view(world.caller(), account);
    }

    private List<Granted> list(UUID account) {
        return grants.list(world.caller(), account, Listing.first()).items();
    }

    private Granted oldest(UUID account) {
        return list(account).getLast();
    }

    private List<String> events(UUID account) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> new EventLog().of(tx, Subject.account(account)))
                .stream()
                .map(event -> event.type())
                .toList();
    }

    private List<String> mails(String username) {
        return strings(
                "SELECT kind FROM mail_message WHERE to_address = ? ORDER BY posted_at, id",
                username + "@example.com");
    }

    private String state(Shelf.Card card) {
        return strings(
                        "SELECT state FROM serial_item WHERE serial::text = ?",
                        Long.toString(card.serial().value()))
                .getFirst();
    }

    private List<String> strings(String sql, String value) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx -> tx.handle().select(sql, value).mapTo(String.class).list());
    }

    private HttpResponse<String> get(String path) {
        return server.send(
                server.request(path).header("Authorization", "Bearer " + key).build());
    }

    private HttpResponse<String> post(
            String bearer, String path, String body, @Nullable String once) {
        HttpRequest.Builder request =
                server.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (once != null) {
            request.header("Idempotency-Key", once);
        }
        return server.send(request.build());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
