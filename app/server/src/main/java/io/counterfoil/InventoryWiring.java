package io.counterfoil;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.inventory.ArrivalSales;
import io.counterfoil.inventory.Books;
import io.counterfoil.inventory.Cartons;
import io.counterfoil.inventory.CartonsResource;
import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.Expiry;
import io.counterfoil.inventory.HoldReleases;
import io.counterfoil.inventory.Holds;
import io.counterfoil.inventory.HoldsResource;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.Journal;
import io.counterfoil.inventory.Losses;
import io.counterfoil.inventory.LossesResource;
import io.counterfoil.inventory.Receipts;
import io.counterfoil.inventory.ReturnLosses;
import io.counterfoil.inventory.Returns;
import io.counterfoil.inventory.ReturnsResource;
import io.counterfoil.inventory.SerialHoldsResource;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.inventory.ShipmentsResource;
import io.counterfoil.inventory.SpoilingResource;
import io.counterfoil.inventory.StandingHolds;
import io.counterfoil.inventory.Voiding;
import io.counterfoil.inventory.VoidingResource;
import io.counterfoil.inventory.orders.Assortment;
import io.counterfoil.inventory.orders.GoodsOrders;
import io.counterfoil.inventory.orders.GoodsOrdersResource;
import io.counterfoil.inventory.orders.OrderedGoods;
import io.counterfoil.inventory.stock.InventoryResource;
import io.counterfoil.inventory.stock.ReorderPoints;
import io.counterfoil.inventory.stock.Sales;
import io.counterfoil.inventory.stock.StockTakes;
import io.counterfoil.inventory.stock.StockTakesResource;
import io.counterfoil.inventory.stock.Stocks;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.Press;
import io.counterfoil.printing.shipping.CartonLabels;
import io.counterfoil.printing.shipping.CartonLabelsResource;
import io.counterfoil.printing.shipping.PackingSlipResource;
import io.counterfoil.printing.shipping.PackingSlips;
import io.counterfoil.printing.shipping.StockLabelsResource;
import io.counterfoil.retailers.Retailers;
import java.util.List;
import java.util.Map;

/**
 * Where the items are, from the provider's stock to the shop that sells them, and the papers that
 * travel with them.
 *
 * @param items for the features that move them
 * @param retailers who sells
 * @param cartons what is packed
 * @param shipments what is sent to outlets
 * @param receipts what arrives there
 * @param voiding what is made worthless
 * @param holds items that nobody may move for now
 * @param holdReleases lets them go on
 * @param losses what is lost, stolen and found
 * @param returns what shops send back
 * @param returnLosses what of that never arrived
 * @param stocks which outlet has what
 * @param sales what tills sold
 * @param reorderPoints from how few items on outlets are sent more
 * @param assortment what outlets can order
 * @param orders what they ask for
 * @param stockTakes counts of what is on the shelves of outlets
 * @param expiry items whose time is over
 * @param resources addresses of all of them
 */
public record InventoryWiring(
        Items items,
        Retailers retailers,
        Cartons cartons,
        Shipments shipments,
        Receipts receipts,
        Voiding voiding,
        Holds holds,
        HoldReleases holdReleases,
        Losses losses,
        Returns returns,
        ReturnLosses returnLosses,
        Stocks stocks,
        Sales sales,
        ReorderPoints reorderPoints,
        Assortment assortment,
        GoodsOrders orders,
        StockTakes stockTakes,
        Expiry expiry,
        List<Object> resources) {

    static InventoryWiring of(
            Ground ground,
            AccessWiring access,
            RetailersWiring selling,
            Items items,
            Books books,
            Credit credit,
            CatalogWiring catalogue,
            Press press) {
        Transactions transactions = ground.transactions();
        Retailers retailers = selling.retailers();
        Catalog catalog = catalogue.catalog();
        Journal journal = new Journal(ground.events(), books);
        Cartons cartons = new Cartons(transactions, journal, ground.ids());
        Shipments shipments = new Shipments(
                        transactions,
                        retailers,
                        selling.agreements(),
                        credit,
                        journal,
                        ground.ids());
        StandingHolds standing = new StandingHolds(ground.events());
        ArrivalSales sales = new ArrivalSales(catalog, credit, retailers);
        Receipts receipts = new Receipts(transactions, journal, standing, sales);
        Voiding voiding =
                new Voiding(
                        transactions,
                        journal,
                        access.providers(),
                        access.approvals(),
                        access.audit(),
                        ground.ids());
        Holds holds =
                new Holds(transactions, retailers, standing, access.audit(), ground.ids());
        HoldReleases releases =
                new HoldReleases(
                        transactions, journal, standing, sales, access.audit(), ground.ids());
        Losses losses =
                new Losses(transactions, journal, standing, sales, access.audit(), ground.ids());
        Returns returns = new Returns(transactions, retailers, journal, ground.ids());
        ReturnLosses returnLosses =
                new ReturnLosses(transactions, journal, access.audit(), ground.ids());
        Stocks stocks =
                new Stocks(
                        transactions,
                        access.providers(),
                        retailers,
                        catalog,
                        new OrderedGoods());
        ReorderPoints points =
                new ReorderPoints(transactions, retailers, catalog, access.audit());
        Assortment assortment =
                new Assortment(
                        transactions,
                        access.providers(),
                        catalog,
                        catalogue.products(),
                        // Whoever orders anew has withdrawn the order before, so nothing is taken
                        // off for that.
                        new Stocks(
                                transactions,
                                access.providers(),
                                retailers,
                                catalog,
                                (tx, outlets) -> Map.of()));
        GoodsOrders orders =
                new GoodsOrders(
                        transactions,
                        retailers,
                        assortment,
                        shipments,
                        access.audit(),
                        ground.ids());
        StockTakes takes =
                new StockTakes(transactions, retailers, access.audit(), ground.ids());
        CartonLabels labels = new CartonLabels(transactions, shipments, retailers, catalog, press);
        PackingSlips slips =
                new PackingSlips(
                        transactions,
                        shipments,
                        retailers,
                        catalog,
                        PressWiring.letterhead(ground, access));
        return new InventoryWiring(
                items,
                retailers,
                cartons,
                shipments,
                receipts,
                voiding,
                holds,
                releases,
                losses,
                returns,
                returnLosses,
                stocks,
                new Sales(transactions, access.providers(), retailers, catalog),
                points,
                assortment,
                orders,
                takes,
                new Expiry(
                        transactions, access.providers(), catalog, journal, ground.jobs()),
                List.of(
                        new CartonsResource(cartons),
                        new ShipmentsResource(shipments, receipts),
                        new CartonLabelsResource(labels),
                        new StockLabelsResource(cartons, labels),
                        new PackingSlipResource(slips),
                        new VoidingResource(voiding),
                        new SpoilingResource(voiding),
                        new SerialHoldsResource(holds, releases),
                        new HoldsResource(holds, releases),
                        new LossesResource(losses),
                        new ReturnsResource(returns, returnLosses),
                        new InventoryResource(stocks, points),
                        new GoodsOrdersResource(orders),
                        new StockTakesResource(takes)));
    }
}
