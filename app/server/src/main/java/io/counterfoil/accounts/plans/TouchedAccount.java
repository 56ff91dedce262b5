package io.counterfoil.accounts.plans;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a move to the newest version of its plan would change for a parent account.
 *
 * @param account its id
 * @param username whose it is
 * @param fromVersion the version that it has
 * @param toVersion the newest
 * @param oldQuotaBytes its hard quota; null = unlimited
 * @param newQuotaBytes its hard quota after the move
 * @param ownQuota whether its hard quota was set for it alone, and therefore stays
 * @param usedBytes what it stores together with its sub-accounts
 * @param overQuota whether that is more than it may then
 */
public record TouchedAccount(
        UUID account,
        String username,
        int fromVersion,
        int toVersion,
        @Nullable Long oldQuotaBytes,
        @Nullable Long newQuotaBytes,
        boolean ownQuota,
        long usedBytes,
        boolean overQuota) {

    @JsonIgnore
    boolean quotaChanges() {
        return !Objects.equals(oldQuotaBytes, newQuotaBytes);
    }
}
