package io.counterfoil.accounts.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account in a list.
 *
 * @param id its id
 * @param parent the account whose sub-account it is; null = it is a parent itself
 * @param customer whose it is
 * @param name the customer's
 * @param username what its holder signs in with
 * @param plan the id of its plan
 * @param planName the plan's name
 * @param state where its time stands
 * @param endsAt when its time is over
 * @param quotaBytes the bound that counts; null = unlimited
 * @param usedBytes what it stores, as last reported
 * @param spaceLevel 80, 90 or 95: so many percent of its space are used, of a parent account that
 *     which it shares; 0: less
 * @param lastSnapshotAt when a backup was last finished; null = none was, or it is gone
 */
public record AccountRow(
        UUID id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID parent,
        UUID customer,
        String name,
        String username,
        UUID plan,
        String planName,
        String state,
        Instant endsAt,
        @Nullable Long quotaBytes,
        long usedBytes,
        int spaceLevel,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant lastSnapshotAt) {}
