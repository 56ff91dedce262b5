package io.counterfoil.printing.layout;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;

/** Says what a JSON parser found wrong with a layout or sheet, to whoever wrote it. */
final class FaultReader {
    // The library has no exception of its own for this.
    private static final String MISSING = "Missing required creator property";

    private FaultReader() {}

    static String words(JsonProcessingException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown ->
                    "It can't have \"%s\". What stands there can have: %s."
                            .formatted(
                                    path(unknown),
                                    unknown.getKnownPropertyIds().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .collect(Collectors.joining(", ")));
            case JsonMappingException mapping -> mapped(mapping);
            default -> {
                JsonLocation place = fault.getLocation();
                yield place == null
                        ? "It is not valid JSON."
                        : "It is not valid JSON from line %d, column %d on. Check quotes, commas and brackets."
                                .formatted(place.getLineNr(), place.getColumnNr());
            }
        };
    }

    private static String mapped(JsonMappingException fault) {
        String place = path(fault);
        if (place.isEmpty()) {
            return "It is no JSON object.";
        }
        return fault.getOriginalMessage().startsWith(MISSING)
                ? "\"%s\" is missing.".formatted(place)
                : "\"%s\" has a value of the wrong kind.".formatted(place);
    }

    private static String path(JsonMappingException fault) {
        return fault.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() == null
                                        ? String.valueOf(step.getIndex() + 1)
                                        : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
