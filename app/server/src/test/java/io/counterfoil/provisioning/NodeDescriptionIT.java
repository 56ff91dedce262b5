package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.counterfoil.ApiContract;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.node.contract.AccountPage;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.ContractVersion;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Found;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.NodeProblem;
import io.counterfoil.node.contract.NodeTime;
import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Repositories;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.contract.Scrub;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.contract.Usage;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a node says of its own contract, against what it answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeDescriptionIT {
    private static final ObjectMapper JSON = ContractJson.strict();

    private static final Map<String, Class<? extends Record>> RECORDS =
            Map.ofEntries(
                    Map.entry("AccountSpec", AccountSpec.class),
                    Map.entry("MovedTo", MovedTo.class),
                    Map.entry("Pool", Pool.class),
                    Map.entry("Credential", Credential.class),
                    Map.entry("AccountStatus", AccountStatus.class),
                    Map.entry("Found", Found.class),
                    Map.entry("Usage", Usage.class),
                    Map.entry("ObjectCounts", ObjectCounts.class),
                    Map.entry("Aside", Aside.class),
                    Map.entry("Purge", Purge.class),
                    Map.entry("UndeleteRequest", Undelete.Request.class),
                    Map.entry("Undelete", Undelete.class),
                    Map.entry("CopyRequest", Copy.Request.class),
                    Map.entry("CopySource", Copy.Source.class),
                    Map.entry("Copy", Copy.class),
                    Map.entry("Spared", Copy.Spared.class),
                    Map.entry("Repositories", Repositories.class),
                    Map.entry("AccountPage", AccountPage.class),
                    Map.entry("Capacity", Capacity.class),
                    Map.entry("Scrub", Scrub.class),
                    Map.entry("NodeProblem", NodeProblem.class));

    @TempDir static Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private StorageNode node;
    private String document;
    private JsonNode description;
    private ApiContract contract;

    @BeforeAll
    void start() throws Exception {
        node = StorageNode.start(NodeSettings.in(folder));
        document = send("GET", "/admin/openapi.json", null).body();
        description = JSON.readTree(document);
        contract = new ApiContract(description);
    }

    @AfterAll
    void stop() {
        http.close();
        node.close();
    }

    private HttpResponse<String> send(String verb, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        return send(verb, path, body, node.key().authorization());
    }

    private HttpResponse<String> send(
            String verb, String path, @Nullable Object body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        return http.send(
                HttpRequest.newBuilder(node.adminUrl().resolve(path))
                        .header("Authorization", authorization)
                        .method(verb, publisher)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Calls, and holds the answer against the description. */
    private JsonNode call(int status, String verb, String path, @Nullable Object body)
            throws Exception {
        HttpResponse<String> answer = send(verb, path, body);
        assertThat(answer.statusCode()).as("%s %s: %s", verb, path, answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue(NodeTime.HEADER).flatMap(NodeTime::read))
                .isPresent();
        assertThat(answer.headers().firstValue(ContractVersion.HEADER).map(ContractVersion::read))
                .hasValueSatisfying(version -> assertThat(version).hasValue(4));
        JsonNode json = JSON.readTree(answer.body());
        contract.check(verb, path, status, json);
        return json;
    }

    @Test
    void itIsValidOpenApi() {
        assertThat(new OpenAPIV3Parser().readContents(document).getMessages()).isEmpty();
        assertThat(description.required("openapi").asText()).startsWith("3.1.");
        assertThat(description.at("/info/version").asText())
                .isEqualTo(Integer.toString(ContractVersion.CURRENT));
    }

    @Test
    void onlyTheNodesKeyOpensIt() throws Exception {
        HttpResponse<String> answer = send("GET", "/admin/openapi.json", null, "Bearer wrong");
        assertThat(answer.statusCode()).isEqualTo(401);
        contract.check("GET", "/admin/openapi.json", 401, JSON.readTree(answer.body()));
    }

    @Test
    void everyFieldOfTheContractIsExplained() {
        RECORDS.forEach(
                (name, record) -> {
                    JsonNode fields =
                            description.at("/components/schemas/" + name).required("properties");
                    assertThat(fields.properties().stream().map(Map.Entry::getKey))
                            .as(name)
                            .containsExactlyInAnyOrderElementsOf(
                                    Arrays.stream(record.getRecordComponents())
                                            .map(NodeDescriptionIT::wireName)
                                            .toList());
                    fields.properties()
                            .forEach(
                                    field ->
                                            assertThat(field.getValue().path("description").asText())
                                                    .as("%s.%s", name, field.getKey())
                                                    .isNotBlank());
                });
        Set<String> schemas = new HashSet<>(RECORDS.keySet());
        schemas.add("AccountState");
        assertThat(
                        description.at("/components/schemas").properties().stream()
                                .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(schemas);
    }

    private static String wireName(RecordComponent component) {
        return new PropertyNamingStrategies.SnakeCaseStrategy().translate(component.getName());
    }

    @Test
    void listedValuesAreThoseOfTheContract() throws Exception {
        values("/AccountState", AccountState.class);
        values("/Credential/properties/scope", Scope.class);
        values("/MovedTo/properties/copy", MovedTo.Kept.class);
        values("/Copy/properties/state", Copy.Phase.class);
        values("/Purge/properties/phase", Purge.Phase.class);
        Set<String> problems = new HashSet<>();
        for (var field : NodeProblem.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                problems.add((String) field.get(null));
            }
        }
        assertThat(texts("/NodeProblem/properties/type"))
                .containsExactlyInAnyOrderElementsOf(problems);
    }

    private void values(String schema, Class<? extends Enum<?>> type) {
        assertThat(texts(schema))
                .as(schema)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(type.getFields())
                                .map(field -> field.getAnnotation(JsonProperty.class).value())
                                .toList());
    }

    private List<String> texts(String schema) {
        return StreamSupport.stream(
                        description.at("/components/schemas" + schema + "/enum").spliterator(),
                        false)
                .map(JsonNode::asText)
                .collect(Collectors.toList());
    }

    @Test
    void examplesFit() {
        description
                .findParents("example")
                .forEach(
                        content ->
                                assertThat(
                                                contract.faults(
                                                        content.required("schema"),
                                                        content.required("example")))
                                        .isEmpty());
        assertThat(description.findParents("example")).hasSizeGreaterThan(3);
    }

    @Test
    void everyAnswerIsWhatIsDescribed() throws Exception {
        String account = "/admin/accounts/" + UUID.randomUUID();
        call(404, "GET", account, null);
        call(404, "DELETE", account, null);
        call(404, "GET", account + "/repositories", null);
        call(400, "PUT", account, Map.of("version", 0));
        call(200, "PUT", account, spec(2, AccountState.CLOSED, null));
        call(200, "GET", account, null);
        call(409, "PUT", account, spec(1, AccountState.OPEN, null));
        call(409, "PUT", account, spec(2, AccountState.OPEN, null));
        call(
                409,
                "PUT",
                "/admin/accounts/" + UUID.randomUUID(),
                spec(1, AccountState.OPEN, null));
        call(200, "GET", account + "/repositories", null);
        call(202, "POST", account + "/copy", copy());
        await("it fails, as there is no such source")
                .until(() -> call(200, "GET", account, null).at("/copy").has("problem"));
        call(200, "PUT", account, spec(3, AccountState.OPEN, null));
        call(409, "POST", account + "/copy", copy());
        call(
                202,
                "POST",
                account + "/undelete",
                new Undelete.Request(UUID.randomUUID(), Instant.EPOCH));
        call(200, "PUT", account, spec(4, AccountState.MOVING, null));
        call(
                200,
                "PUT",
                account,
                spec(
                        5,
                        AccountState.MOVED,
                        new MovedTo(node.dataUrl(), MovedTo.Kept.DROPPED)));
        call(200, "GET", "/admin/accounts?limit=5", null);
        call(400, "GET", "/admin/accounts?limit=0", null);
        call(200, "GET", "/admin/capacity", null);
        call(202, "DELETE", account, null);
        await("it is purged")
                .until(
                        () ->
                                send("GET", account, null).body().contains("\"phase\":\"done\""));
        call(200, "DELETE", account, null);
        call(200, "GET", account, null);
        call(410, "PUT", account, spec(9, AccountState.OPEN, null));
        call(410, "POST", account + "/copy", copy());
    }

    private static AccountSpec spec(long version, AccountState state, @Nullable MovedTo there) {
        return new AccountSpec(
                version,
                1L << 30,
                1L << 29,
                new Pool(UUID.randomUUID(), 1L << 31),
                state,
                3600L,
                there,
                List.of(Credential.of("described", "secret", Scope.FULL)));
    }

    private Copy.Request copy() {
        return new Copy.Request(
                UUID.randomUUID(),
                new Copy.Source(node.dataUrl(), "nobody", "secret"),
                List.of(""),
                true,
                Instant.EPOCH,
                null);
    }
}
