package io.counterfoil.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
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

    /** The facts of an object by name; of a list, its names with the value true. */
    static Map<String, Object> check(Fields fields, @Nullable JsonNode features) {
        Map<String, Object> checked = new TreeMap<>();
        if (features == null || features.isNull()) {
            return checked;
        }
        if (features.size() > MOST) {
            fields.problem("features", Text.of(
                    "At most {number} features.",
                    "number",
                    MOST));
        } else if (features.isArray()) {
            features.forEach(name -> checked.put(name(fields, name.textValue()), true));
        } else if (features.isObject()) {
            features.properties()
                    .forEach(
                            feature -> {
                                String key = name(fields, feature.getKey());
                                checked.put(
                                        key, value(fields, "features." + key, feature.getValue()));
                            });
        } else {
            fields.problem(
                    "features", "Give an object of features by name, or a list of their names.");
        }
        return checked;
    }

    private static String name(Fields fields, @Nullable String name) {
        return fields.text("features", name, LONGEST_NAME);
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
