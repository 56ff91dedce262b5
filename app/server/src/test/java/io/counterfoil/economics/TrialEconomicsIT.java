package io.counterfoil.economics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.Wiring;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.redemption.Shelf;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Trials of all channels over a quarter of a year, from their beginning to what became of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialEconomicsIT {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final String QUARTER = "?from=2026-01&to=2026-03";

    private TestWorld world;
    private TestServer server;
    private Shelf shelf;
    private String key;
    private UUID trial;
    private UUID corner;

    @BeforeAll
    void open() throws Exception {
        world = new TestWorld();
        world.clock().set(START);
        server = new TestServer(world);
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        trial = shelf.trialPlan(30);
        key = key(world.caller());
        corner = world.wiring().inventory().retailers().addRetailer(world.caller(), "Corner").id();
        live();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    /** What happens in the quarter. */
    private void live() throws Exception {
        UUID street =
                world.wiring()
                        .inventory()
                        .retailers()
                        .addOutlet(world.caller(), corner, "Main Street")
                        .id();
        redeem(inShop(shelf.giveaway(trial, "P30D"), street), "anna");
        redeem(inShop(shelf.giveaway(trial, "P30D"), street), "bert");
        redeem(shelf.giveaway(trial, "P30D"), "carl");
        UUID dora = byHand(null, trial, "dora");
        byHand(dora, null, "dora-2");
        onTheWeb("eve");
        redeem(shelf.card(shelf.plan("Basic", 50_000_000_000L), "P1Y"), "paid-from-the-start");
        stores("anna", 2_000_000_000L);
        stores("dora", 500_000_000L);
        stores("dora-2", 1_500_000_000L);
        stores("carl", 1_000_000_000L);

        meterOnTwoServers();
        at(Duration.ofDays(1));
        meterOnTwoServers();
        // Nobody looked on the third day.
        at(Duration.ofDays(3));
        meter();
        extend(shelf.card(trial, "P1M"), "anna");
        extend(shelf.card(trial, "P1M"), "anna");
        at(Duration.ofDays(9));
        extend(shelf.giveaway(trial, "P30D"), "bert");
        extend(shelf.card(trial, "P1M"), "eve");
        erase("carl");
        meter();
        at(Duration.ofDays(40));
        world.wiring().lifecycle().clock().look();
        meter();
    }

    @Test
    void eachChannelShowsItsBeginningsItsEndsAndItsStorage() {
        assertThat(get(QUARTER, "application/json", key).body())
                .isEqualTo(
                        "{\"items\":[%s,%s,%s],\"next\":null}"
                                .formatted(
                                        cohort("free_cd", "Free CDs", 3, 1, 1, 1, "33.3", "9.000", "3.0"),
                                        cohort("by_hand", "Given by staff", 1, 0, 0, 1, "0.0", "80.000", null),
                                        cohort("web", "Trials on the web", 1, 0, 1, 0, "100.0", "0.000", "9.0")));
    }

    private static String cohort(@Nullable Object... values) {
        return "{\"group\":\"%s\",\"name\":\"%s\",\"begun\":%s,\"in_trial\":%s,\"converted\":%s,\"lapsed\":%s,\"conversion_percent\":%s,\"gb_days\":%s,\"median_days\":%s}"
                .formatted(values);
    }

    @Test
    void aShopIsKnownByTheCardThatItHad() {
        List<JsonNode> retailers = report(QUARTER + "&by=retailer");
        assertThat(retailers)
                .extracting(row -> row.path("name").asText() + " " + row.path("begun"))
                .containsExactly("No shop 3", "Corner 2");
        assertThat(retailers.getLast().path("group").asText()).isEqualTo(corner.toString());
        assertThat(retailers.getFirst().path("group").isNull()).isTrue();
        assertThat(report(QUARTER + "&by=outlet"))
                .extracting(row -> row.path("name").asText())
                .containsExactly("No shop", "Corner, Main Street");
        assertThat(report(QUARTER + "&by=product"))
                .extracting(row -> row.path("name").asText())
                .contains("Card P30D", "No card or CD");
    }

    @Test
    void onlyTheMonthsThatAreAskedForCountInTheProvidersCalendar() {
        assertThat(report("?from=2026-01&to=2026-01")).hasSize(3);
        assertThat(report("?from=2026-02&to=2026-02")).isEmpty();
        // The last twelve months.
        assertThat(report("")).hasSize(3);
        for (String wrong :
                List.of("from=2026-13", "to=soon", "gb_month=-1", "by=weather", "from=2026-03&to=2026-01")) {
            HttpResponse<String> refused = get("?" + wrong, "application/json", key);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
            assertThat(refused.body()).contains("\"errors\"");
        }
    }

    @Test
    void aTableForSpreadsheetsAndAPageShowTheSame() {
        assertThat(get(QUARTER + "&gb_month=30", "text/csv", key).body().replace("\"", "").lines().toList())
                .startsWith(
                        "group,name,begun,in_trial,converted,lapsed,conversion_percent,gb_days,median_days,storage_cost",
                        "free_cd,Free CDs,3,1,1,1,33.3,9.000,3.0,9.00");
        var browser = server.signedIn("owner@harbour.example", "Ove", "owner", null);
        String here = "/console/trial-economics";
        assertThat(browser.get(here + QUARTER + "&gb_month=0,5").body())
                .contains("Free CDs", "33.3 %", "80.000", ">1.33 EUR<", ">Cost<", ">All<");
        assertThat(browser.get(here + "?from=2020-01&to=2020-02").body())
                .contains("No trial began in these months");
        HttpResponse<String> wrong = browser.get(here + "?from=never");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("A month such as 2026-01.");
    }

    @Test
    void anotherProviderSeesNothingOfIt() {
        String theirs = key(world.decoy());
        assertThat(rows(get(QUARTER, "application/json", theirs))).isEmpty();
    }

    private List<JsonNode> report(String query) {
        return rows(get(query, "application/json", key));
    }

    private static List<JsonNode> rows(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            List<JsonNode> rows = new ArrayList<>();
            Json.mapper().readTree(answer.body()).path("items").forEach(rows::add);
            return rows;
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String query, String accept, String bearer) {
        return server.send(
                server.request("/api/v1/trial-economics" + query)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Accept", accept)
                        .build());
    }

    private String key(Caller caller) {
        return world.wiring().access().apiKeys().make(caller, "Test", null).key();
    }

    private void at(Duration sinceStart) {
        world.clock().set(START.plus(sinceStart));
    }

    private void meter() {
        world.wiring().economics().meter().look();
    }

    private void meterOnTwoServers() throws Exception {
        List<Wiring> servers = List.of(world.wiring(), world.anotherServer());
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Callable<Boolean>> looks = new ArrayList<>();
            for (Wiring each : servers) {
                looks.add(
                        () -> {
                            each.economics().meter().look();
                            return true;
                        });
            }
            for (Future<Boolean> look : both.invokeAll(looks)) {
                assertThat(look.get()).isTrue();
            }
        }
    }

    private void redeem(Shelf.Card card, String username) {
        post(
                "{\"code\": \"%s\", \"new_account\": {\"name\": \"%2$s\", \"email\": \"a@b.example\", \"username\": \"%2$s\"}}"
                        .formatted(card.code(), username));
    }

    private void extend(Shelf.Card card, String username) {
        post("{\"code\": \"%s\", \"username\": \"%s\"}".formatted(card.code(), username));
    }

    private void post(String body) {
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/redemptions")
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private UUID byHand(@Nullable UUID parent, @Nullable UUID plan, String username) {
        return world.wiring()
                .customers()
                .opening()
                .open(
                        world.caller(),
                        new OpeningRequest(
                                null,
                                parent == null ? username : null,
                                parent == null ? null : parent.toString(),
                                plan == null ? null : plan.toString(),
                                null,
                                null,
                                parent == null ? "d@b.example" : null,
                                username,
                                "a password of ten",
                                null,
                                null,
                                null))
                .account();
    }

    private void onTheWeb(String username) {
        Accounts accounts = world.wiring().customers().accounts();
        Passwords.Hashed password = world.wiring().customers().passwords().hash(null);
        UUID account = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            Plan plan =
                                    world.wiring().catalog().catalog().plan(tx, trial).orElseThrow();
                            accounts.open(
                                    tx,
                                    account,
                                    new NewAccount(username, "e@b.example", username, null),
                                    password,
                                    new Accounts.Start(plan, false),
                                    "email");
                            return accounts.grantTrial(tx, account, Period.ofDays(30));
                        });
    }

    private Shelf.Card inShop(Shelf.Card card, UUID outlet) {
        execute(
                "UPDATE serial_item SET retailer_id = '%s', outlet_id = '%s' WHERE serial = %s"
                        .formatted(corner, outlet, card.serial()));
        return card;
    }

    /** As the node of an account reported it. */
    private void stores(String username, long bytes) {
        execute(
                "UPDATE placement SET used_bytes = %d FROM account WHERE account.id = account_id AND username = '%s'"
                        .formatted(bytes, username));
    }

    /** As if an account had been deleted. */
    private void erase(String username) {
        stores(username, 0);
        execute(
                """
                UPDATE account SET term_state = 'deleted', term_since = term_ends_at, term_promised_at = term_ends_at, term_due_at = NULL,
                                   reminder_at = NULL, username = NULL, password_hash = NULL, contact_id = NULL
                WHERE username = '%s'
                """
                        .formatted(username));
    }

    private void execute(String sql) {
        assertThat(world.database().update(sql)).isEqualTo(1);
    }
}
