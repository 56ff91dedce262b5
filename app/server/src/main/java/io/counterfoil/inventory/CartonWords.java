package io.counterfoil.inventory;

import java.util.List;

/**
 * A carton as pages show it.
 *
 * @param sscc the 18 digits on it
 * @param first the first item in it
 * @param last the last item in it
 * @param serials all in it: serials, and ranges of them
 */
public record CartonWords(
        String sscc, int items, String first, String last, List<String> serials) {
    /** A carton in words. */
    public static CartonWords of(PackedCarton packed) {
        return new CartonWords(
                packed.sscc(),
                packed.items(),
                packed.first().toString(),
                packed.last().toString(),
                packed.stretches().stream().map(PackedCarton.Stretch::words).toList());
    }
}
