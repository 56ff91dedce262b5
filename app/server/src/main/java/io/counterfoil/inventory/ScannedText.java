package io.counterfoil.inventory;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people typed and scanned into a field with several lines: numbers of cartons, and serials
 * and ranges of them.
 *
 * @param cartons those that look like the number on a carton
 * @param serials all the others
 */
public record ScannedText(List<@Nullable String> cartons, List<@Nullable String> serials) {

    /**
     * What stands on the lines of the field. A serial or a range may have spaces in it; scanners
     * that end with a space instead of a line end put several whole ones on a line.
     */
    public static ScannedText of(@Nullable String text) {
        Map<Boolean, List<String>> byForm =
                lines(text).stream()
                        .collect(
                                Collectors.partitioningBy(
                                        line -> Sscc.isOne(Sscc.digits(line))));
        return new ScannedText(
                List.copyOf(byForm.getOrDefault(true, List.of())),
                List.copyOf(byForm.getOrDefault(false, List.of())));
    }

    /** All that stands there, in order; nothing if there is nothing. */
    public static List<String> lines(@Nullable String text) {
        return Arrays.stream(
                        (text == null ? "" : text)
                                .split(
                                        "\\s*[\\r\\n,;]+\\s*|(?<=[0-9]{14})\\h+(?=[0-9]{14})"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
