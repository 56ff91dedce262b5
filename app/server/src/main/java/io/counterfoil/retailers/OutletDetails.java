package io.counterfoil.retailers;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An outlet with all that is known of it; what is null nobody told.
 *
 * @param retailer the id of its retailer
 * @param active whether it may be sent items and sell them, as far as its retailer may
 * @param address its postal address, several lines
 * @param hours when its tills sell without a release; empty: always
 * @param contactName whom to ask when stock runs low
 * @param contactEmail their address
 */
public record OutletDetails(
        UUID id,
        UUID retailer,
        String name,
        boolean active,
        @Nullable String address,
        Optional<OpeningHours> hours,
        @Nullable String contactName,
        @Nullable String contactEmail) {}
