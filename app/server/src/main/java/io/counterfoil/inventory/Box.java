package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;

/**
 * A closed box with neighbouring serials of one run.
 *
 * @param sscc the 18 digits on it
 * @param range from its first serial to its last; what was spoiled or missing when it was packed is
 *     not in it
 */
public record Box(String sscc, SerialRange range) {

    static Box of(String sscc, long first, long last) {
        return new Box(
                sscc, SerialRange.ofValues(first, last));
    }
}
