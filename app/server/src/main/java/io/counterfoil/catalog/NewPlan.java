package io.counterfoil.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A plan to be made, not yet checked; see {@link Plan} for the meaning of its fields.
 *
 * @param hardQuotaBytes null: {@value Plans#TRIAL_QUOTA_BYTES} for a trial, unlimited for others
 * @param trialDays null: {@value Plans#TRIAL_DAYS} for a trial, none for others
 * @param features by name, or a list of the names of those that are simply there; null: none
 */
public record NewPlan(
        @Nullable String name,
        @Nullable String edition,
        @Nullable Long hardQuotaBytes,
        @Nullable Integer trialDays,
        @Nullable JsonNode features) {}
