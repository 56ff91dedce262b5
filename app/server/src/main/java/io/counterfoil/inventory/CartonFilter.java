package io.counterfoil.inventory;

import java.util.Optional;
import java.util.UUID;

/**
 * Which cartons to list.
 *
 * @param sscc only that with this number
 * @param packing only those packed together
 * @param state only those that are there
 */
public record CartonFilter(
        Optional<String> sscc, Optional<UUID> packing, Optional<CartonState> state) {

    /** Every carton. */
    public static CartonFilter all() {
        return new CartonFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
