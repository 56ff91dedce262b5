package io.counterfoil.redemption;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.provisioning.RepositoryAccess;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a code that was spent.
 *
 * @param account the account that it opened or extended
 * @param username the account's
 * @param termEndsAt when its time is over now
 * @param temporaryPassword the password of a new account whose owner chose none; shown once
 * @param repository the way to a new account's repository; shown once
 * @param storageReady whether a new account's space can be used already; if not, it can soon
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Redemption(
        UUID account,
        String username,
        Instant termEndsAt,
        @Nullable String temporaryPassword,
        @Nullable RepositoryAccess repository,
        @Nullable Boolean storageReady) {

    /** The same, after somebody asked the node. */
    Redemption withStorageReady(boolean ready) {
        return new Redemption(account, username, termEndsAt, temporaryPassword, repository, ready);
    }

    @Override
    public String toString() {
        return "Redemption[account=" + account + "]";
    }
}
