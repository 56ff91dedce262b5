package io.counterfoil.inventory;

import io.counterfoil.platform.Fields;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cartons to list.
 *
 * @param sscc only that with this number
 * @param packing only those packed together
 * @param state only those that are there
 */
public record CartonFilter(
        Optional<String> sscc, Optional<UUID> packing, Optional<CartonState> state) {

    /**
     * What was written in a query; what is empty doesn't matter.
     *
     * @throws io.counterfoil.platform.Refused if it names no id or no state
     */
    public static CartonFilter read(
            @Nullable String sscc, @Nullable String packing, @Nullable String state) {
        return new CartonFilter(
                Optional.ofNullable(sscc).filter(digits -> !digits.isBlank()).map(Sscc::digits),
                Fields.idIfGiven("packing", packing),
                Fields.oneIfGiven("state", state, CartonState.class));
    }

    /** Every carton. */
    public static CartonFilter all() {
        return new CartonFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
