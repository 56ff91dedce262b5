package io.counterfoil.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.PlanPatch;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.WriteKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrialsIT {
    private TestWorld world;
    private Mailbox mailbox;
    private Trials trials;
    private TrialStarts starts;
    private TrialOffers offers;
    private UUID plan;
    private Caller visitor;
    private int networks;

    @BeforeEach
    void offerATrial() throws Exception {
        world = new TestWorld();
        URI nobody = URI.create("http://127.0.0.1:9/");
        NodeKey key =
                NodeKey.readOrCreate(world.dataFolder().resolve("node.key"), new SecureRandom());
        world.wiring().storage().nodes().register("one", nobody, nobody, key);
        mailbox = new Mailbox(world);
        trials = world.wiring().trials().trials();
        starts = world.wiring().trials().starts();
        offers = world.wiring().trials().offers();
        plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(world.caller(), new NewPlan("Trial", "trial", null, null, null))
                        .id();
        offers.change(world.caller(), plan.toString(), 90);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aLinkOpensAnAccountFor30DaysAnd512MB() {
        String link = asked("Anna@Example.com");
        // Whoever asked may have typed anything as the name of somebody else's address.
        assertThat(mailbox.text("anna@example.com")).startsWith("Hello,").doesNotContain("Anna");
        StartedTrial trial = confirm(visitor, link);
        assertThat(trial.username()).isEqualTo("anna@example.com");
        assertThat(trial.termEndsAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(trial.temporaryPassword()).hasSize(16);
        AccountView view =
                world.wiring().customers().accountCare().view(world.caller(), trial.account());
        assertThat(view.term().state()).isEqualTo("trial");
        assertThat(view.quotas().hardBytes()).isEqualTo(512_000_000L);
        assertThat(view.planName()).isEqualTo("Trial");
        assertThat(trial.toString()).doesNotContain(trial.temporaryPassword());
    }

    @Test
    void aLinkWorksOnceAndForADayAndIsNotGuessed() {
        String used = asked("anna@example.com");
        String old = asked("bert@example.com");
        confirm(visitor, used);
        assertThat(trials.isLive(visitor, used)).isFalse();
        refuses(used, "used already");
        refuses("x".repeat(27), "used already");
        refuses("", "used already");
        assertThat(trials.isLive(visitor, old)).isTrue();
        assertThat(
                        trials.isLive(
                                new Caller(world.decoy().scope(), Actor.VISITOR), old))
                .isFalse();
        world.clock().forward(Trials.VALID);
        refuses(old, "older than a day");
    }

    @Test
    void whoeverConfirmsSaysWhoTheyAreAndWhetherTheyMayBeAskedWhyTheyLeft() {
        String token = asked("nora@example.com");
        StartedTrial agreed =
                starts.confirm(visitor, token, new TrialStarts.Confirmed("Nora", true));
        StartedTrial silent = confirm(visitor, asked("omar@example.com"));
        assertThat(agrees(agreed)).isTrue();
        assertThat(agrees(silent)).isFalse();
        assertThat(names()).contains("Nora true");
    }

    /** Names of contacts, and whether mail calls them so. */
    private List<String> names() {
        return world.database().rows("SELECT name || ' ' || confirmed FROM contact");
    }

    @Test
    void theTickOfWhoeverAsksIsNotTheirsWhoConfirm() {
        try (TestServer server = new TestServer(world)) {
            assertThat(server.browser().get("/trial").body()).doesNotContain("name=\"consent\"");
            HttpResponse<String> asked =
                    post(
                            server,
                            "{\"name\":\"Buy at evil.example\",\"email\":\"pia@example.com\","
                                    + "\"consent_to_follow_up\":true}");
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
            Browser browser = server.browser();
            String link = "/trial/confirm?token=" + mailbox.token("pia@example.com");
            HttpResponse<String> page = browser.get(link);
            assertThat(page.body())
                    .contains("name=\"consent\"", "value=\"Buy at evil.example\"")
                    .doesNotContain("checked");
            HttpResponse<String> nameless =
                    browser.fill(page, "/trial/confirm", Map.of("name", " ", "consent", "true"));
            assertThat(nameless.statusCode()).isEqualTo(422);
            assertThat(nameless.body()).contains("checked", "Start my trial");
            HttpResponse<String> done =
                    browser.fill(nameless, "/trial/confirm", Map.of("name", "Pia"));
            assertThat(done.body()).contains("Your trial has started");
            assertThat(names()).contains("Pia true").noneMatch(name -> name.contains("evil"));
            assertThat(
                            world.database()
                                    .rows(
                                            "SELECT email FROM contact WHERE follow_up_at IS NOT NULL"))
                    .isEmpty();
        }
    }

    private boolean agrees(StartedTrial trial) {
        return world.wiring().lifecycle().consents().agreed(world.caller(), trial.account());
    }

    @Test
    void whatIsKeptOfAnAddressCanBeTold() {
        String link = asked("Anna@Example.com");
        asked("bert@example.com");
        Instant asked = world.clock().instant();
        assertThat(kept(world.caller(), "ANNA@example.com"))
                .hasValue(
                        new Trials.KeptTrial(
                                null, List.of(new Trials.KeptRequest("Anna", asked))));
        assertThat(kept(world.decoy(), "anna@example.com")).isEmpty();
        world.clock().forward(Duration.ofHours(1));
        confirm(visitor, link);
        assertThat(kept(world.caller(), "anna@example.com"))
                .hasValue(new Trials.KeptTrial(world.clock().instant(), List.of()));
        world.clock().forward(Trials.VALID);
        assertThat(kept(world.caller(), "bert@example.com")).as("a day later").isEmpty();
    }

    private Optional<Trials.KeptTrial> kept(Caller caller, String address) {
        return world.wiring().transactions().read(caller, tx -> trials.of(tx, address));
    }

    @Test
    void theSameFormAgainGetsTheSameAccount() {
        String token = asked("anna@example.com");
        Caller once =
                new Caller(
                        visitor.scope(), visitor.actor(), new WriteKey("form-1", new byte[] {1}));
        StartedTrial first = confirm(once, token);
        StartedTrial again = confirm(once, token);
        assertThat(again.account()).isEqualTo(first.account());
        assertThat(again.temporaryPassword()).isEqualTo(first.temporaryPassword());
    }

    @Test
    void ofTwoAtOnceOneGetsTheTrial() throws Exception {
        // Two links of one person: both were sent before either was used.
        String one = asked("anna@example.com");
        String other = asked("anna+2@example.com");
        List<Callable<StartedTrial>> attempts =
                List.of(
                        () -> confirm(visitor, one),
                        () -> confirm(visitor, other),
                        () -> confirm(visitor, one));
        int done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<StartedTrial> attempt : threads.invokeAll(attempts)) {
                if (attempt.state() == Future.State.SUCCESS) {
                    done++;
                } else {
                    assertThat(attempt.exceptionNow()).isInstanceOf(Refused.class);
                }
            }
        }
        assertThat(done).isEqualTo(1);
    }

    @Test
    void onceForEachAddressWhichOnlyItsMailSays() {
        confirm(visitor, asked("anna@example.com"));
        String answer = trials.ask(visitor, asker(), wish("Anna", "ANNA+again@example.com"));
        assertThat(answer).isEqualTo("anna+again@example.com");
        assertThat(mailbox.text("anna+again@example.com"))
                .contains("There was one with this address before")
                .doesNotContain("token=");
        // It is remembered for longer than networks are.
        world.clock().forward(Duration.ofDays(400));
        forget();
        trials.ask(visitor, asker(), wish("Anna", "anna@example.com"));
        assertThat(mailbox.text("anna@example.com")).doesNotContain("token=");
    }

    @Test
    void onceForEachNetworkAndBrowserInTheWindow() {
        Trials.Asker home = new Trials.Asker("2001:db8:1:2::1", "cookie-1");
        confirm(visitor, asked(home, "anna@example.com"));
        for (Trials.Asker same :
                List.of(
                        new Trials.Asker("2001:db8:1:2:9::7", "cookie-2"),
                        new Trials.Asker("192.0.2.77", "cookie-1"))) {
            assertThatThrownBy(() -> trials.ask(visitor, same, wish("Bert", "bert@example.com")))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("one for each household");
        }
        world.clock().forward(Duration.ofDays(90).plusSeconds(1));
        forget();
        assertThat(marks()).isEqualTo(1);
        trials.ask(visitor, home, wish("Bert", "bert@example.com"));
        assertThat(mailbox.text("bert@example.com")).contains("token=");
    }

    @Test
    void aHouseholdThatAskedTwiceStartsOne() {
        Trials.Asker home = new Trials.Asker("192.0.2.200", "cookie-1");
        String one = asked(home, "anna@example.com");
        String other = asked(home, "bert@example.com");
        confirm(visitor, one);
        refuses(other, "one for each household");
    }

    @Test
    void anAddressGetsThreeMailsADayAndANetworkTwentyAnHour() {
        for (int i = 0; i < 5; i++) {
            trials.ask(visitor, asker(), wish("Anna", "anna@example.com"));
        }
        assertThat(mailbox.count("anna@example.com")).isEqualTo(3);
        Trials.Asker office = new Trials.Asker("192.0.2.250", null);
        for (int i = 0; i < 20; i++) {
            trials.ask(visitor, office, wish("Anna", "anna" + i + "@example.com"));
        }
        assertThatThrownBy(() -> trials.ask(visitor, office, wish("Eve", "eve@example.com")))
                .hasMessageContaining("Too many trials");
        world.clock().forward(Duration.ofHours(25));
        trials.ask(visitor, office, wish("Anna", "anna@example.com"));
        assertThat(mailbox.count("anna@example.com")).isEqualTo(4);
    }

    @Test
    void thereAreNoneUntilAPlanIsChosenThatLastsSomeWeeks() {
        UUID paid =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(world.caller(), new NewPlan("Paid", "basic", null, null, null))
                        .id();
        assertThatThrownBy(() -> offers.change(world.caller(), paid.toString(), 90))
                .isInstanceOf(Refused.class);
        PlanPatch longer = new PlanPatch();
        longer.setTrialDays(60);
        String token = asked("anna@example.com");
        world.wiring().catalog().plans().change(world.caller(), plan, longer);
        assertThat(trials.offered(visitor)).isEmpty();
        refuses(token, "no free trials");
        offers.change(world.caller(), null, 90);
        assertThatThrownBy(() -> trials.ask(visitor, asker(), wish("Bert", "bert@example.com")))
                .hasMessageContaining("no free trials");
        assertThat(trials.offered(new Caller(world.decoy().scope(), Actor.VISITOR))).isEmpty();
    }

    @Test
    void aTrialLastsFourteenToThirtyDays() {
        for (int days : List.of(13, 31)) {
            assertThatThrownBy(() -> offers.change(world.caller(), trialOf(days), 90))
                    .as("%d days", days)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.fields())
                                            .singleElement()
                                            .satisfies(
                                                    problem ->
                                                            assertThat(problem.message())
                                                                    .contains("14 to 30 days")));
        }
        for (int days : List.of(14, 30)) {
            String chosen = trialOf(days);
            assertThat(offers.change(world.caller(), chosen, 90).plan())
                    .isEqualTo(UUID.fromString(chosen));
            assertThat(trials.offered(visitor)).as("%d days", days).isPresent();
        }
    }

    private String trialOf(int days) {
        return world.wiring()
                .catalog()
                .plans()
                .create(world.caller(), new NewPlan("Trial of " + days, "trial", null, days, null))
                .id()
                .toString();
    }

    @Test
    void theWindowIsNinetyDaysWhereNoneIsChosen() {
        assertThat(offers.read(world.decoy())).isEqualTo(new TrialOffer(null, 90));
        confirm(visitor, asked(new Trials.Asker("192.0.2.9", "cookie"), "anna@example.com"));
        world.database().execute("DELETE FROM trial_offer");
        int all = marks();
        world.clock().forward(Duration.ofDays(90).minusSeconds(1));
        forget();
        assertThat(marks()).isEqualTo(all);
        world.clock().forward(Duration.ofSeconds(1));
        forget();
        assertThat(marks()).as("the address's stays").isEqualTo(1);
    }

    @Test
    void thePagesWorkWithoutScriptsAndTheApiTellsNoAddress() {
        try (TestServer server = new TestServer(world)) {
            Browser browser = server.browser();
            HttpResponse<String> sent =
                    browser.submit(
                            "/trial",
                            "/trial",
                            Map.of("name", "Anna", "email", "anna@example.com"));
            assertThat(sent.body()).contains("Please look into your mail", "anna@example.com");
            assertThat(sent.body()).doesNotContain("<script");
            String token = mailbox.token("anna@example.com");
            HttpResponse<String> button = browser.get("/trial/confirm?token=" + token);
            assertThat(button.body()).contains("Start my trial");
            assertThat(trials.isLive(visitor, token)).isTrue();
            HttpResponse<String> done = browser.fill(button, "/trial/confirm", Map.of());
            assertThat(done.body())
                    .contains("Your trial has started", "2 March 2026", "restic init");
            assertThat(browser.get("/trial/confirm?token=" + token).statusCode()).isEqualTo(410);

            offers.change(world.caller(), plan.toString(), 0);
            HttpResponse<String> known = post(server, "{\"name\":\"A\",\"email\":\"anna@example.com\"}");
            HttpResponse<String> fresh = post(server, "{\"name\":\"A\",\"email\":\"bert@example.com\"}");
            assertThat(known.statusCode()).isEqualTo(fresh.statusCode()).isEqualTo(202);
            assertThat(known.body().replace("anna", "bert")).isEqualTo(fresh.body());
            assertThat(post(server, "{\"name\":\"A\",\"email\":\"nobody\"}").statusCode())
                    .isEqualTo(422);
        }
    }

    private static HttpResponse<String> post(TestServer server, String body) {
        return server.send(
                server.request("/api/v1/trials")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** Somebody from a network of their own. */
    private Trials.Asker asker() {
        networks++;
        return new Trials.Asker("198.51.100." + networks, null);
    }

    private String asked(String email) {
        return asked(asker(), email);
    }

    private String asked(Trials.Asker asker, String email) {
        String address = trials.ask(visitor, asker, wish("Anna", email));
        return mailbox.token(address);
    }

    /** As somebody does who changes nothing on the page. */
    private StartedTrial confirm(Caller caller, String token) {
        return starts.confirm(caller, token, new TrialStarts.Confirmed("Anna", false));
    }

    private void refuses(String token, String why) {
        assertThatThrownBy(() -> confirm(visitor, token))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(why);
    }

    private void forget() {
        world.wiring()
                .transactions()
                .write(
                        new Caller(Scope.system(), Actor.job("test")),
                        tx -> {
                            trials.forgetOld(tx);
                            return tx;
                        });
    }

    private int marks() {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery("SELECT count(*) FROM trial_mark")
                                        .mapTo(Integer.class)
                                        .one());
    }

    private static Trials.Wish wish(String name, String email) {
        return new Trials.Wish(name, email);
    }
}
