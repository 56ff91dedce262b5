package io.counterfoil.accounts.plans;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A move of a plan's accounts to one of its versions.
 *
 * @param plan the plan
 * @param version to which accounts are moved
 * @param accounts how many the preview named
 * @param moved how many have been moved so far
 * @param finishedAt null while it goes on
 */
public record PlanMigration(
        UUID id,
        UUID plan,
        int version,
        int accounts,
        int moved,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** {@code running} or {@code done}. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public String state() {
        return finishedAt == null ? "running" : "done";
    }

    /** From 0 to 1. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public double progress() {
        return finishedAt == null ? Math.min(1.0, (double) moved / accounts) : 1.0;
    }
}
