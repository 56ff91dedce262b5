package io.counterfoil.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was from one change to the next; see {@link Plan} for the meaning of its fields.
 *
 * @param id its id
 * @param plan whose version it is
 * @param version its number
 * @param madeAt since when new accounts had it
 */
public record PlanVersion(
        UUID id,
        UUID plan,
        int version,
        String name,
        @Nullable Long hardQuotaBytes,
        @Nullable Integer trialDays,
        Map<String, Object> features,
        Instant madeAt) {
    public PlanVersion {
        features = Map.copyOf(features);
    }
}
