package io.counterfoil.inventory.stock;

import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** From how few items of a product on an outlet is to be sent more, where somebody chose that. */
final class ReorderPointRepository {
    private final Tx tx;

    ReorderPointRepository(Tx tx) {
        this.tx = tx;
    }

    List<ReorderPoint> of(Collection<UUID> outlets) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT outlet_id, product_id, items FROM reorder_point
                        WHERE provider_id = :provider AND outlet_id = ANY(:outlets)
                        """)
                .bind("provider", tx.provider())
                .bindArray("outlets", UUID.class, outlets)
                .map(
                        (row, context) ->
                                new ReorderPoint(
                                        row.getObject("outlet_id", UUID.class),
                                        row.getObject("product_id", UUID.class),
                                        row.getInt("items")))
                .list();
    }

    void put(Outlet outlet, UUID product, int items) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO reorder_point (provider_id, retailer_id, outlet_id, product_id, items)
                        VALUES (:provider, :retailer, :outlet, :product, :items)
                        ON CONFLICT (provider_id, outlet_id, product_id) DO UPDATE SET items = excluded.items
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", outlet.retailer())
                .bind("outlet", outlet.id())
                .bind("product", product)
                .bind("items", items)
                .execute();
    }

    void remove(Outlet outlet, UUID product) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM reorder_point
                        WHERE provider_id = :provider AND outlet_id = :outlet AND product_id = :product
                        """)
                .bind("provider", tx.provider())
                .bind("outlet", outlet.id())
                .bind("product", product)
                .execute();
    }
}
