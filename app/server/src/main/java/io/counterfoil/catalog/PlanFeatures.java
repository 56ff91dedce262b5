package io.counterfoil.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Fields;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The free facts of a plan: checked on the way in, JSON in the database. */
final class PlanFeatures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> TYPE = new TypeReference<>() {};
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_VALUE = 200;

    private PlanFeatures() {}

    static Map<String, Object> check(Fields fields, @Nullable Map<String, JsonNode> features) {
        Map<String, Object> checked = new TreeMap<>();
        if (features == null) {
            return checked;
        }
        if (features.size() > MOST) {
            fields.problem("features", "At most " + MOST + " features.");
        }
        features.forEach(
                (name, value) -> {
                    String key = fields.text("features", name, LONGEST_NAME);
                    checked.put(key, value(fields, "features." + key, value));
                });
        return checked;
    }

    private static Object value(Fields fields, String field, JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.canConvertToLong() && value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.isTextual()) {
            return fields.text(field, value.textValue(), LONGEST_VALUE);
        }
        fields.problem(field, "A feature is true, false, a whole number or a text.");
        return false;
    }

    static String write(Map<String, Object> features) {
        try {
            return JSON.writeValueAsString(features);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> read(String json) {
        try {
            return JSON.readValue(json, TYPE);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
