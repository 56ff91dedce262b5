package io.counterfoil.accounts;

import io.counterfoil.terms.Grants;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as an account's list of grants keeps it.
 *
 * @param id its id
 * @param source why it is there
 * @param redemption the spending of a code that it stands for; null = none
 * @param period how much; null of a refund = all that was left
 * @param from when the time starts; of a refund, the end that it leads to
 * @param to when it ends; of a refund, the end that it found
 * @param paid whether somebody paid for the time
 * @param refunds of a refund: the entry whose rest it takes back
 * @param reason why, if somebody said that
 * @param milestones of a conversion of time that was not all worth the same: where its parts end, but
 *     the last
 */
record GrantEntry(
        UUID id,
        GrantSource source,
        @Nullable UUID redemption,
        @Nullable Period period,
        Instant from,
        Instant to,
        boolean paid,
        @Nullable UUID refunds,
        @Nullable String reason,
        List<Grants.Milestone> milestones) {
    GrantEntry {
        milestones = List.copyOf(milestones);
    }
}
