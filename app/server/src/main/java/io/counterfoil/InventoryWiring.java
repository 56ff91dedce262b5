package io.counterfoil;

import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.activation.Activations;
import io.counterfoil.activation.ActivationsResource;
import io.counterfoil.activation.CounterPages;
import io.counterfoil.activation.Reversals;
import io.counterfoil.activation.ShopPages;
import io.counterfoil.activation.UndoPages;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.inventory.Holds;
import io.counterfoil.inventory.HoldsResource;
import io.counterfoil.inventory.InventoryResource;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.Receipts;
import io.counterfoil.inventory.ReceivingPages;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.inventory.ShipmentsResource;
import io.counterfoil.inventory.Stocks;
import io.counterfoil.inventory.Voiding;
import io.counterfoil.inventory.VoidingResource;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Transactions;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.RetailersResource;
import java.util.List;

/**
 * Where the items are, from the provider's stock to the counter where they are sold.
 *
 * @param items for the features that move them
 * @param retailers who sells
 * @param shipments what is sent to outlets
 * @param receipts what arrives there
 * @param voiding what is made worthless
 * @param holds items that nobody may move for now
 * @param stocks which outlet has what
 * @param activations sales at tills
 * @param reversals sales undone by tills
 */
public record InventoryWiring(
        Items items,
        Retailers retailers,
        Shipments shipments,
        Receipts receipts,
        Voiding voiding,
        Holds holds,
        Stocks stocks,
        Activations activations,
        Reversals reversals) {

    /** What inventory needs of the platform. */
    record Ground(Transactions transactions, EventLog events, Ids ids, ServerKey serverKey) {}

    /** What inventory needs of access. */
    record People(Providers providers, ApiKeys apiKeys, Approvals approvals, Audit audit) {}

    static InventoryWiring of(Ground ground, People people, Items items, Catalog catalog) {
        Transactions transactions = ground.transactions();
        EventLog events = ground.events();
        Retailers retailers =
                new Retailers(transactions, people.apiKeys(), people.audit(), ground.ids());
        return new InventoryWiring(
                items,
                retailers,
                new Shipments(transactions, retailers, events, ground.ids()),
                new Receipts(transactions, events, catalog),
                new Voiding(
                        transactions,
                        events,
                        people.providers(),
                        people.approvals(),
                        people.audit(),
                        ground.ids()),
                new Holds(transactions, events, catalog, people.audit(), ground.ids()),
                new Stocks(transactions, retailers, catalog),
                new Activations(
                        transactions,
                        retailers,
                        items,
                        catalog,
                        people.providers(),
                        ground.serverKey()),
                new Reversals(transactions, retailers, items));
    }

    List<Object> resources() {
        ShopPages shop = new ShopPages(activations, stocks);
        return List.of(
                new RetailersResource(retailers),
                new ShipmentsResource(shipments, receipts),
                new VoidingResource(voiding),
                new HoldsResource(holds),
                new InventoryResource(stocks),
                new ActivationsResource(activations, reversals),
                new ReceivingPages(shipments, receipts),
                new CounterPages(activations, retailers),
                shop,
                new UndoPages(reversals, shop));
    }
}
