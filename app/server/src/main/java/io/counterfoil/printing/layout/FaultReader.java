package io.counterfoil.printing.layout;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.counterfoil.platform.Text;
import java.util.stream.Collectors;

/** Says what a JSON parser found wrong with a layout or sheet, to whoever wrote it. */
final class FaultReader {
    // The library has no exception of its own for this.
    private static final String MISSING = "Missing required creator property";

    private FaultReader() {}

    static Text words(JsonProcessingException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown ->
                    Text.of(
                            "It can't have \"{text}\". What stands there can have: {names}.",
                            "text",
                            path(unknown),
                            "names",
                            unknown.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
            case JsonMappingException mapping -> mapped(mapping);
            default -> {
                JsonLocation place = fault.getLocation();
                yield place == null
                        ? Text.of("It is not valid JSON.")
                        : Text.of(
                                "It is not valid JSON from line {line}, column {column} on. Check"
                                        + " quotes, commas and brackets.",
                                "line",
                                String.valueOf(place.getLineNr()),
                                "column",
                                String.valueOf(place.getColumnNr()));
            }
        };
    }

    private static Text mapped(JsonMappingException fault) {
        String place = path(fault);
        if (place.isEmpty()) {
            return Text.of("It is no JSON object.");
        }
        return fault.getOriginalMessage().startsWith(MISSING)
                ? Text.of("\"{text}\" is missing.", "text", place)
                : Text.of("\"{text}\" has a value of the wrong kind.", "text", place);
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
