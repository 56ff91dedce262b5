package io.counterfoil.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.provisioning.RepositoryAccess;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that was opened by hand.
 *
 * @param account its id
 * @param customer whose it is
 * @param contact where mail about it goes
 * @param parent whose sub-account it is; null = it is a parent account
 * @param username what its holder signs in with
 * @param termEndsAt when its time is over
 * @param temporaryPassword its password if nobody chose one; shown once
 * @param repository the way to its repository; shown once
 * @param storageReady whether its space can be used already; if not, it can soon
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenedAccount(
        UUID account,
        UUID customer,
        UUID contact,
        @Nullable UUID parent,
        String username,
        Instant termEndsAt,
        @Nullable String temporaryPassword,
        RepositoryAccess repository,
        boolean storageReady) {

    /** The same, after somebody asked the node. */
    OpenedAccount withStorageReady(boolean ready) {
        return new OpenedAccount(
                account,
                customer,
                contact,
                parent,
                username,
                termEndsAt,
                temporaryPassword,
                repository,
                ready);
    }

    @Override
    public String toString() {
        return "OpenedAccount[account=" + account + "]";
    }
}
