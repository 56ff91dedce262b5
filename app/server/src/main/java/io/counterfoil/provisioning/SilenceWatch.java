package io.counterfoil.provisioning;

import io.counterfoil.platform.Due;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which accounts had no backup for a while, by what nodes report. Each silence counts once, until a
 * newer backup was finished.
 *
 * <p>Only time counts in which a backup was possible and would have been seen: an account that is
 * closed or moving, or whose node was not heard of lately, is not silent, and after that its time is
 * counted on or anew. A parent account without a backup of its own is not, either, while
 * sub-accounts of it have some.
 */
public final class SilenceWatch {
    /**
     * In the system scope: the accounts of a provider that had no backup since an instant and of
     * which nobody was told, after one that was looked at before.
     */
    public List<Due> due(Tx tx, UUID provider, Instant since, Due after, int limit) {
        return new SilenceRepository(tx).due(provider, since, after, limit);
    }

    /** Keeps others off some accounts, of which both kinds are taken then. */
    public void lock(Tx tx, Collection<UUID> accounts) {
        new SilenceRepository(tx).lock(accounts);
    }

    /**
     * Takes those of some accounts that have no backup and have waited for one since an instant;
     * their holders are told of it in this transaction, and nobody gets the same ones again.
     */
    public List<UUID> takeNew(Tx tx, Collection<UUID> accounts, Instant since) {
        return new SilenceRepository(tx).takeNew(accounts, since);
    }

    /** Takes those that have one, in the same way, with the time of their last ones. */
    public Map<UUID, Instant> takeStopped(Tx tx, Collection<UUID> accounts, Instant since) {
        return new SilenceRepository(tx).takeStopped(accounts, since);
    }

    /** Notes in which message the holder of some accounts that were taken is told of them. */
    public void toldBy(Tx tx, Collection<UUID> accounts, UUID message) {
        new SilenceRepository(tx).toldBy(accounts, message);
    }

    /**
     * Those of some messages of which an account had a newer backup since they were written. Nobody
     * was told by them: what else they say can be taken again.
     */
    public Set<UUID> untrue(Tx tx, Collection<UUID> messages) {
        Set<UUID> untrue = new SilenceRepository(tx).untrue(messages);
        if (!untrue.isEmpty()) {
            untold(tx, untrue);
        }
        return untrue;
    }

    /** Nobody gets some messages: what they say can be taken again. */
    public void untold(Tx tx, Collection<UUID> messages) {
        new SilenceRepository(tx).untold(messages);
    }
}
