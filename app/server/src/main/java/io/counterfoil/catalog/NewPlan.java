package io.counterfoil.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan to be made, not yet checked; see {@link Plan} for the meaning of its fields.
 *
 * @param hardQuotaBytes null: {@value Plans#TRIAL_QUOTA_BYTES} for a trial, unlimited for others
 * @param trialDays null: {@value Plans#TRIAL_DAYS} for a trial
 * @param features null: none
 */
public record NewPlan(
        @Nullable String name,
        @Nullable String edition,
        @Nullable Long hardQuotaBytes,
        @Nullable Integer trialDays,
        @Nullable Map<String, JsonNode> features) {}
