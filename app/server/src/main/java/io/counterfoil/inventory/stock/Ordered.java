package io.counterfoil.inventory.stock;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What shops have asked for: whoever keeps their orders tells it. */
@FunctionalInterface
public interface Ordered {

    /** How many items of which products are still to be sent for open orders of outlets, by outlet. */
    Map<UUID, Map<UUID, Integer>> stillToSend(Tx tx, List<UUID> outlets);
}
