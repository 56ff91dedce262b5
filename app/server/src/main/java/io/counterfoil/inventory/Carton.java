package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.time.Instant;
import java.util.Set;
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

    /**
     * Refuses to take it for unopened if anything in it is not among these items.
     *
     * @throws Refused saying how many of it are there
     */
    void requireWhole(Set<Long> there) {
        long inIt =
                there.stream()
                        .filter(
                                serial ->
                                        serial >= range.first().value()
                                                && serial <= range.last().value())
                        .count();
        if (inIt != items) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Of the %d items of carton %s only %d are there. Name the items themselves."
                            .formatted(items, sscc, inIt));
        }
    }
}
