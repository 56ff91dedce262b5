package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsIT {
    private TestWorld world;
    private TestServer server;
    private String key;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void everythingThatNeedsTwoHasAName() {
        // What other tests define in a service is nothing that it offers.
        try (TestWorld alone = TestWorld.alone()) {
            assertThat(alone.wiring().access().approvals().actions())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(
                            action ->
                                    assertThat(ApprovalWords.of(action).toString())
                                            .isNotEqualTo(action));
        }
    }

    @Test
    void aProgramReadsAndChangesTheSettingsOfItsOwnProvider() throws IOException {
        JsonNode before = json(send("GET", ""));
        assertThat(before.path("name").asText()).isEqualTo("Harbour Backup");
        assertThat(before.path("void_limit").asInt()).isEqualTo(100);
        assertThat(before.path("activation_limit").asInt()).isEqualTo(30);

        JsonNode after = json(send("PATCH", "{\"activation_limit\":0}"));
        assertThat(after.path("activation_limit").asInt()).isZero();
        assertThat(after.path("void_limit").asInt()).isEqualTo(100);
        assertThat(json(send("GET", ""))).isEqualTo(after);
        assertThat(world.wiring().access().providers().byHost("other.example").orElseThrow())
                .extracting(Provider::activationLimit)
                .isEqualTo(30);
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(1, null))
                .items())
                .extracting(Audit.Entry::action)
                .containsExactly("provider.changed");
    }

    @Test
    void aMovedProviderAnswersAtItsNewAddress() throws IOException {
        HttpResponse<String> moved =
                send(
                        "PATCH",
                        """
                        {"web_address": "New.Example", "name": "Bay Backup", "time_zone": "Asia/Tokyo"}
                        """);
        assertThat(json(moved).path("web_address").asText()).isEqualTo("new.example");
        assertThat(json(moved).path("time_zone").asText()).isEqualTo("Asia/Tokyo");
        Providers providers = world.wiring().access().providers();
        assertThat(providers.byHost("new.example")).map(Provider::name).hasValue("Bay Backup");
        assertThat(providers.byHost("harbour.example")).isEmpty();
    }

    @Test
    void coloursAreChangedOneByOneAndOnlyToReadableOnes() throws IOException {
        JsonNode before = json(send("GET", "")).path("colours");
        assertThat(before.path("main").asText()).isEqualTo(Palette.SHIPPED.main());

        JsonNode after = json(send("PATCH", "{\"colours\":{\"main\":\"#1D4ED8\"}}"));
        assertThat(after.path("colours").path("main").asText()).isEqualTo("#1d4ed8");
        assertThat(after.path("colours").path("dark")).isEqualTo(before.path("dark"));

        HttpResponse<String> noColour =
                send("PATCH", "{\"colours\":{\"main\":\"blue\",\"accent\":\"#12345\"}}");
        assertThat(noColour.statusCode()).isEqualTo(422);
        assertThat(noColour.body())
                .contains("colours.main", "colours.accent", "such as #0b5d66");
        HttpResponse<String> unreadable =
                send("PATCH", "{\"name\":\"Bay\",\"colours\":{\"main\":\"#ffe000\"}}");
        assertThat(unreadable.statusCode()).isEqualTo(422);
        assertThat(unreadable.body()).contains("colours.main", "White text", "Choose a darker one");
        assertThat(json(send("GET", ""))).as("nothing of it is done").isEqualTo(after);
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(1, null))
                .items())
                .extracting(entry -> entry.detail().path("colours").asText())
                .singleElement()
                .asString()
                .contains("main #1d4ed8");
    }

    @Test
    void aHigherVoidLimitWaitsForASecondPersonAndALowerOneDoesNot() throws IOException {
        Caller ann = owner("ann@harbour.example");
        assertThat(json(send("PATCH", "{\"void_limit\":200}")).path("void_limit").asInt())
                .as("nobody else could agree")
                .isEqualTo(200);
        Caller ben = owner("ben@harbour.example");

        HttpResponse<String> asked =
                send("PATCH", "{\"void_limit\":300,\"activation_limit\":7}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        JsonNode waiting = new ObjectMapper().readTree(asked.body());
        assertThat(waiting.path("void_limit").asInt()).isEqualTo(200);
        assertThat(waiting.path("activation_limit").asInt()).isEqualTo(7);

        UUID approval = UUID.fromString(waiting.path("approval").asText());
        assertThat(world.wiring().access().approvals().approve(ben, approval).summary())
                .isEqualTo("Let one person alone void up to 299 items at once, instead of 199");
        assertThat(json(send("GET", "")).path("void_limit").asInt()).isEqualTo(300);
        assertThat(json(send("PATCH", "{\"void_limit\":5}")).path("void_limit").asInt())
                .isEqualTo(5);
        assertThat(world.wiring().access().approvals().list(ann, ApprovalFilter.ALL, Listing.first()).items()).hasSize(1);
    }

    @Test
    void theEndOfProofApprovalWaitsForASecondPersonAndItsBeginningDoesNot() throws IOException {
        owner("ann@harbour.example");
        Caller ben = owner("ben@harbour.example");
        assertThat(json(send("PATCH", "{\"proof_approval\":true}")).path("proof_approval").asBoolean())
                .isTrue();

        HttpResponse<String> asked =
                send("PATCH", "{\"proof_approval\":false,\"void_limit\":300,\"name\":\"Bay\"}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        JsonNode waiting = new ObjectMapper().readTree(asked.body());
        assertThat(waiting.path("proof_approval").asBoolean()).isTrue();
        assertThat(waiting.path("void_limit").asInt()).isEqualTo(100);
        assertThat(waiting.path("name").asText()).isEqualTo("Bay");

        UUID approval = UUID.fromString(waiting.path("approval").asText());
        assertThat(world.wiring().access().approvals().approve(ben, approval).summary())
                .isEqualTo(
                        "Let one person alone void up to 299 items at once, instead of 99. Let print"
                                + " runs be printed although nobody approved of their proofs");
        JsonNode after = json(send("GET", ""));
        assertThat(after.path("proof_approval").asBoolean()).isFalse();
        assertThat(after.path("void_limit").asInt()).isEqualTo(300);
    }

    @Test
    void whoMadeAKeyCannotAgreeToWhatItAsksForNorToWhatAKeyOfThatKeyAsksFor() throws IOException {
        Caller ann = owner("ann@harbour.example");
        Caller ben = owner("ben@harbour.example");
        String first = world.wiring().access().apiKeys().make(ann, "First", null).key();
        HttpResponse<String> made = send(first, "POST", "/api/v1/api-keys", "{\"label\":\"Second\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String second = new ObjectMapper().readTree(made.body()).path("key").asText();

        for (String asking : List.of(first, second)) {
            HttpResponse<String> asked =
                    send(asking, "PATCH", "/api/v1/provider", "{\"void_limit\":300}");
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
            UUID approval =
                    UUID.fromString(
                            new ObjectMapper().readTree(asked.body()).path("approval").asText());
            assertThatThrownBy(() -> world.wiring().access().approvals().approve(ann, approval))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("You asked for this yourself");
            assertThat(world.wiring().access().approvals().reject(ben, approval).requestedBy())
                    .isEqualTo(ann.actor().person());
        }
    }

    @Test
    void aProviderAnswersAtItsAddressOnEveryPort() {
        Providers providers = world.wiring().access().providers();

        assertThat(providers.byHost("other.example:8443"))
                .isEqualTo(providers.byHost("other.example"))
                .isPresent();
        assertThat(providers.byHost("another.example:8443")).isEmpty();
    }

    @Test
    void whatCanNotBeIsRefused() {
        for (String body :
                new String[] {
                    "{\"activation_limit\":-1}",
                    "{\"activation_limit\":1.5}",
                    "{\"void_limit\":10000001}",
                    "{\"name\":\" \"}",
                    "{\"time_zone\":\"Mars\"}",
                    "{\"web_address\":\"https://codes.example\"}",
                    "{\"web_address\":\"other.example\"}",
                    "{\"currency\":\"USD\"}"
                }) {
            assertThat(send("PATCH", body).statusCode()).as(body).isEqualTo(422);
        }
    }

    @Test
    void anOwnerChangesThemOnAPage() {
        Browser browser = server.signedIn("ann@harbour.example", "Ann", "owner", null);
        HttpResponse<String> refused =
                browser.submit(
                        "/console/settings",
                        "/console/settings",
                        form("many"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"many\"", "Please write a whole number.");
        Map<String, String> wrong =
                Map.of(
                        "name", "x".repeat(201),
                        "web_address", "no address",
                        "time_zone", "Harbour",
                        "void_limit", "some",
                        "activation_limit", "10001");
        Document all =
                Jsoup.parse(
                        browser.submit("/console/settings", "/console/settings", wrong).body());
        wrong.forEach(
                (field, typed) -> {
                    assertThat(all.select("#" + field).val()).isEqualTo(typed);
                    assertThat(all.select("#" + field + "-problem").text())
                            .as(field)
                            .isNotBlank();
                });
        assertThat(
                        browser.submit(
                                        "/console/settings",
                                        "/console/settings",
                                        form(" 12 "))
                                .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/console/settings").body())
                .contains("The settings are changed.", "value=\"5\"", "value=\"12\"");

        send("PATCH", "{\"proof_approval\":true,\"colours\":{\"main\":\"#1d4ed8\"}}");
        assertThat(browser.get("/console/audit").body())
                .contains("activation limit:</span> 12", "proof approval:</span> yes", "#1d4ed8");
    }

    @Test
    void theAuditLogSaysWhoDidWhatToWhichThingFromWhereAndIsFiltered() throws IOException {
        Browser ann = signedIn("ann@harbour.example");
        ann.submit("/console/keys", "/console/keys", Map.of("label", "Web shop"));
        send("PATCH", "{\"activation_limit\":7}");

        assertThat(ann.get("/console/audit").body())
                .contains(
                        "ann@harbour.example",
                        "Made an API key",
                        "API key Web shop",
                        "a program with the key Test",
                        "Changed the settings",
                        "127.0.0.1")
                .doesNotContain(key, "key.made");
        UUID id =
                world.wiring()
                        .access()
                        .staff()
                        .find(world.caller(), "ann@harbour.example")
                        .orElseThrow()
                        .id();
        assertThat(actions("?actor=staff:" + id)).containsExactly("key.made", "staff.signed_in");
        assertThat(actions("?actor=key&area=settings")).containsExactly("provider.changed");
        assertThat(actions("?action=key.made&actor=staff")).containsExactly("key.made");
        assertThat(actions("?subject=provider:" + world.provider().id()))
                .containsExactly("provider.changed");
        assertThat(actions("?subject=key&area=access")).containsExactly("key.made", "key.made");
        LocalDate today = LocalDate.ofInstant(world.clock().instant(), world.provider().zone());
        assertThat(actions("?area=settings&from=" + today + "&until=" + today)).hasSize(1);
        world.clock().forward(Duration.ofDays(1));
        send("PATCH", "{\"activation_limit\":8}");
        assertThat(actions("?area=settings")).hasSize(2);
        assertThat(actions("?area=settings&until=" + today)).hasSize(1);
        JsonNode first = json(log("?area=settings&limit=1"));
        assertThat(first.at("/items/0/detail/activation_limit").asInt()).isEqualTo(8);
        assertThat(first.at("/items/0/address").asText()).isEqualTo("127.0.0.1");
        assertThat(json(log("?area=settings&after=" + first.path("next").asText())).path("items"))
                .singleElement()
                .satisfies(
                        last ->
                                assertThat(last.at("/detail/activation_limit").asInt())
                                        .isEqualTo(7));

        HttpResponse<String> wrong = log("?actor=Ann&area=keys&action=made&from=today&subject=%0A");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("\"actor\"", "\"action\"", "\"subject\"", "\"from\"", "such as key.made");
        HttpResponse<String> swapped =
                signedIn("ben@harbour.example")
                        .get("/console/audit?from=2026-02-02&until=2026-02-01");
        assertThat(swapped.statusCode()).isEqualTo(422);
        assertThat(swapped.body()).contains("Swap the two.", "value=\"2026-02-02\"");
    }

    @Test
    void theAuditLogIsSavedAsATableAndShowsNothingOfOthers() {
        Browser ann = signedIn("ann@harbour.example");
        world.wiring().access().apiKeys().make(world.decoy(), "Decoy", null);
        HttpResponse<String> table = ann.get("/api/v1/audit?area=access&as=csv");
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.headers().firstValue("Content-Disposition").orElse("")).contains("audit.csv");
        assertThat(table.body().lines()).hasSize(3);
        assertThat(table.body())
                .contains("\"key.made\",\"Made an API key\"", "\"{\"\"label\"\":\"\"Test\"\"}\"")
                .doesNotContain("Decoy", "staff.signed_in");
        assertThat(ann.get("/console/audit").body()).doesNotContain("Decoy");
        assertThat(log("").body()).doesNotContain("Decoy");
    }

    private Browser signedIn(String email) {
        return server.signedIn(email, email, "owner", null);
    }

    private HttpResponse<String> log(String query) {
        return server.send(
                server.request("/api/v1/audit" + query)
                        .header("Authorization", "Bearer " + key)
                        .build());
    }

    private List<String> actions(String query) throws IOException {
        List<String> actions = new ArrayList<>();
        json(log(query)).path("items").forEach(entry -> actions.add(entry.path("action").asText()));
        return actions;
    }

    private static Map<String, String> form(String activationLimit) {
        return Map.of(
                "name",
                "Harbour Backup",
                "web_address",
                "harbour.example",
                "time_zone",
                "UTC",
                "void_limit",
                "5",
                "activation_limit",
                activationLimit);
    }

    private Caller owner(String email) {
        StaffMembers.WithPassword person = world.member(email, email, "owner", null);
        return new Caller(world.caller().scope(), new Actor("staff " + email, person.member().id()));
    }

    private HttpResponse<String> send(String verb, String body) {
        return send(key, verb, "/api/v1/provider", body);
    }

    private HttpResponse<String> send(String bearer, String verb, String path, String body) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }
}
