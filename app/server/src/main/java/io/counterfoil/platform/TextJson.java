package io.counterfoil.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts as JSON, for those that are said later than they are made: then the reader's language is
 * known.
 */
public final class TextJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TextJson() {}

    /** The text as a JSON object. */
    public static String write(Text text) {
        return node(text).toString();
    }

    /**
     * The text that was written so.
     *
     * @throws IllegalArgumentException if it wasn't
     */
    public static Text read(String json) {
        try {
            return text(JSON.readTree(json));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("no text", e);
        }
    }

    private static ObjectNode node(Text text) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("english", text.english());
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        text.values().forEach((name, value) -> values.set(name, node(value)));
        return text.values().isEmpty() ? node : node.set("values", values);
    }

    private static JsonNode node(Object value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return switch (value) {
            case Text text -> node(text);
            case Money money ->
                    node.put("amount", money.amount())
                            .put("currency", money.currency().getCurrencyCode());
            case LocalDate day -> node.put("day", day.toString());
            case ZonedDateTime moment -> node.put("moment", moment.toString());
            case Number number -> JSON.valueToTree(number);
            default -> JsonNodeFactory.instance.textNode(value.toString());
        };
    }

    private static Text text(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.path("values")
                .properties()
                .forEach(value -> values.put(value.getKey(), value(value.getValue())));
        return new Text(required(node, "english"), values);
    }

    private static Object value(JsonNode node) {
        if (node.has("english")) {
            return text(node);
        }
        if (node.has("amount")) {
            return Money.of(required(node, "amount"), required(node, "currency"));
        }
        if (node.has("day")) {
            return LocalDate.parse(required(node, "day"));
        }
        if (node.has("moment")) {
            return ZonedDateTime.parse(required(node, "moment"));
        }
        return node.isNumber() ? node.numberValue() : node.asText();
    }

    private static String required(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("a text has the text " + name);
        }
        return value.textValue();
    }
}
