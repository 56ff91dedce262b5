package io.counterfoil.trials;

import io.counterfoil.provisioning.RepositoryAccess;
import java.time.Instant;
import java.util.UUID;

/**
 * An account that was just opened for a trial.
 *
 * @param account its id
 * @param username what its holder signs in with: the e-mail address
 * @param termEndsAt when the trial is over
 * @param temporaryPassword shown once
 * @param repository the way to its repository, shown once
 * @param storageReady whether its space can be used already; if not, it can soon
 */
record StartedTrial(
        UUID account,
        String username,
        Instant termEndsAt,
        String temporaryPassword,
        RepositoryAccess repository,
        boolean storageReady) {

    StartedTrial withStorageReady(boolean ready) {
        return new StartedTrial(
                account, username, termEndsAt, temporaryPassword, repository, ready);
    }

    @Override
    public String toString() {
        return "StartedTrial[account=" + account + "]";
    }
}
