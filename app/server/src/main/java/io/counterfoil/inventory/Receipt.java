package io.counterfoil.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a shipment has arrived, not yet checked: all of it, or some cartons and serials.
 *
 * @param cartons numbers of cartons that arrived complete
 * @param serials serial numbers that were scanned, and ranges such as {@code
 *     10000000000019-10000000000336}, of which what stayed behind is passed over
 * @param all true for the whole shipment
 */
public record Receipt(
        @Nullable List<@Nullable String> cartons,
        @Nullable List<@Nullable String> serials,
        @Nullable Boolean all) {

    /** The receipt of a whole shipment. */
    public static Receipt ofEverything() {
        return new Receipt(null, null, true);
    }
}
