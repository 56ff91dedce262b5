package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The API's description as a client takes it: what is sent and answered has to fit it, and answers
 * may hold nothing that it doesn't tell of.
 */
public final class ApiContract {

    private final JsonNode api;
    private final JsonNode components;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** The contract that this description is. */
    public ApiContract(JsonNode api) {
        this.api = api;
        this.components = api.required("components").deepCopy();
        components
                .required("schemas")
                .forEach(
                        schema -> {
                            if (schema.has("properties") && !schema.has("additionalProperties")) {
                                ((ObjectNode) schema).put("additionalProperties", false);
                            }
                        });
    }

    /** Checks an answer to a call; what is no JSON needs only its status described. */
    public void check(String verb, String path, int status, JsonNode body) {
        JsonNode answers = operation(verb, path).required("responses");
        String exact = Integer.toString(status);
        JsonNode answer =
                resolved(answers.path(answers.has(exact) ? exact : status / 100 + "XX"));
        assertThat(answer.isObject())
                .as("%s %s answers %d, which is described", verb, path, status)
                .isTrue();
        answer.path("content")
                .properties()
                .forEach(
                        content -> {
                            if (content.getKey().endsWith("json")) {
                                assertThat(faults(content.getValue().required("schema"), body))
                                        .as("%s %s %d: %s", verb, path, status, body)
                                        .isEmpty();
                            }
                        });
    }

    /** What is wrong with a value by a schema of the description. */
    public List<Error> faults(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(
                        schema.toString(),
                        text -> {
                            ObjectNode whole = schema.deepCopy();
                            whole.set("components", components);
                            return registry.getSchema(whole);
                        })
                .validate(value);
    }

    /** The operation behind a call. */
    public JsonNode operation(String verb, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return api.required("paths").properties().stream()
                .filter(each -> fits(each.getKey(), plain))
                .map(each -> each.getValue().path(verb.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow(() -> new AssertionError(verb + " " + path + " is not described"));
    }

    /** What a reference stands for, or the node itself. */
    public JsonNode resolved(JsonNode node) {
        @Nullable String reference = node.path("$ref").textValue();
        return reference == null ? node : api.at(reference.substring(1));
    }

    private static boolean fits(String template, String path) {
        return Pattern.matches(template.replaceAll("\\{[^}]+}", "[^/]+"), path);
    }
}
