package io.counterfoil.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The features of a plan as a form has them: a line for each, with its name alone if it is simply
 * there, or with its value, as in {@code devices: 3}.
 */
final class FeatureLines {
    private static final String BETWEEN = ":";

    private FeatureLines() {}

    /** The lines of these features, in the order of their names. */
    static String of(Map<String, Object> features) {
        return new TreeMap<>(features)
                .entrySet().stream()
                        .map(
                                feature ->
                                        Boolean.TRUE.equals(feature.getValue())
                                                ? feature.getKey()
                                                : feature.getKey() + ": " + feature.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** The features of these lines, not yet checked. */
    static ObjectNode read(@Nullable String lines) {
        ObjectNode features = JsonNodeFactory.instance.objectNode();
        if (lines != null) {
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> put(features, line));
        }
        return features;
    }

    private static void put(ObjectNode features, String line) {
        int colon = line.indexOf(BETWEEN);
        String name = colon < 0 ? line : line.substring(0, colon).strip();
        String value = colon < 0 ? "true" : line.substring(colon + 1).strip();
        if (value.equals("true") || value.equals("false")) {
            features.put(name, Boolean.parseBoolean(value));
        } else if (value.matches("-?[0-9]{1,18}")) {
            features.put(name, Long.parseLong(value));
        } else {
            features.put(name, value);
        }
    }
}
