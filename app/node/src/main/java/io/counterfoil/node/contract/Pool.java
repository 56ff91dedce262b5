package io.counterfoil.node.contract;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/**
 * Space that several accounts share: a parent account and its sub-accounts name the same pool.
 *
 * @param id the same for every member
 * @param hardQuotaBytes upper bound of what all members together store; a member's write is checked
 *     against the bound in that member's own specification
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Pool(UUID id, long hardQuotaBytes) {
    public Pool {
        if (id == null) {
            throw new IllegalArgumentException("a pool needs its id");
        }
        if (hardQuotaBytes < 0) {
            throw new IllegalArgumentException("a pool's hard_quota_bytes can't be negative");
        }
    }
}
