package io.counterfoil.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.Plan;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keys that may do more or less, over the API and on a real storage node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryKeysIT {
    private static final String PACK = "a pack";
    private static final String OTHER = "another pack";
    private static final String LOCK = "a lock";

    private final HttpClient restic = HttpClient.newHttpClient();
    private StorageNode node;
    private TestWorld world;
    private TestServer server;
    private String apiKey;
    private String otherApiKey;
    private UUID account;
    private Shown first;

    /** A key as the API shows it, this once. */
    private record Shown(String username, String password) {}

    @BeforeAll
    void openAnAccount(@TempDir Path folder) throws Exception {
        node = StorageNode.start(NodeSettings.in(folder));
        world = new TestWorld();
        world.wiring()
                .storage()
                .nodes()
                .register("one", node.adminUrl(), node.dataUrl(), node.key());
        server = new TestServer(world);
        apiKey = apiKey(world.caller());
        otherApiKey = apiKey(world.decoy());
        OpenedAccount opened = opened("keys");
        account = opened.account();
        first = new Shown(opened.repository().username(), opened.repository().password());
        assertThat(world.wiring().storage().provisioning().deliverNow(account)).isTrue();
        assertThat(repository(first, "POST", "?create=true", "")).isEqualTo(200);
        assertThat(repository(first, "POST", data(PACK), PACK)).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        restic.close();
        server.close();
        world.close();
        node.close();
    }

    @Test
    void aKeyThatAppendsAddsObjectsAndDeletesNone() throws Exception {
        Shown appends = made("{\"scope\": \"append\", \"keep\": true}");
        assertThat(repository(appends, "GET", data(PACK), "")).isEqualTo(200);
        assertThat(repository(appends, "POST", data(OTHER), OTHER)).isEqualTo(200);
        assertThat(repository(appends, "DELETE", data(OTHER), "")).isEqualTo(403);
        assertThat(repository(appends, "DELETE", data(PACK), "")).isEqualTo(403);
        assertThat(repository(appends, "POST", lock(), LOCK)).isEqualTo(200);
        assertThat(repository(appends, "DELETE", lock(), "")).isEqualTo(200);
        assertThat(repository(first, "DELETE", data(OTHER), "")).as("a full one").isEqualTo(200);
    }

    @Test
    void aKeyThatReadsWritesNothingButLocks() throws Exception {
        Shown reads = made("{\"scope\": \"read\", \"keep\": true}");
        assertThat(repository(reads, "GET", data(PACK), "")).isEqualTo(200);
        assertThat(repository(reads, "POST", data(OTHER), OTHER)).isEqualTo(403);
        assertThat(repository(reads, "DELETE", data(PACK), "")).isEqualTo(403);
        assertThat(repository(reads, "POST", lock(), LOCK)).isEqualTo(200);
        assertThat(repository(reads, "DELETE", lock(), "")).isEqualTo(200);
    }

    @Test
    void anEndedKeyOpensNothingFromThenOnAndMayBeEndedAgain() throws Exception {
        Shown ends = made("{\"keep\": true}");
        assertThat(repository(ends, "GET", data(PACK), "")).isEqualTo(200);
        assertThat(ended(account, ends.username())).isEqualTo(204);
        assertThat(repository(ends, "GET", data(PACK), "")).isEqualTo(401);
        assertThat(repository(first, "GET", data(PACK), "")).as("another one").isEqualTo(200);
        assertThat(ended(account, ends.username())).as("again").isEqualTo(204);
        assertThat(listed()).doesNotContain(ends.username()).contains(first.username());
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        world.caller(),
                                        tx -> new EventLog().of(tx, Subject.account(account)))
                                .stream()
                                .filter(event -> event.type().equals("repository_key_ended"))
                                .filter(event -> event.data().toString().contains(ends.username())))
                .hasSize(1);
        for (String unknown : new String[] {"r0000000000", "nothing", "r"}) {
            assertThat(ended(account, unknown)).as(unknown).isEqualTo(404);
        }
    }

    @Test
    void whoEndsAKeyOnAPageIsToldThatItWorksNoMoreOnceItsNodeKnows() throws Exception {
        Browser support = server.signedIn("sue@harbour.example", "Sue", "support", null);
        String page = "/console/accounts/" + account;
        Shown ends = made("{\"keep\": true}");
        String end = page + "/repository-keys/" + ends.username() + "/revoke";
        assertThat(support.submit(page, end, Map.of()).statusCode()).isEqualTo(303);
        assertThat(repository(ends, "GET", data(PACK), "")).isEqualTo(401);
        assertThat(support.get(page).body())
                .contains("The key " + ends.username() + " works no more.");
        HttpResponse<String> made =
                support.submit(page, page + "/repository-keys", Map.of("scope", "append"));
        assertThat(made.body())
                .contains("The new repository key")
                .doesNotContain("The storage does not answer now");
    }

    @Test
    void theLastKeyMayGoAndANewOneOpensWhatIsThere() throws Exception {
        OpenedAccount alone = opened("alone");
        Shown only = new Shown(alone.repository().username(), alone.repository().password());
        world.wiring().storage().provisioning().deliverNow(alone.account());
        assertThat(repository(only, "POST", "?create=true", "")).isEqualTo(200);
        assertThat(repository(only, "POST", data(PACK), PACK)).isEqualTo(200);
        assertThat(ended(account, only.username())).as("of another account").isEqualTo(404);
        assertThat(ended(alone.account(), only.username())).isEqualTo(204);
        assertThat(repository(only, "GET", data(PACK), "")).isEqualTo(401);
        Shown next = made(alone.account(), "");
        assertThat(repository(next, "GET", data(PACK), "")).isEqualTo(200);
        Shown reads = made(alone.account(), "{\"scope\": \"read\"}");
        assertThat(repository(next, "GET", data(PACK), "")).as("not kept").isEqualTo(401);
        assertThat(repository(reads, "GET", data(PACK), "")).isEqualTo(200);
    }

    @Test
    void theListSaysWhatEachMayDoAndNoSecret() throws Exception {
        world.clock().forward(Duration.ofMinutes(1));
        Shown appends = made("{\"scope\": \"append\", \"keep\": true}");
        JsonNode newest = new ObjectMapper().readTree(listed()).required("items").get(0);
        assertThat(newest.required("scope").asText()).isEqualTo("append");
        assertThat(newest.required("username").asText()).isEqualTo(appends.username());
        assertThat(newest.required("created_at").asText()).isNotEmpty();
        assertThat(newest).hasSize(3);
        assertThat(listed())
                .contains("\"scope\":\"full\"")
                .doesNotContain(appends.password(), Credential.digest(appends.password()));
        assertThat(send(apiKey, "GET", account, "", "", "text/csv").body())
                .startsWith("\"username\",\"scope\",\"created_at\"")
                .contains("\"" + appends.username() + "\",\"append\",");
    }

    @Test
    void aScopeThatThereIsNotIsRefusedWithThoseThatThereAre() throws Exception {
        String before = listed();
        for (String body :
                new String[] {
                    "{\"scope\": \"copy\"}", "{\"scope\": \"FULL\"}", "{\"scope\": \"\"}"
                }) {
            HttpResponse<String> refused = send(apiKey, "POST", account, "", body, "*/*");
            assertThat(refused.statusCode()).as(body).isEqualTo(422);
            assertThat(refused.body()).contains("One of full, append, read.");
        }
        assertThat(listed()).as("nothing stopped").isEqualTo(before);
    }

    @Test
    void whoSendsTheSameAgainGetsTheSameKeyAndAnotherScopeIsAnotherRequest() throws Exception {
        String body = "{\"scope\": \"read\", \"keep\": true}";
        HttpRequest.Builder request =
                request(apiKey, account, "").header("Idempotency-Key", "key-of-a-program");
        String made = posted(request, body, 201);
        assertThat(posted(request, body, 201)).isEqualTo(made);
        posted(request, body.replace("read", "append"), 409);
    }

    @Test
    void anotherProvidersAccountIsNotThere() {
        assertThat(send(otherApiKey, "GET", account, "", "", "*/*").statusCode()).isEqualTo(404);
        assertThat(send(otherApiKey, "POST", account, "", "{}", "*/*").statusCode())
                .isEqualTo(404);
        assertThat(
                        send(otherApiKey, "DELETE", account, "/" + first.username(), "", "*/*")
                                .statusCode())
                .isEqualTo(404);
        assertThat(listed()).contains(first.username());
    }

    private OpenedAccount opened(String name) {
        Plan plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(
                                world.caller(),
                                new NewPlan("Plan of " + name, "basic", 1L << 30, null, null));
        return world.wiring()
                .customers()
                .opening()
                .open(
                        world.caller(),
                        new OpeningRequest(
                                null,
                                "Kim",
                                null,
                                plan.id().toString(),
                                null,
                                null,
                                name + "@example.com",
                                name,
                                null,
                                null,
                                null,
                                "P1Y"));
    }

    private Shown made(String body) throws Exception {
        return made(account, body);
    }

    private Shown made(UUID of, String body) throws Exception {
        HttpResponse<String> made = send(apiKey, "POST", of, "", body, "*/*");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode key = new ObjectMapper().readTree(made.body());
        return new Shown(key.required("username").asText(), key.required("password").asText());
    }

    private int ended(UUID of, String username) {
        return send(apiKey, "DELETE", of, "/" + username, "", "*/*").statusCode();
    }

    private String listed() {
        HttpResponse<String> listed = send(apiKey, "GET", account, "", "", "application/json");
        assertThat(listed.statusCode()).as(listed.body()).isEqualTo(200);
        return listed.body();
    }

    private String apiKey(Caller caller) {
        return world.wiring().access().apiKeys().make(caller, "Test", null).key();
    }

    private HttpResponse<String> send(
            String key, String method, UUID of, String path, String body, String accepted) {
        return server.send(
                request(key, of, path)
                        .header("Accept", accepted)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private String posted(HttpRequest.Builder request, String body, int status) {
        HttpResponse<String> answer =
                server.send(
                        request.copy().POST(HttpRequest.BodyPublishers.ofString(body)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private HttpRequest.Builder request(String key, UUID of, String path) {
        return server.request("/api/v1/accounts/" + of + "/repository-keys" + path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    /** What the node answers to a backup program, as a status. */
    private int repository(Shown key, String method, String path, String body) throws Exception {
        String pair = key.username() + ":" + key.password();
        return restic.send(
                        HttpRequest.newBuilder(URI.create(node.dataUrl() + path))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(pair.getBytes(UTF_8)))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String data(String content) {
        return "data/" + Credential.digest(content);
    }

    private static String lock() {
        return "locks/" + Credential.digest(LOCK);
    }
}
