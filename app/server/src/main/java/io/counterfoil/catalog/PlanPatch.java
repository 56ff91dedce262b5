package io.counterfoil.catalog;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A change of a plan, not yet checked. No record, because what is missing stays, and a null quota
 * lifts the limit.
 */
public final class PlanPatch {
    private @Nullable Integer version;
    private @Nullable String name;
    private @Nullable Change<Long> hardQuota;
    private @Nullable Change<Integer> trialDays;
    private @Nullable JsonNode features;

    /** A new value; null = none. */
    record Change<T>(@Nullable T value) {}

    /** The version that the change is meant for; without it, whichever is the newest. */
    @JsonSetter("version")
    public void setVersion(@Nullable Integer version) {
        this.version = version;
    }

    /** What people call it. */
    @JsonSetter("name")
    public void setName(@Nullable String name) {
        this.name = name;
    }

    /** How much an account may store; null = as much as it likes. */
    @JsonSetter("hard_quota_bytes")
    public void setHardQuotaBytes(@Nullable Long bytes) {
        hardQuota = new Change<>(bytes);
    }

    /** How long it may be tried unpaid; null = not at all. */
    @JsonSetter("trial_days")
    public void setTrialDays(@Nullable Integer days) {
        trialDays = new Change<>(days);
    }

    /** All its features: those that are left out are gone. */
    @JsonSetter("features")
    public void setFeatures(@Nullable JsonNode features) {
        this.features = features;
    }

    @Nullable Integer version() {
        return version;
    }

    @Nullable String name() {
        return name;
    }

    @Nullable Change<Long> hardQuota() {
        return hardQuota;
    }

    @Nullable Change<Integer> trialDays() {
        return trialDays;
    }

    @Nullable JsonNode features() {
        return features;
    }
}
