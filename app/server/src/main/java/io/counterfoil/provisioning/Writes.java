package io.counterfoil.provisioning;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/** Wants to know which accounts store more than they did, as soon as nodes report it. */
public interface Writes {
    /**
     * Takes note, in the system scope, as part of the transaction that takes the report in.
     *
     * @param accounts never empty; some of them may be purged by now
     */
    void reported(Tx tx, List<UUID> accounts);
}
