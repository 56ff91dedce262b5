package io.counterfoil.activation;

import io.counterfoil.access.DayRange;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which offline days a list shows; what is empty doesn't narrow it.
 *
 * @param asked when they were entered
 */
record OfflineDayFilter(
        Optional<UUID> retailer, Optional<OfflineDay.State> state, DayRange asked) {
    /** All of them. */
    static final OfflineDayFilter ALL =
            new OfflineDayFilter(Optional.empty(), Optional.empty(), DayRange.ANY);

    /**
     * Reads query parameters.
     *
     * @throws Refused if one of them is wrong
     */
    static OfflineDayFilter of(
            @Nullable String retailer,
            @Nullable String state,
            @Nullable String from,
            @Nullable String to) {
        return new OfflineDayFilter(
                Fields.idIfGiven("retailer", retailer),
                Fields.oneIfGiven("state", state, OfflineDay.State.class),
                DayRange.of(from, to));
    }
}
