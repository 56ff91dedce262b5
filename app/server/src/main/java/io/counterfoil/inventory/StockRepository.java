package io.counterfoil.inventory;

import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

final class StockRepository {
    private final Tx tx;

    StockRepository(Tx tx) {
        this.tx = tx;
    }

    record Row(UUID outlet, UUID product, ItemState state, int items) {}

    List<Row> counts(Collection<UUID> outlets) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT outlet_id, product_id, state, count(*) AS items FROM serial_item
                        WHERE provider_id = :provider AND outlet_id = ANY(:outlets) GROUP BY outlet_id, product_id, state
                        """)
                .bind("provider", tx.provider())
                .bindArray("outlets", UUID.class, outlets)
                .map(
                        (row, context) ->
                                new Row(
                                        row.getObject("outlet_id", UUID.class),
                                        row.getObject("product_id", UUID.class),
                                        ItemState.of(row.getString("state")),
                                        row.getInt("items")))
                .list();
    }
}
