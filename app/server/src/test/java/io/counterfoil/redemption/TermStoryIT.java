package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.HeldBack;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of an account, with a clock that a test moves. */
class TermStoryIT {
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");
    // Of a card for a month that was redeemed at 10:00 on 31 January.
    private static final Instant END = Instant.parse("2026-02-28T10:00:00Z");
    private static final Instant GRACE_END = Instant.parse("2026-03-05T10:00:00Z");

    private TestWorld world;
    private Shelf shelf;
    private Caller visitor;
    private UUID basic;

    @BeforeEach
    void start() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        basic = shelf.plan("Basic", 50_000_000_000L);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
    }

    @AfterEach
    void stop() {
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        assertThat(world.wiring().transactions().read(system, new TermCheck()::faults)).isEmpty();
        world.close();
    }

    @Test
    void paidTimeEndsInGraceThenFreezesAndACardBringsItBack() {
        UUID anna = open("anna");
        expect(anna, "active", GRACE_END, AccountState.OPEN);

        lookAt(END.minusSeconds(1));
        expect(anna, "active", GRACE_END, AccountState.OPEN);
        lookAt(END);
        expect(anna, "grace", GRACE_END, AccountState.OPEN);
        lookAt(GRACE_END.minusSeconds(1));
        expect(anna, "grace", GRACE_END, AccountState.OPEN);
        lookAt(GRACE_END);
        expect(anna, "frozen", null, AccountState.FROZEN);

        Instant later = GRACE_END.plus(Duration.ofDays(20));
        lookAt(later);
        expect(anna, "frozen", null, AccountState.FROZEN);
        Redemption extended = extend("anna");
        assertThat(extended.termEndsAt()).isEqualTo(Instant.parse("2026-04-25T09:00:00Z"));
        expect(anna, "active", Instant.parse("2026-04-30T09:00:00Z"), AccountState.OPEN);
        assertThat(moves(anna))
                .containsExactly("active grace", "grace frozen", "frozen active");
    }

    @Test
    void aCardInTheDaysOfGraceLeavesNoGap() {
        UUID anna = open("anna");
        lookAt(END);
        Redemption extended = extend("anna");
        // From the moment of redemption, as the term was over.
        assertThat(extended.termEndsAt()).isEqualTo(Instant.parse("2026-03-28T10:00:00Z"));
        lookAt(GRACE_END);
        expect(anna, "active", Instant.parse("2026-04-02T09:00:00Z"), AccountState.OPEN);
    }

    @Test
    void aServiceThatSleptFreezesFromTodayOn() {
        UUID anna = open("anna");
        Instant late = GRACE_END.plus(Duration.ofDays(9));
        lookAt(late);
        expect(anna, "frozen", null, AccountState.FROZEN);
        assertThat(moves(anna)).containsExactly("active frozen");
        assertThat(events(anna).getLast().at()).isEqualTo(late);
    }

    @Test
    void aClockThatWasAheadAndIsSetBackLeavesNobodyFrozen() {
        UUID anna = open("anna");
        openUnder(anna, "cellar");
        Instant now = world.clock().instant();
        lookAt(GRACE_END.plus(Duration.ofDays(300)));
        expect(anna, "frozen", null, AccountState.FROZEN);
        Instant told = view(anna).term().deletesAt();
        lookAt(now);
        expect(anna, "active", GRACE_END, AccountState.OPEN);
        assertThat(mails("anna@example.com")).containsExactly("runs_again", "frozen");
        assertThat(mails("cellar@example.com"))
                .containsExactly("runs_again", "frozen_with_parent");
        lookAt(GRACE_END);
        expect(anna, "frozen", null, AccountState.FROZEN);
        assertThat(view(anna).term().deletesAt()).isEqualTo(told);
        assertThat(moves(anna)).containsExactly("active frozen", "frozen active", "active frozen");
    }

    @Test
    void onlyWhatIsDueIsTouchedAndOthersStayAsTheyAre() {
        UUID anna = open("anna");
        extend("anna");
        UUID bert = open("bert");
        lookAt(END);
        expect(bert, "grace", GRACE_END, AccountState.OPEN);
        assertThat(view(anna).term().state()).isEqualTo("active");
        assertThat(moves(anna)).isEmpty();
    }

    @Test
    void severalServersAtOnceMoveATermOnce() throws Exception {
        List<UUID> accounts = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            accounts.add(open("user" + at));
        }
        world.clock().set(END);
        try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> looks = new ArrayList<>();
            for (int at = 0; at < 4; at++) {
                looks.add(
                        () -> {
                            world.wiring().lifecycle().clock().look();
                            return true;
                        });
            }
            for (Future<Boolean> look : servers.invokeAll(looks)) {
                assertThat(look.get()).isTrue();
            }
        }
        for (UUID account : accounts) {
            assertThat(moves(account)).containsExactly("active grace");
        }
    }

    @Test
    void whatFailsInASweepIsMovedByTheNextOneAndHoldsUpNobody() {
        UUID anna = open("anna");
        UUID bert = open("bert");
        execute(
                "ALTER TABLE account ADD CONSTRAINT killed CHECK (username <> 'anna' OR term_state <>"
                        + " 'grace')");
        lookAt(END);
        assertThat(moves(anna)).isEmpty();
        assertThat(moves(bert)).containsExactly("active grace");
        execute("ALTER TABLE account DROP CONSTRAINT killed");
        lookAt(END.plusSeconds(60));
        expect(anna, "grace", GRACE_END, AccountState.OPEN);
        assertThat(moves(anna)).containsExactly("active grace");
        assertThat(moves(bert)).containsExactly("active grace");
    }

    @Test
    void aCardBeatsTheFreezeOrUndoesItWhoeverComesFirst() throws Exception {
        UUID anna = open("anna");
        String code = shelf.card(basic, "P1M").code();
        world.clock().set(GRACE_END);
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Callable<Boolean>> work =
                    List.of(
                            () -> {
                                world.wiring().lifecycle().clock().look();
                                return true;
                            },
                            () -> extend("anna", code) != null);
            for (Future<Boolean> done : both.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        expect(anna, "active", Instant.parse("2026-04-10T09:00:00Z"), AccountState.OPEN);
    }

    @Test
    void theHolderReadsWhatItMeans() {
        open("anna");
        try (TestServer server = new TestServer(world)) {
            lookAt(END);
            assertThat(home(server)).contains("Everything still runs until");
            lookAt(GRACE_END);
            assertThat(home(server))
                    .contains("new backups are refused", "you can restore everything");
        }
    }

    @Test
    void theProvidersDaysCountFromThenOnAndNoAnnouncedDateMovesToAnEarlierOne() {
        UUID anna = open("anna");
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        try (TestServer server = new TestServer(world)) {
            assertThat(settings(server, key, "{\"frozen\": 6, \"grace\": 91}").body())
                    .contains("\"frozen\"", "\"grace\"");
            assertThat(settings(server, key, "{\"frozen\": 60}").body())
                    .isEqualTo("{\"grace\":5,\"frozen\":60,\"uninstall\":7,\"longest_years\":10}");
            lookAt(GRACE_END);
            Instant announced = Instant.parse("2026-05-04T09:00:00Z");
            assertThat(view(anna).term().deletesAt()).isEqualTo(announced);

            settings(server, key, "{\"grace\": 0, \"frozen\": 7, \"uninstall\": 1}");
            assertThat(view(anna).term().deletesAt()).isEqualTo(announced);
            Instant end = extend("anna").termEndsAt();
            assertThat(view(anna).term().freezesAt()).isEqualTo(end);
            lookAt(end);
            assertThat(view(anna).term().state()).isEqualTo("frozen");
            // Seven days would end before what was announced first.
            assertThat(view(anna).term().deletesAt()).isEqualTo(announced);
            world.wiring().customers().uninstalls().uninstall(world.caller(), anna);
            assertThat(view(anna).term().deletesAt()).isEqualTo(announced);

            UUID bert = open("bert");
            lookAt(view(bert).term().endsAt());
            assertThat(view(bert).term().deletesAt())
                    .isEqualTo(view(bert).term().endsAt().plus(Duration.ofDays(7)));
        }
    }

    @Test
    void timeIsAddedUpAsFarAsTheProviderSaysAndNoneOfItIsTakenAway() throws Exception {
        UUID anna = open("anna");
        Instant end = view(anna).term().endsAt();
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        try (TestServer server = new TestServer(world)) {
            assertThat(grant(server, key, anna, "P10Y").body())
                    .contains("further ahead than 10 years");
            settings(server, key, "{\"longest_years\": 20}");
            assertThat(grant(server, key, anna, "P10Y").statusCode()).isEqualTo(201);
            Instant later = view(anna).term().endsAt();
            assertThat(later).isAfter(end);

            for (int years : new int[] {0, 9, 21}) {
                assertThat(settings(server, key, "{\"longest_years\": %d}".formatted(years)).body())
                        .contains("\"longest_years\"");
            }
            assertThat(settings(server, key, "{\"longest_years\": 10}").body())
                    .endsWith("\"longest_years\":10}");
            assertThat(view(anna).term().endsAt()).isEqualTo(later);
            HttpResponse<String> refused = grant(server, key, anna, "P1D");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("further ahead than 10 years");
            assertThat(view(anna).term().endsAt()).isEqualTo(later);
        }
    }

    @Test
    void aCodeThatGoesTooFarStaysGoodUntilTheProviderLetsMoreBeAddedUp() {
        UUID anna = open("anna");
        Instant end = view(anna).term().endsAt();
        String code = shelf.card(basic, "P10Y").code();
        Redemptions redemptions = world.wiring().redemption().redemptions();
        ThrowingCallable preview = () -> redemptions.preview(visitor, PROVIDER, code, anna);
        for (ThrowingCallable tooFar : List.of(preview, () -> extend("anna", code))) {
            assertThatThrownBy(tooFar)
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("the code is still good: please redeem it later");
        }
        assertThat(view(anna).term().endsAt()).isEqualTo(end);
        // Where no time is left it fits.
        assertThat(redemptions.preview(visitor, PROVIDER, code, null).newEnd())
                .isEqualTo(Instant.parse("2036-01-31T10:00:00Z"));

        try (TestServer server = new TestServer(world)) {
            Browser owner = owner(server);
            String here = "/console/settings/terms";
            Map<String, String> days = Map.of("grace", "5", "frozen", "30", "uninstall", "7");
            assertThat(owner.submit(here, here, with(days, "9")).body())
                    .contains("id=\"longest_years-problem\"");
            assertThat(owner.submit(here, here, with(days, "11")).statusCode()).isEqualTo(303);
            assertThat(
                            Jsoup.parse(owner.get(here).body())
                                    .select("input[name=longest_years]")
                                    .val())
                    .isEqualTo("11");
        }
        Instant later = Instant.parse("2036-02-28T10:00:00Z");
        assertThat(redemptions.preview(visitor, PROVIDER, code, anna).newEnd()).isEqualTo(later);
        assertThat(extend("anna", code).termEndsAt()).isEqualTo(later);
        assertThatThrownBy(() -> extend("anna", code))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("This code can't be redeemed");
        assertThat(view(anna).term().endsAt()).isEqualTo(later);
    }

    private static Map<String, String> with(Map<String, String> days, String years) {
        Map<String, String> all = new HashMap<>(days);
        all.put("longest_years", years);
        return all;
    }

    private Browser owner(TestServer server) {
        return server.signedIn("olga@harbour.example", "Olga", "owner", null);
    }

    private static HttpResponse<String> grant(
            TestServer server, String key, UUID account, String period) {
        return server.send(
                server.request("/api/v1/accounts/" + account + "/grants")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"period\": \"%s\", \"reason\": \"A gift\"}"
                                                .formatted(period)))
                        .build());
    }

    @Test
    void ofTwoWhoChangeTheDaysAtOnceNeitherUndoesWhatTheOtherOneSet() throws Exception {
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        try (TestServer server = new TestServer(world);
                HeldBack other = new HeldBack(world, "LOCK TABLE term_settings IN SHARE MODE");
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<HttpResponse<String>>> changes =
                    Stream.of("{\"grace\": 9}", "{\"frozen\": 60}")
                            .map(body -> both.submit(() -> settings(server, key, body)))
                            .toList();
            other.awaitWaiting(2);
            other.commit();
            for (Future<HttpResponse<String>> change : changes) {
                assertThat(change.get().statusCode()).isEqualTo(200);
            }
            assertThat(settings(server, key, "{}").body())
                    .isEqualTo("{\"grace\":9,\"frozen\":60,\"uninstall\":7,\"longest_years\":10}");
        }
    }

    private static HttpResponse<String> settings(TestServer server, String key, String body) {
        return server.send(
                server.request("/api/v1/term-settings")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static String home(TestServer server) {
        var browser = server.browser();
        HttpResponse<String> page =
                browser.submit(
                        "/account/sign-in",
                        "/account/sign-in",
                        Map.of("username", "anna", "password", "a password of ten"));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(303);
        return browser.get("/account").body();
    }

    private void execute(String sql) {
        world.database().execute(sql);
    }

    /** The kinds of the messages to an address, in the order of the clock as it stood. */
    private List<String> mails(String address) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT kind FROM mail_message WHERE to_address = :address ORDER BY posted_at")
                                        .bind("address", address)
                                        .mapTo(String.class)
                                        .list());
    }

    private void openUnder(UUID parent, String name) {
        world.wiring()
                .customers()
                .opening()
                .open(
                        world.caller(),
                        new OpeningRequest(
                                null,
                                null,
                                parent.toString(),
                                null,
                                null,
                                null,
                                name + "@example.com",
                                name,
                                "a password of ten",
                                null,
                                null,
                                null));
    }

    private UUID open(String name) {
        UUID account =
                world.wiring()
                        .redemption()
                        .redemptions()
                        .open(
                                visitor,
                                PROVIDER,
                                shelf.card(basic, "P1M").code(),
                                new NewAccount(
                                        name, name + "@example.com", name, "a password of ten"))
                        .account();
        shelf.forgetFirstMails();
        return account;
    }

    private Redemption extend(String username) {
        return extend(username, shelf.card(basic, "P1M").code());
    }

    private Redemption extend(String username, String code) {
        return world.wiring()
                .redemption()
                .redemptions()
                .extend(visitor, PROVIDER, code, username, null);
    }

    private void lookAt(Instant now) {
        world.clock().set(now);
        world.wiring().lifecycle().clock().look();
    }

    private void expect(
            UUID account, String state, @Nullable Instant freezesAt, AccountState onNode) {
        AccountView view = view(account);
        assertThat(view.term().state()).isEqualTo(state);
        assertThat(view.term().freezesAt()).isEqualTo(freezesAt);
        AccountState desired =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx ->
                                        world.wiring()
                                                .storage()
                                                .provisioning()
                                                .placement(tx, account)
                                                .orElseThrow()
                                                .desired()
                                                .state());
        assertThat(desired).isEqualTo(onNode);
    }

    private AccountView view(UUID account) {
        return world.wiring().customers().accountCare().view(world.caller(), account);
    }

    /** From where to where the term went, by the log. */
    private List<String> moves(UUID account) {
        return events(account).stream()
                .filter(event -> event.type().equals("term_moved"))
                .map(event -> event.data().path("from").asText() + " " + event.data().path("to").asText())
                .toList();
    }

    private List<Event> events(UUID account) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> new EventLog().of(tx, Subject.account(account)));
    }
}
