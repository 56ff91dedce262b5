package io.counterfoil.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param bench name of the benchmark
 * @param value ours
 * @param unit of both values; more is better
 * @param peer what it is compared with
 * @param peerValue theirs
 */
record Outcome(String bench, double value, String unit, String peer, double peerValue) {

    /** One line of JSON; a ratio above 1 is better than the peer. */
    String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"bench\": \"%s\", \"value\": %.1f, \"unit\": \"%s\", \"peer\": \"%s\","
                        + " \"peer_value\": %.1f, \"ratio\": %.3f}",
                bench,
                value,
                unit,
                peer,
                peerValue,
                value / peerValue);
    }

    /** The middle one of an odd number of values. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
