package io.counterfoil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.ApiContract;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Edition;
import io.counterfoil.catalog.Medium;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.ShipmentState;
import io.counterfoil.platform.Json;
import io.counterfoil.printing.Reprint;
import io.counterfoil.printing.RunState;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The description of the API, read by somebody who wants to write a client against it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {
    private static final ObjectMapper JSON = Json.mapper();
    private static final Pattern SERIAL = Pattern.compile("\\b[0-9]{14}\\b");

    /** The calls of the main job. */
    private static final List<String> MAIN_JOB =
            List.of(
                    "POST /api/v1/plans",
                    "POST /api/v1/products",
                    "POST /api/v1/print-runs",
                    "GET /api/v1/print-runs/{id}",
                    "POST /api/v1/print-runs/{id}/count-in",
                    "POST /api/v1/retailers",
                    "POST /api/v1/retailers/{id}/outlets",
                    "POST /api/v1/outlets/{id}/terminals",
                    "POST /api/v1/shipments",
                    "POST /api/v1/shipments/{id}/receipt",
                    "POST /api/v1/activations",
                    "POST /api/v1/activations/{request_id}/reversal",
                    "POST /api/v1/redemptions/preview",
                    "POST /api/v1/redemptions",
                    "POST /api/v1/accounts/{id}/repository-keys",
                    "GET /api/v1/serials/{serial}",
                    "GET /api/v1/accounts/{id}",
                    "GET /api/v1/inventory",
                    "GET /health");

    private final TestWorld world = new TestWorld();
    private final TestServer server = new TestServer(world);
    private final Map<String, JsonNode> operations = new TreeMap<>();
    private String document = "";
    private JsonNode api = JSON.nullNode();
    private ApiContract contract = new ApiContract(empty());
    private String key = "";

    private static JsonNode empty() {
        ObjectNode empty = JSON.createObjectNode();
        empty.withObject("/components/schemas");
        return empty;
    }

    @BeforeAll
    void read() throws Exception {
        document = server.send(server.request("/openapi.json").build()).body();
        api = JSON.readTree(document);
        contract = new ApiContract(api);
        key = world.wiring().access().apiKeys().make(world.caller(), "stranger", null).key();
        api.required("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                verb ->
                                                        operations.put(
                                                                verb.getKey()
                                                                                .toUpperCase(
                                                                                        Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey(),
                                                                verb.getValue())));
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void itIsValidOpenApi() {
        assertThat(new OpenAPIV3Parser().readContents(document).getMessages()).isEmpty();
        assertThat(api.required("openapi").asText()).startsWith("3.1.");
    }

    @Test
    void everythingThatIsExplainedIsThere() {
        Set<Class<?>> resources =
                world.wiring().resources().stream()
                        .<Class<?>>map(Object::getClass)
                        .collect(Collectors.toSet());
        assertThat(ApiDescription.of(resources).strange()).isEmpty();
    }

    @Test
    void everyOperationSaysWhatItTakesAndAnswers() {
        SoftAssertions softly = new SoftAssertions();
        operations.forEach(
                (call, operation) -> {
                    softly.assertThat(operation.path("summary").asText()).as(call).isNotBlank();
                    softly.assertThat(operation.path("tags")).as(call).hasSize(1);
                    operation
                            .path("parameters")
                            .forEach(
                                    parameter ->
                                            softly.assertThat(
                                                            contract.resolved(parameter)
                                                                    .path("description")
                                                                    .asText())
                                                    .as("%s %s", call, parameter)
                                                    .isNotBlank());
                    operation
                            .path("requestBody")
                            .path("content")
                            .forEach(
                                    content ->
                                            softly.assertThat(content.has("schema"))
                                                    .as(call)
                                                    .isTrue());
                    List<JsonNode> answers = new ArrayList<>();
                    operation
                            .required("responses")
                            .properties()
                            .forEach(
                                    answer -> {
                                        if (answer.getKey().startsWith("2")
                                                && !answer.getKey().equals("204")) {
                                            answer.getValue()
                                                    .required("content")
                                                    .forEach(answers::add);
                                        }
                                    });
                    softly.assertThat(
                                    answers.isEmpty()
                                            == operation.required("responses").has("204"))
                            .as("%s says with @Answer what is in its Response", call)
                            .isTrue();
                    softly.assertThat(answers).as(call).allMatch(each -> each.has("schema"));
                });
        softly.assertAll();
    }

    @Test
    void everyFieldIsExplained() {
        SoftAssertions softly = new SoftAssertions();
        api.at("/components/schemas")
                .properties()
                .forEach(
                        schema ->
                                schema.getValue()
                                        .path("properties")
                                        .properties()
                                        .forEach(
                                                field ->
                                                        softly.assertThat(
                                                                        field.getValue()
                                                                                .path("description")
                                                                                .asText())
                                                                .as(
                                                                        "%s.%s",
                                                                        schema.getKey(),
                                                                        field.getKey())
                                                                .isNotBlank()));
        softly.assertAll();
    }

    @Test
    void listedValuesAreThoseOfTheCode() {
        Map.of(
                        "Edition", Edition.values(),
                        "Medium", Medium.values(),
                        "SalesModel", SalesModel.values(),
                        "ItemState", ItemState.values(),
                        "ShipmentState", ShipmentState.values(),
                        "RunState", RunState.values(),
                        "ReprintState", Reprint.State.values())
                .forEach(
                        (schema, values) ->
                                assertThat(
                                                texts(
                                                        api.at("/components/schemas")
                                                                .required(schema)
                                                                .required("enum")))
                                        .as(schema)
                                        .containsExactlyInAnyOrderElementsOf(
                                                Arrays.stream(values)
                                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                                        .toList()));
    }

    @Test
    void everyCallOfTheMainJobHasAnExampleThatFits() {
        SoftAssertions softly = new SoftAssertions();
        operations.forEach(
                (call, operation) -> {
                    List<JsonNode> answers = new ArrayList<>();
                    operation
                            .required("responses")
                            .forEach(
                                    answer ->
                                            answer.path("content")
                                                    .forEach(
                                                            each -> {
                                                                if (each.has("example")) {
                                                                    answers.add(each);
                                                                }
                                                            }));
                    JsonNode body = operation.at("/requestBody/content/application~1json");
                    Stream.concat(answers.stream(), Stream.of(body).filter(each -> each.has("example")))
                            .forEach(
                                    each ->
                                            softly.assertThat(
                                                            contract.faults(
                                                                    each.required("schema"),
                                                                    each.required("example")))
                                                    .as(call)
                                                    .isEmpty());
                    if (MAIN_JOB.contains(call)) {
                        softly.assertThat(answers).as("examples of answers of %s", call).isNotEmpty();
                        softly.assertThat(body.isMissingNode() || body.has("example"))
                                .as("example of a request of %s", call)
                                .isTrue();
                    }
                });
        softly.assertThat(operations.keySet()).containsAll(MAIN_JOB);
        softly.assertAll();
    }

    @Test
    void whatIsRequiredCanNotBeLeftOut() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (String path :
                List.of(
                        "/api/v1/plans",
                        "/api/v1/products",
                        "/api/v1/print-runs",
                        "/api/v1/retailers",
                        "/api/v1/shipments",
                        "/api/v1/activations",
                        "/api/v1/redemptions/preview",
                        "/api/v1/redemptions",
                        "/api/v1/serials/void",
                        "/api/v1/api-keys")) {
            JsonNode body =
                    Objects.requireNonNull(operations.get("POST " + path))
                            .at("/requestBody/content/application~1json");
            JsonNode schema = contract.resolved(body.required("schema"));
            for (String field : texts(schema.required("required"))) {
                ObjectNode without = body.required("example").deepCopy();
                without.remove(field);
                HttpResponse<String> answer = post(path, without);
                softly.assertThat(answer.statusCode()).as("%s without %s", path, field).isEqualTo(422);
                softly.assertThat(
                                JSON.readTree(answer.body())
                                        .required("errors")
                                        .findValuesAsText("field"))
                        .as("%s without %s", path, field)
                        .contains(field);
            }
            ObjectNode more = body.required("example").deepCopy();
            HttpResponse<String> odd = post(path, more.put("odd", 1));
            softly.assertThat(odd.statusCode()).as("%s with an odd field", path).isEqualTo(422);
        }
        softly.assertAll();
    }

    @Test
    void examplesHoldNoSecretsAndRealSerials() {
        assertThat(document).doesNotContain(key);
        List<String> examples = new ArrayList<>();
        api.findValues("example").forEach(each -> addTexts(each, examples));
        api.findValues("examples").forEach(each -> addTexts(each, examples));
        assertThat(examples)
                .noneMatch(text -> RedemptionCode.parse(text) instanceof RedemptionCode.Parsed.Valid);
        for (String name : List.of("password", "temporary_password", "api_key", "key")) {
            assertThat(api.findValues(name).stream().filter(JsonNode::isTextual))
                    .as(name)
                    .allMatch(value -> value.asText().equals("(shown once)"));
        }
        assertThat(SERIAL.matcher(document).results().map(found -> found.group()).distinct())
                .isNotEmpty()
                .allMatch(text -> SerialNumber.parse(text) instanceof SerialNumber.Parsed.Valid);
    }

    private HttpResponse<String> post(String path, JsonNode body) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static void addTexts(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(each -> addTexts(each, texts));
    }
}
