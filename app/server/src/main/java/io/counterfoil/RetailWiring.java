package io.counterfoil;

import io.counterfoil.activation.Activations;
import io.counterfoil.activation.ActivationsResource;
import io.counterfoil.activation.Baskets;
import io.counterfoil.activation.BasketsResource;
import io.counterfoil.activation.Cases;
import io.counterfoil.activation.CasesPages;
import io.counterfoil.activation.CasesResource;
import io.counterfoil.activation.CounterPages;
import io.counterfoil.activation.CustomerReturns;
import io.counterfoil.activation.CustomerReturnsPages;
import io.counterfoil.activation.ItemReturnsResource;
import io.counterfoil.activation.OfflineDays;
import io.counterfoil.activation.OfflineDaysPages;
import io.counterfoil.activation.OfflineDaysResource;
import io.counterfoil.activation.Releases;
import io.counterfoil.activation.ReleasesPages;
import io.counterfoil.activation.ReleasesResource;
import io.counterfoil.activation.Reversals;
import io.counterfoil.activation.SaleReturnsResource;
import io.counterfoil.activation.Selling;
import io.counterfoil.activation.ShopCasesPages;
import io.counterfoil.activation.ShopGuidePages;
import io.counterfoil.activation.ShopPages;
import io.counterfoil.activation.TamperAlarm;
import io.counterfoil.activation.TillSettings;
import io.counterfoil.activation.TillSettingsPages;
import io.counterfoil.activation.TillSettingsResource;
import io.counterfoil.activation.UndoPages;
import io.counterfoil.activation.sheets.SheetEntry;
import io.counterfoil.activation.sheets.SheetPages;
import io.counterfoil.activation.sheets.SheetPapers;
import io.counterfoil.activation.sheets.Sheets;
import io.counterfoil.activation.sheets.SheetsResource;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.LossReportPages;
import io.counterfoil.inventory.ReceivingPages;
import io.counterfoil.inventory.SendBackPages;
import io.counterfoil.inventory.orders.GoodsOrderPages;
import io.counterfoil.inventory.stock.StockTakePages;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Transactions;
import io.counterfoil.settlement.statements.RetailerBalance;
import io.counterfoil.settlement.statements.RetailerBalances;
import io.counterfoil.web.RequestBody;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What happens in shops: cartons arrive, cards are sold at the till and taken back.
 *
 * @param activations sales at tills
 * @param baskets several of them on one receipt
 * @param reversals sales undone by tills
 * @param offlineDays sales of days on which tills could not ask
 * @param sheets paper on which they are written down meanwhile
 * @param settings how many days customers and shops have
 * @param releases what managers let tills do beyond their limits
 * @param cases what went wrong there, for somebody to look at
 * @param customerReturns what customers bring back
 * @param tamperAlarm raised when somebody has the code of an item that no till has sold
 * @param resources pages and addresses of all of them
 */
public record RetailWiring(
        Activations activations,
        Baskets baskets,
        Reversals reversals,
        OfflineDays offlineDays,
        Sheets sheets,
        TillSettings settings,
        Releases releases,
        Cases cases,
        CustomerReturns customerReturns,
        TamperAlarm tamperAlarm,
        List<Object> resources) {
    /** Bodies that are read as they come. */
    static final List<RequestBody.Streamed> STREAMED =
            List.of(
                    new RequestBody.Streamed(
                            HttpMethod.POST,
                            Pattern.compile("api/v1/offline-days"),
                            Optional.of(new MediaType("text", "csv")),
                            OfflineDays.LONGEST,
                            "A table may have at most 16 MiB. Send it in parts."));

    static RetailWiring of(
            Ground ground,
            AccessWiring access,
            RetailersWiring selling,
            InventoryWiring inventory,
            Catalog catalog,
            TillSettings settings,
            Credit credit) {
        Transactions transactions = ground.transactions();
        Cases cases =
                new Cases(
                        transactions,
                        inventory.retailers(),
                        inventory.items(),
                        access.audit(),
                        ground.ids());
        Activations activations =
                new Activations(
                        transactions,
                        inventory.retailers(),
                        inventory.items(),
                        new Selling(
                                inventory.items(),
                                catalog,
                                access.providers(),
                                settings,
                                cases,
                                credit),
                        ground.serverKey());
        OfflineDays offlineDays =
                new OfflineDays(
                        transactions,
                        activations,
                        access.providers(),
                        ground.jobs(),
                        ground.clock(),
                        ground.ids());
        Releases releases =
                new Releases(
                        transactions,
                        inventory.retailers(),
                        access.providers(),
                        access.audit(),
                        ground.ids());
        Baskets baskets =
                new Baskets(
                        transactions,
                        activations,
                        inventory.retailers(),
                        inventory.items(),
                        catalog);
        Reversals reversals =
                new Reversals(transactions, inventory.retailers(), inventory.items(), cases);
        CustomerReturns returns =
                new CustomerReturns(
                        transactions,
                        inventory.retailers(),
                        inventory.items(),
                        access.providers(),
                        settings,
                        cases);
        Sheets sheets = new Sheets(transactions, inventory.retailers(), access.providers());
        SheetEntry sheetEntry =
                new SheetEntry(
                        transactions,
                        activations,
                        baskets,
                        inventory.items(),
                        access.providers());
        SheetPapers sheetPapers =
                new SheetPapers(
                        transactions,
                        sheets,
                        inventory.retailers(),
                        PressWiring.letterhead(ground, access),
                        settings);
        RetailerBalances balances =
                new RetailerBalances(transactions, inventory.retailers(), access.providers());
        ShopPages shop =
                new ShopPages(
                        activations,
                        inventory.stocks(),
                        inventory.sales(),
                        cases,
                        credit,
caller ->
                                balances.list(caller, null, Listing.first()).items().stream()
                                        .map(RetailerBalance::total)
                                        .toList());
        return new RetailWiring(
                activations,
                baskets,
                reversals,
                offlineDays,
                sheets,
                settings,
                releases,
                cases,
                returns,
                new TamperAlarm(
                        inventory.items(),
                        inventory.cartons(),
                        inventory.holds(),
                        cases,
                        selling.news(),
                        access.providers()),
                List.of(
                        new ActivationsResource(activations, reversals),
                        new BasketsResource(baskets),
                        new OfflineDaysResource(offlineDays),
                        new OfflineDaysPages(offlineDays, selling.tills()),
                        new SheetsResource(sheets, sheetPapers, sheetEntry),
                        new SheetPages(
                                sheets, sheetEntry, selling.tills(), selling.choices()),
                        new SaleReturnsResource(returns),
                        new ItemReturnsResource(returns),
                        new CustomerReturnsPages(returns, settings, selling.choices()),
                        new ReleasesResource(releases),
                        new ReleasesPages(releases, selling.tills()),
                        new CasesResource(cases),
                        new CasesPages(cases, selling.choices()),
                        new ShopCasesPages(cases, selling.tills()),
                        new TillSettingsResource(settings),
                        new TillSettingsPages(settings),
                        new ReceivingPages(inventory.shipments(), inventory.receipts()),
                        new SendBackPages(inventory.returns(), selling.choices()),
                        new LossReportPages(inventory.losses()),
                        new GoodsOrderPages(
                                inventory.orders(), inventory.assortment(), selling.choices()),
                        new StockTakePages(inventory.stockTakes(), selling.choices()),
                        new CounterPages(baskets, reversals, selling.tills()),
                        shop,
                        new ShopGuidePages(transactions, access.providers()),
                        new UndoPages(reversals, shop)));
    }
}
