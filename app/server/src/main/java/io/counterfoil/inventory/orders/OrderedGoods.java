package io.counterfoil.inventory.orders;

import io.counterfoil.inventory.stock.Ordered;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is still to be sent for open orders, for those who suggest what to send. */
public final class OrderedGoods implements Ordered {

    @Override
    public Map<UUID, Map<UUID, Integer>> stillToSend(Tx tx, List<UUID> outlets) {
        return new GoodsOrderRepository(tx).stillToSend(outlets);
    }
}
