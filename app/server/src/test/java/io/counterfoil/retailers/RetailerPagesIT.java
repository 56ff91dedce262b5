package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.inventory.Hold;
import io.counterfoil.inventory.NewHold;
import io.counterfoil.inventory.StockFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages of a retailer, for its provider and its own people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetailerPagesIT {
    private TestWorld world;
    private TestServer server;
    private UUID corner;
    private UUID rival;
    private StockFixture.Shop harbour;
    private Browser manager;
    private Browser owner;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        StockFixture stock = new StockFixture(world, world.caller());
        stock.product(true);
        harbour = stock.shop("Harbour");
        corner = stock.shop("Corner").retailer();
        rival = stock.shop("Rival").retailer();
        manager = server.signedIn(made("max@corner.example", "manager", corner));
        owner = server.signedIn(made("olga@harbour.example", "owner", null));
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aManagerAddsAClerkWhoSignsInUntilTheManagerSaysNo() {
        HttpResponse<String> added =
                manager.submit(
                        "/retail/staff",
                        "/retail/staff",
                        Map.of("name", "Cleo", "email", "cleo@corner.example", "role", "clerk"));
        String password = added.body().replaceAll("(?s).*class=\"secret\">([^<]+)<.*", "$1");
        Browser clerk = server.browser();
        clerk.signIn("retail", "cleo@corner.example", password);
        assertThat(clerk.get("/retail/staff").body())
                .contains("Cleo", "decided by your manager")
                .doesNotContain("Add somebody", "New password", "href=\"/retail/money\"");
        assertThat(manager.get("/retail/staff").body()).contains("href=\"/retail/money\"");

        String one = "/retail/staff/" + id("cleo@corner.example");
        manager.submit("/retail/staff", one + "/disable", Map.of());
        assertThat(clerk.get("/retail/staff").statusCode()).isEqualTo(303);
        manager.submit("/retail/staff", one + "/enable", Map.of());
        assertThat(manager.submit("/retail/staff", one + "/new-password", Map.of()).body())
                .contains("class=\"secret\"");
    }

    @Test
    void aManagerDoesNotLetInWhomTheProviderLockedOut() {
        UUID clerk = made("kit@corner.example", "clerk", corner).member().id();
        String enable = "/retail/staff/" + clerk + "/enable";
        RetailStaff staff = world.wiring().retailers().staff();
        forged("/retail/staff/" + clerk + "/disable");
        assertThat(staff.disable(world.caller(), corner, clerk).lockedOut())
                .as("what the shop did before, the provider makes its own")
                .isTrue();
        assertThat(forged(enable).body()).contains("was disabled by your provider");
        assertThat(forged("/retail/staff/" + clerk + "/disable").statusCode()).isEqualTo(303);
        assertThat(forged(enable).body()).as("still").contains("was disabled by your provider");
        assertThat(manager.get("/retail/staff").body()).contains("disabled by your provider");
        assertThat(staff.enable(world.caller(), corner, clerk).disabled()).isFalse();
    }

    @Test
    void aManagerReachesNobodyElse() {
        UUID theirs = made("ria@rival.example", "clerk", rival).member().id();
        UUID owner = made("ann@harbour.example", "owner", null).member().id();
        assertThat(manager.get("/retail/staff").body()).doesNotContain("ria@rival.example");
        for (UUID person : new UUID[] {theirs, owner}) {
            assertThat(forged("/retail/staff/" + person + "/disable").statusCode())
                    .isEqualTo(404);
        }
        String self = "/retail/staff/" + id("max@corner.example") + "/disable";
        assertThat(forged(self).body()).contains("disable yourself");
        assertThat(
                        manager.submit(
                                        "/retail/staff",
                                        "/retail/staff",
                                        Map.of(
                                                "name", "Eve",
                                                "email", "eve@corner.example",
                                                "role", "owner"))
                                .body())
                .contains("One of manager, clerk.");
    }

    @Test
    void whatIsAgreedOnIsSaidInWordsWithAnExample() {
        String here = "/console/retailers/" + harbour.retailer() + "/agreements";
        assertThat(owner.get(here).body())
                .contains(
                        "The shop keeps 15 % of the price and owes the rest after 14 days.",
                        "7.35 EUR",
                        "41.65 EUR");
        HttpResponse<String> agreed =
                owner.submit(
                        here,
                        here,
                        Map.of(
                                "commission_percent", "12,5",
                                "hold_days", "30",
                                "credit_limit", "500,00"));
        assertThat(agreed.statusCode()).isEqualTo(303);
        assertThat(owner.get(here).body())
                .contains("keeps 12.5 % of the price", "at most 500.00 EUR", "6.12 EUR");
        assertThat(owner.get("/console/audit").body())
                .contains("Made an agreement",
                        "credit limit:</span> 500.00 EUR",
                        "valid from:</span> 31 Jan 2026, 11:00");
        assertThat(owner.reading("de").get("/console/audit").body())
                .contains("500,00 EUR", "gilt ab:</span> 31. Jan. 2026, 11:00");
        owner.reading("en");
        assertThat(manager.get("/retail/agreement").body())
                .contains(
                        "You keep 15 % of the price and owe the rest after 14 days.",
                        "you keep 7.35 EUR")
                .doesNotContain("12.5 %");
        assertThat(owner.submit(here, here, Map.of("hold_days", "soon")).body())
                .contains("A whole number.");
        owner.submit(here, here + "/end", Map.of());
        assertThat(owner.get(here).body()).contains("the default</a> counts", "Ended:");
    }

    @Test
    void aSettingsFormMarksAllThatIsWrongAtOnce() {
        Map<String, List<String>> fields =
                Map.of(
                        "/console/settings/tills",
                        List.of("return_days", "late_sale_days", "entered_sales"),
                        "/console/settings/terms",
                        List.of("grace", "frozen", "uninstall", "longest_years"));
        fields.forEach(
                (settings, names) ->
                        assertThat(
                                        Jsoup.parse(
                                                        owner.submit(
                                                                        settings,
                                                                        settings,
                                                                        Map.of(
                                                                                names.get(0), "9999999",
                                                                                names.get(1), "soon",
                                                                                names.get(2), "-1"))
                                                                .body())
                                                .select("[aria-invalid]")
                                                .eachAttr("name"))
                                .isEqualTo(names));
    }

    @Test
    void aShopGetsHoursAndATillLimitsAndAKey() {
        String shop = "/console/outlets/" + harbour.outlet();
        HttpResponse<String> wrong =
                owner.submit(
                        shop,
                        shop,
                        Map.of("name", "Main Street", "active", "true", "hours_monday", "nine"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Hours such as 09:00-12:30");
        owner.submit(
                shop,
                shop,
                Map.of(
                        "name",
                        "Main Street",
                        "active",
                        "true",
                        "hours_monday",
                        "09:00-12:30, 14:00-18:00",
                        "contact_name",
                        "Mia"));
        assertThat(owner.get(shop).body()).contains("09:00-12:30, 14:00-18:00", "Mia");

        String till = "/console/terminals/" + harbour.till().id();
        owner.submit(
                till,
                till,
                Map.of("name", "Till 1", "active", "true", "activation_limit", "5", "day_limit", "99,50"));
        assertThat(owner.get(shop).body()).contains("5 sales", "99.50 EUR");
        assertThat(owner.submit(till, till + "/key", Map.of()).body()).contains("class=\"secret\"");
        assertThat(owner.get(till).body())
                .contains("The present key stops at once", "Yes, give it a new key");
        owner.submit(till, till + "/key/withdraw", Map.of());
        assertThat(owner.get(till).body())
                .contains("has no key", "Give it a key")
                .doesNotContain("The present key stops at once");
    }

    @Test
    void aClosedRetailerIsFoundAndSaysSo() {
        String here = "/console/retailers/" + rival;
        owner.submit(
                here + "/details",
                here + "/details",
                Map.of("name", "Rival", "country", "de", "vat_id", "DE123456789"));
        assertThat(owner.get(here).body()).contains("Rival is closed");
        assertThat(owner.get(here + "/details").body()).contains("value=\"DE\"", "DE123456789");
        assertThat(owner.get("/console/retailers?search=RIV").body())
                .contains("Rival", "not active", "/api/v1/retailers?search=RIV&amp;as=csv")
                .doesNotContain("Corner");
        assertThat(owner.get("/api/v1/retailers?search=RIV&as=csv").body())
                .contains("Rival")
                .doesNotContain("Corner");
        assertThat(
                        owner.submit(here + "/details", here + "/details", Map.of("name", ""))
                                .body())
                .contains("Please fill this in.");
    }

    @Test
    void theirPagesSayWhoDidWhatToThemToWhoeverMayReadTheLog() {
        String here =
                owner.submit("/console/retailers", "/console/retailers", Map.of("name", "Kiosk"))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        owner.submit(here, here + "/outlets", Map.of("outlet_name", "Pier"));
        rename(here, "Kiosk 1");
        Document page = Jsoup.parse(owner.get(here).body());
        assertThat(page.select("section[aria-labelledby=changes-here] strong").eachText())
                .containsExactly("Changed a retailer", "Added a retailer");
        assertThat(page.expectFirst("section[aria-labelledby=changes-here]").text())
                .contains("by Somebody", "name: Kiosk 1")
                .doesNotContain("Rival", "Older entries");
        String outlet = page.expectFirst("a[href^=/console/outlets/]").attr("href");
        assertThat(owner.get(outlet).body()).contains("Added a shop").doesNotContain("Changed a retailer");

        String people = owner.get("/console/staff").body();
        String olga = "/console/audit?subject=staff%3A" + id("olga@harbour.example");
        assertThat(people).contains("href=\"" + olga + "\"");
        assertThat(owner.get(olga).body()).contains("Added a member of staff").doesNotContain("max@corner.example");

        Browser support = server.signedIn(made("sue@harbour.example", "support", null));
        assertThat(support.get(here).body()).contains("Kiosk 1").doesNotContain("Who did what here");
        for (int i = 2; i <= 10; i++) {
            rename(here, "Kiosk " + i);
        }
        Document later = Jsoup.parse(owner.reading("de").get(here).body());
        owner.reading("en");
        assertThat(later.text()).contains("Wer hier was getan hat");
        assertThat(later.select("section[aria-labelledby=changes-here] li")).hasSize(10);
        String older = later.expectFirst("section[aria-labelledby=changes-here] > p > a").attr("href");
        assertThat(owner.get(older).body()).contains("Added a retailer").doesNotContain("Rival");
    }

    @Test
    void whatShowsAKeyOnceReadsNothingThatItCouldFailBy() {
        String here = "/console/retailers/" + harbour.retailer();
        String made =
                owner.submit(
                                here,
                                here + "/outlets/" + harbour.outlet() + "/tills",
                                Map.of("till_name", "Till at the door"))
                        .body();
        assertThat(made).contains("class=\"secret\"").doesNotContain("Who did what here");
        assertThat(owner.get(here).body()).contains("Who did what here");
    }

    @Test
    void whatIsWrongWithAFieldInARowStandsAtThatField() {
        String here = "/console/retailers/" + harbour.retailer();
        assertThat(marked(here, here + "/outlets", Map.of("outlet_name", "")))
                .containsExactly("outlet_name");
        String till = "till_name-" + harbour.outlet();
        assertThat(marked(here, here + "/outlets/" + harbour.outlet() + "/tills", Map.of("till_name", "")))
                .containsExactly(till);
        assertThat(marked(here, here + "/people", Map.of("name", "", "email", "kim@harbour.example", "role", "clerk")))
                .containsExactly("name");
        Hold hold =
                world.wiring()
                        .inventory()
                        .holds()
                        .hold(
                                world.caller(),
                                new NewHold(null, harbour.outlet().toString(), "Flooded", null));
        assertThat(marked("/console/holds", "/console/holds/" + hold.id() + "/release", Map.of("reason", "")))
                .containsExactly("reason-" + hold.id());
        world.wiring().inventory().holdReleases().release(world.caller(), hold.id(), "Dry again");
    }

    /** Which fields a refused form marks, each with what is wrong beside it and a link to it at the top. */
    private List<String> marked(String page, String form, Map<String, String> typed) {
        HttpResponse<String> answer = owner.submit(page, form, typed);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        Document refused = Jsoup.parse(answer.body());
        List<String> marked = refused.select("[aria-invalid]").eachAttr("id");
        for (String field : marked) {
            assertThat(refused.expectFirst("[id=" + field + "]").attr("aria-describedby"))
                    .contains(field + "-problem");
            assertThat(refused.select("[role=alert] a").eachAttr("href")).contains("#" + field);
        }
        return marked;
    }

    private void rename(String retailer, String name) {
        assertThat(
                        owner.submit(retailer + "/details", retailer + "/details", Map.of("name", name, "active", "true"))
                                .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aManagerAsksForAnotherAccountAndTheProviderSeesItsEndOnly() {
        Map<String, String> told =
                Map.of("account_holder", "Corner Ltd", "iban", "DE89 3704 0044 0532 0130 00");
        assertThat(
                        manager.submit(
                                        "/retail/bank",
                                        "/retail/bank",
                                        Map.of("account_holder", "Corner Ltd", "iban", "DE88"))
                                .body())
                .contains("has 22 characters, this one has 4");
        assertThat(manager.submit("/retail/bank", "/retail/bank", told).statusCode())
                .isEqualTo(303);
        assertThat(manager.get("/retail/bank").body())
                .contains("DE…3000 waits")
                .doesNotContain("3704");
        String here = "/console/retailers/" + corner + "/bank";
        assertThat(owner.get(here).body()).contains("DE…3000 waits").doesNotContain("3704");
    }

    @Test
    void aProgramOfTheProviderDoesTheSame() throws IOException {
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        String path = "/api/v1/retailers/" + rival + "/staff";
        JsonNode made =
                json(
                        send(
                                key,
                                "POST",
                                path,
                                """
                                {"name": "Rob", "email": "rob@rival.example", "role": "manager"}
                                """));
        assertThat(made.path("password").asText()).isNotBlank();
        assertThat(made.path("role").asText()).isEqualTo("manager");
        String id = made.path("id").asText();
        JsonNode disabled = json(send(key, "POST", path + "/" + id + "/disable", ""));
        assertThat(disabled.path("disabled").asBoolean()).isTrue();
        assertThat(json(send(key, "GET", path, "")).path("items").findValuesAsText("email"))
                .contains("rob@rival.example");
        String wrong = "/api/v1/retailers/" + corner + "/staff/" + id + "/enable";
        assertThat(send(key, "POST", wrong, "").statusCode()).isEqualTo(404);
    }

    /** What the manager's own page does not offer, sent all the same. */
    private HttpResponse<String> forged(String path) {
        Matcher mark =
                Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                        .matcher(manager.get("/retail/staff").body());
        assertThat(mark.find()).isTrue();
        return manager.post(path, Map.of("csrf", mark.group(1)));
    }

    private UUID id(String email) {
        return world.wiring().access().staff().find(world.caller(), email).orElseThrow().id();
    }

    private StaffMembers.WithPassword made(
            String email, String role, @Nullable UUID retailer) {
        return world.member(email, "Somebody", role, retailer);
    }

    private HttpResponse<String> send(String key, String verb, String path, String body) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
