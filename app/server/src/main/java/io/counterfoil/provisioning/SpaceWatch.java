package io.counterfoil.provisioning;

import io.counterfoil.platform.Due;
import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which accounts fill their space, by what nodes report. A level counts once, until the account has
 * fallen five points below it: one that swings around a bound is not told of it at every turn.
 *
 * <p>A parent account stands for the space that it shares; its sub-accounts count by bounds of
 * their own only.
 */
public final class SpaceWatch {
    /** In the system scope: the accounts of whose level nobody was told yet. */
    public List<Due> due(Tx tx, Due after, int limit) {
        return new SpaceRepository(tx).due(after, limit);
    }

    /**
     * Takes those of some accounts that have reached a higher level, which their holders are told
     * of in this transaction; nobody gets the same ones again.
     */
    public Map<UUID, FullSpace> take(Tx tx, Collection<UUID> accounts) {
        return new SpaceRepository(tx).take(accounts);
    }
}
