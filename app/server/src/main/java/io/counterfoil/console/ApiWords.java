package io.counterfoil.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.counterfoil.web.ProblemMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code api.yml} files say in addition to the code. Each has some of these parts:
 *
 * <ul>
 *   <li>{@code document}: put into the description as it is;
 *   <li>{@code schemas}: added to those that were made of records, by name. A property's text alone
 *       is its description;
 *   <li>{@code operations}: by verb and path: {@code description}, {@code optional_body}, {@code
 *       request} and {@code answers} with an example each (an answer may be a text alone, for a
 *       refusal that needs one), {@code parameters} with what is special about them;
 *   <li>{@code parameters} and {@code properties}: what those of this name mean wherever nothing
 *       else is said of them.
 * </ul>
 */
final class ApiWords {
    private static final ObjectMapper YAML = YAMLMapper.builder().build();
    private static final String FILE = "api.yml";
    private static final String DESCRIPTION = "description";
    private static final String PROPERTIES = "properties";
    private static final String PARAMETERS = "parameters";
    private static final String EXAMPLE = "example";

    private final List<JsonNode> files;

    private ApiWords(List<JsonNode> files) {
        this.files = files;
    }

    /** The files in the packages of these classes. */
    static ApiWords beside(Collection<Class<?>> types) {
        Map<String, Class<?>> onePerPackage = new TreeMap<>();
        types.forEach(type -> onePerPackage.putIfAbsent(type.getPackageName(), type));
        return new ApiWords(
                onePerPackage.values().stream()
                        .map(type -> type.getResource(FILE))
                        .filter(Objects::nonNull)
                        .map(ApiWords::read)
                        .toList());
    }

    private static JsonNode read(URL file) {
        try (InputStream words = file.openStream()) {
            return YAML.readTree(words);
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be read".formatted(file), e);
        }
    }

    /** Adds everything that the files say, but for what isn't there, and returns that. */
    Set<String> mergeInto(ObjectNode api) {
        Set<String> strange = new TreeSet<>();
        files.forEach(file -> merge(api, file.path("document")));
        ObjectNode schemas = api.withObject("/components/schemas");
        part("schemas")
                .forEach(
                        (name, words) -> {
                            if (schemas.get(name) instanceof ObjectNode schema) {
                                strange.addAll(describe(name, schema, words));
                            } else {
                                strange.add(name);
                            }
                        });
        Map<String, JsonNode> properties = part(PROPERTIES);
        schemas.forEach(schema -> explain(schema.path(PROPERTIES), properties));

        Map<String, ObjectNode> operations = operations(api);
        Map<String, JsonNode> parameters = part(PARAMETERS);
        operations
                .values()
                .forEach(
                        operation ->
                                operation
                                        .path(PARAMETERS)
                                        .forEach(
                                                parameter ->
                                                        merge(
                                                                parameter,
                                                                parameters.get(
                                                                        parameter
                                                                                .path("name")
                                                                                .asText()))));
        part("operations")
                .forEach(
                        (call, words) -> {
                            ObjectNode operation = operations.get(call);
                            if (operation == null) {
                                strange.add(call);
                            } else {
                                tell(operation, words);
                            }
                        });
        return strange;
    }

    private Map<String, JsonNode> part(String name) {
        Map<String, JsonNode> part = new TreeMap<>();
        files.forEach(
                file ->
                        file.path(name)
                                .properties()
                                .forEach(
                                        entry -> {
                                            if (part.put(entry.getKey(), entry.getValue())
                                                    != null) {
                                                throw new IllegalStateException(
                                                        "two %s tell of %s"
                                                                .formatted(FILE, entry.getKey()));
                                            }
                                        }));
        return part;
    }

    /** By verb and path, as in {@code POST /api/v1/plans}. */
    private static Map<String, ObjectNode> operations(ObjectNode api) {
        Map<String, ObjectNode> operations = new TreeMap<>();
        api.path("paths")
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
                                                                (ObjectNode) verb.getValue())));
        return operations;
    }

    private static Set<String> describe(String name, ObjectNode schema, JsonNode words) {
        Set<String> strange = new TreeSet<>();
        words.properties().stream()
                .filter(entry -> !entry.getKey().equals(PROPERTIES))
                .forEach(entry -> merge(schema, entry.getKey(), entry.getValue()));
        words.path(PROPERTIES)
                .properties()
                .forEach(
                        entry -> {
                            JsonNode property = schema.path(PROPERTIES).path(entry.getKey());
                            if (property.isObject()) {
                                merge(property, entry.getValue());
                            } else {
                                strange.add(name + "." + entry.getKey());
                            }
                        });
        return strange;
    }

    /** Says what fields of these names mean everywhere, where nothing was said. */
    private static void explain(JsonNode properties, Map<String, JsonNode> meanings) {
        properties
                .properties()
                .forEach(
                        entry -> {
                            if (!entry.getValue().has(DESCRIPTION)) {
                                merge(entry.getValue(), meanings.get(entry.getKey()));
                            }
                        });
    }

    private static void tell(ObjectNode operation, JsonNode words) {
        if (words.has(DESCRIPTION)) {
            operation.set(DESCRIPTION, words.get(DESCRIPTION));
        }
        if (words.path("optional_body").asBoolean()) {
            in(operation, "requestBody").put("required", false);
        }
        if (words.has("request")) {
            json(in(operation, "requestBody")).set(EXAMPLE, words.get("request"));
        }
        words.path("answers")
                .properties()
                .forEach(
                        entry -> answer(in(operation, "responses"), entry.getKey(), entry.getValue()));
        words.path(PARAMETERS)
                .properties()
                .forEach(
                        entry ->
                                operation
                                        .path(PARAMETERS)
                                        .forEach(
                                                parameter -> {
                                                    if (parameter
                                                            .path("name")
                                                            .asText()
                                                            .equals(entry.getKey())) {
                                                        merge(parameter, entry.getValue());
                                                    }
                                                }));
    }

    private static void answer(ObjectNode answers, String status, JsonNode words) {
        if (words.isTextual() && !answers.path(status).has("content")) {
            ObjectNode refusal = answers.putObject(status);
            refusal.set(DESCRIPTION, words);
            refusal.withObject("/content")
                    .putObject(ProblemMapper.PROBLEM_JSON)
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/Problem");
        } else if (words.isTextual()) {
            in(answers, status).set(DESCRIPTION, words);
        } else {
            json(in(answers, status)).set(EXAMPLE, words);
        }
    }

    private static ObjectNode json(ObjectNode body) {
        return in(in(body, "content"), "application/json");
    }

    private static ObjectNode in(ObjectNode node, String name) {
        if (node.get(name) instanceof ObjectNode there) {
            return there;
        }
        throw new IllegalStateException(
                "An %s tells of a %s that isn't in %s".formatted(FILE, name, node));
    }

    private static void merge(ObjectNode node, String name, JsonNode words) {
        if (node.get(name) instanceof ObjectNode there && words.isObject()) {
            merge(there, words);
        } else {
            node.set(name, words.deepCopy());
        }
    }

    /** Adds words to an object; a text alone is its description. */
    private static void merge(JsonNode node, @Nullable JsonNode words) {
        if (words == null) {
            return;
        }
        if (words.isTextual()) {
            ((ObjectNode) node).set(DESCRIPTION, words);
        } else {
            if (words.has("$ref")) {
                ((ObjectNode) node).remove("type");
            }
            words.properties()
                    .forEach(
                            entry -> merge((ObjectNode) node, entry.getKey(), entry.getValue()));
        }
    }
}
