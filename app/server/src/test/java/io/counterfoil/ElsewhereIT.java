package io.counterfoil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.postgres.TestDatabase;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services whose database is a server of its own, and whose storage node is a process of its own.
 */
class ElsewhereIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestDatabase database = TestWorld.migrated();
    @TempDir private Path folder;
    private URI data;
    private URI admin;
    private Process node;

    @BeforeEach
    void startANodeByItself() throws Exception {
        data = URI.create("http://127.0.0.1:" + FreePort.find() + "/");
        admin = URI.create("http://127.0.0.1:" + FreePort.find() + "/");
        Path settings =
                Files.writeString(
                        folder.resolve("node.yml"),
                        """
                        dataFolder: %s
                        server:
                          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
                          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
                        """
                                .formatted(
                                        folder.resolve("storage"),
                                        data.getPort(),
                                        admin.getPort()));
        node =
                new ProcessBuilder(
                                ChildJava.command(
                                        CounterfoilApplication.class, "node", settings.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("node.log").toFile())
                        .start();
        await("the node")
                .atMost(Duration.ofSeconds(60))
                .failFast(() -> !node.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(admin.resolve("healthcheck")).statusCode() == 200);
    }

    @AfterEach
    void stop() throws InterruptedException {
        node.destroyForcibly().waitFor();
        database.close();
        client.close();
    }

    @Test
    void twoServicesShareADatabaseAndANodeAndACodeIsRedeemedOntoIt() throws Exception {
        DropwizardTestSupport<CounterfoilConfiguration> first = service("north", "storage");
        DropwizardTestSupport<CounterfoilConfiguration> second = service("north", "storage");
        first.before();
        try {
            second.before();
            JsonNode demo = JSON.readTree(folder.resolve("data/demo.json").toFile());
            assertThat(database.rows("SELECT proof_seen_at IS NOT NULL FROM print_run"))
                    .as("first steps that nobody could do any more")
                    .containsExactly("t");
            JsonNode opened = redeem(second, demo.required("code").asText());
            JsonNode repository = opened.required("repository");
            assertThat(repository.required("url").asText()).isEqualTo("rest:" + data);
            assertThat(create(repository)).isEqualTo(200);

            HttpRequest account =
                    request(first, "api/v1/accounts/" + opened.required("account").asText())
                            .header(
                                    "Authorization",
                                    "Bearer " + demo.at("/provider/api_key").asText())
                            .build();
            JsonNode placed = JSON.readTree(send(account).body()).required("node");
            assertThat(placed.required("name").asText()).isEqualTo("north");
            assertThat(placed.required("ready").asBoolean()).isTrue();
            for (DropwizardTestSupport<CounterfoilConfiguration> each : List.of(first, second)) {
                await("the node is asked, for two seconds at most")
                        .untilAsserted(
                                () ->
                                        assertThat(send(request(each, "health").build()).body())
                                                .contains("\"storage\":true"));
            }
        } finally {
            second.after();
            first.after();
        }
    }

    @Test
    void anotherNodeUnderTheSameNameIsRefusedAtTheStart() throws Exception {
        DropwizardTestSupport<CounterfoilConfiguration> first = service("north", "storage");
        first.before();
        try {
            Path another = Files.createDirectory(folder.resolve("another"));
            Files.writeString(another.resolve("node.key"), "k".repeat(64));
            assertThatThrownBy(service("north", "another")::before)
                    .hasStackTraceContaining("Another storage node is called north");
        } finally {
            first.after();
        }
    }

    @Test
    void aServiceHasANodeOfItsOwnAndAFurtherOneThatIsMeasured() throws Exception {
        DropwizardTestSupport<CounterfoilConfiguration> service =
                service(
                        """
                        node: {name: own, port: 0, adminPort: 0}
                        nodes:
                          - {name: north, adminUrl: '%s', publicUrl: '%s', keyFile: %s, accepts: false, overSubscription: 1.5}
                        """
                                .formatted(
                                        admin, data, folder.resolve("storage").resolve("node.key")));
        service.before();
        try {
            URI metrics = URI.create("http://127.0.0.1:" + service.getAdminPort() + "/metrics");
            await("the first measure")
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    get(metrics)
                                            .body()
                                            .contains("storage_node_promise_bytes{node=\"north\"}"));
            assertThat(get(metrics).body())
                    .contains(
                            "storage_node_accepts{node=\"north\"} 0.0",
                            "storage_node_accepts{node=\"own\"} 1.0",
                            "storage_node_disk_bytes{node=\"own\"}")
                    .doesNotContain("storage_node_promise_bytes{node=\"own\"}");
        } finally {
            service.after();
        }
    }

    private DropwizardTestSupport<CounterfoilConfiguration> service(String name, String storage)
            throws IOException {
        return service(
                "node: {start: false, name: %s, adminUrl: '%s', publicUrl: '%s', keyFile: %s}"
                        .formatted(
                                name, admin, data, folder.resolve(storage).resolve("node.key")));
    }

    private DropwizardTestSupport<CounterfoilConfiguration> service(String nodes)
            throws IOException {
        Path settings =
                Files.writeString(
                        Files.createTempFile(folder, "service", ".yml"),
                        """
                        dataFolder: %s
                        database: {url: '%s', password: '%s', ownerUser: %s, ownerPassword: '%s', connections: 8}
                        %s
                        server:
                          registerDefaultExceptionMappers: false
                          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                          requestLog: {appenders: []}
                        logging: {level: WARN}
                        """
                                .formatted(
                                        folder.resolve("data"),
                                        database.jdbcUrl(),
                                        database.app().password(),
                                        database.owner().user(),
                                        database.owner().password(),
                                        nodes));
        return new DropwizardTestSupport<>(CounterfoilApplication.class, settings.toString());
    }

    private JsonNode redeem(DropwizardTestSupport<CounterfoilConfiguration> service, String code)
            throws Exception {
        String body =
                """
                {"code": "%s", "new_account": {"name": "Anna", "email": "anna@example.com", "username": "anna"}}
                """
                        .formatted(code);
        HttpResponse<String> answer =
                send(
                        request(service, "api/v1/redemptions")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    /** Makes the repository as restic does, with the credentials that the customer was shown. */
    private int create(JsonNode repository) throws Exception {
        String credentials =
                repository.required("username").asText()
                        + ":"
                        + repository.required("password").asText();
        HttpRequest create =
                HttpRequest.newBuilder(data.resolve("?create=true"))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(credentials.getBytes(UTF_8)))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return send(create).statusCode();
    }

    private static HttpRequest.Builder request(
            DropwizardTestSupport<CounterfoilConfiguration> service, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.getLocalPort() + "/" + path));
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).build());
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
