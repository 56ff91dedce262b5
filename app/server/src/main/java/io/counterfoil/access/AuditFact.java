package io.counterfoil.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.platform.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A fact of an audit entry as people read it.
 *
 * @param name what it is about
 * @param value what it says
 */
public record AuditFact(String name, Text value) {
    private static final String SUMMARY = "summary";
    private static final Text NOTHING = Text.of("{value}", "value", "–");

    /**
     * The facts of an entry.
     *
     * @param names what a thing is called, by its kind and id; empty: nobody knows
     */
    static List<AuditFact> of(
            Audit.Entry entry, BiFunction<String, String, Optional<String>> names) {
        return facts(entry.action(), entry.detail(), names)
                // The page says it in place of the thing's name.
                .filter(fact -> !fact.name().equals(SUMMARY))
                .toList();
    }

    // What was agreed on has facts of its own, which say enough without their common name.
    private static Stream<AuditFact> facts(
            String action,
            JsonNode detail,
            BiFunction<String, String, Optional<String>> names) {
        return detail.properties().stream()
                .flatMap(
                        fact ->
                                fact.getValue().isObject() && !isMoney(fact.getValue())
                                        ? facts(action, fact.getValue(), names)
                                        : Stream.of(
                                                new AuditFact(
                                                        AuditWords.fact(fact.getKey()),
                                                        value(action, fact, names))));
    }

    private static Text value(
            String action,
            Map.Entry<String, JsonNode> fact,
            BiFunction<String, String, Optional<String>> names) {
        JsonNode value = fact.getValue();
        if (value.isBoolean()) {
            return Text.of(value.asBoolean() ? "yes" : "no");
        }
        String text = text(value);
        if (text.isEmpty()) {
            return NOTHING;
        }
        return isId(text)
                ? Text.of("{value}", "value", names.apply(fact.getKey(), text).orElse(text))
                : AuditWords.value(action, fact.getKey(), text);
    }

    private static String text(JsonNode value) {
        if (isMoney(value)) {
            return value.path("amount").asText() + " " + value.path("currency").asText();
        }
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(AuditFact::text)
                        .collect(Collectors.joining(", "))
                : value.asText("");
    }

    private static boolean isMoney(JsonNode value) {
        return value.has("amount") && value.has("currency");
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
