package io.counterfoil.printing.layout;

import io.counterfoil.platform.Text;
import java.util.Map;

/** What is wrong with a measure or a place, in a sentence for whoever chose it. */
final class Faults {
    private Faults() {}

    /**
     * Something that can't be printed so.
     *
     * @param pattern of a {@link Text}
     * @param values as they stand in it
     */
    static IllegalArgumentException of(String pattern, Map<String, String> values) {
        return new IllegalArgumentException(new Text(pattern, Map.copyOf(values)).toString());
    }
}
