package io.counterfoil;

import io.counterfoil.activation.Activations;
import io.counterfoil.activation.ActivationsResource;
import io.counterfoil.activation.Baskets;
import io.counterfoil.activation.BasketsResource;
import io.counterfoil.activation.CounterPages;
import io.counterfoil.activation.Reversals;
import io.counterfoil.activation.ShopPages;
import io.counterfoil.activation.UndoPages;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.inventory.ReceivingPages;
import io.counterfoil.platform.Transactions;
import java.util.List;

/**
 * What happens in shops: cartons arrive, cards are sold at the till and taken back.
 *
 * @param activations sales at tills
 * @param baskets several of them on one receipt
 * @param reversals sales undone by tills
 * @param resources pages and addresses of all of them
 */
public record RetailWiring(
        Activations activations, Baskets baskets, Reversals reversals, List<Object> resources) {

    static RetailWiring of(
            Ground ground, AccessWiring access, InventoryWiring inventory, Catalog catalog) {
        Transactions transactions = ground.transactions();
        Activations activations =
                new Activations(
                        transactions,
                        inventory.retailers(),
                        inventory.items(),
                        catalog,
                        access.providers(),
                        ground.serverKey());
        Baskets baskets =
                new Baskets(
                        transactions,
                        activations,
                        inventory.retailers(),
                        inventory.items(),
                        catalog);
        Reversals reversals = new Reversals(transactions, inventory.retailers(), inventory.items());
        ShopPages shop = new ShopPages(activations, inventory.stocks());
        return new RetailWiring(
                activations,
                baskets,
                reversals,
                List.of(
                        new ActivationsResource(activations, reversals),
                        new BasketsResource(baskets),
                        new ReceivingPages(inventory.shipments(), inventory.receipts()),
                        new CounterPages(baskets, reversals, inventory.retailers()),
                        shop,
                        new UndoPages(reversals, shop)));
    }
}
