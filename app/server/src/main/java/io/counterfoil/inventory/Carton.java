package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A carton as it was packed.
 *
 * @param id what programs name it by
 * @param sscc the 18 digits on it
 * @param state where it is
 * @param range the serials between its first and its last item
 * @param items how many of these are in it; the others were spoiled or missing
 * @param product what the items sell
 * @param packing with which others it was packed; null: by a shipment
 * @param shipment with which it was sent last, or null
 */
public record Carton(
        UUID id,
        String sscc,
        CartonState state,
        SerialRange range,
        int items,
        UUID product,
        @Nullable UUID packing,
        @Nullable UUID shipment,
        Instant packedAt) {

    Box box() {
        return new Box(sscc, range);
    }
}
