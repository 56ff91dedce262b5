package io.counterfoil;

import io.counterfoil.accounts.Standings;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.inventory.Items;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.settlement.ledger.Deals;
import io.counterfoil.settlement.ledger.Earnings;
import io.counterfoil.settlement.ledger.GrantBook;
import io.counterfoil.settlement.ledger.SalesBook;
import io.counterfoil.settlement.ledger.Settled;
import io.counterfoil.settlement.statements.SettlementJob;
import io.counterfoil.settlement.statements.SettlementRuns;
import io.counterfoil.settlement.statements.SettlementRunsResource;
import io.counterfoil.settlement.statements.Statements;
import io.counterfoil.settlement.statements.StatementsResource;
import java.util.List;

/**
 * The money behind the items. It stands above all that moves them, but is there before, to be told.
 *
 * @param deals what an item comes to
 * @param sales told of moves of items
 * @param earnings what turns prepaid revenue into earned
 * @param statements what each retailer owes, closed and numbered
 * @param runs ask for statements of all retailers
 * @param job makes them
 */
public record SettlementWiring(
        Deals deals,
        SalesBook sales,
        Earnings earnings,
        Statements statements,
        SettlementRuns runs,
        SettlementJob job) {

    static SettlementWiring of(
            Ground ground,
            AccessWiring access,
            Catalog catalog,
            RetailersWiring retailers) {
        Deals deals = new Deals(catalog, retailers.agreements());
        Earnings earnings = new Earnings(ground.transactions(), access.providers());
        earnings.lookEvery(ground.jobs());
        Statements statements =
                new Statements(
                        ground.transactions(), new Settled(), access.audit(), ground.ids());
        SettlementJob job =
                new SettlementJob(
                        ground.transactions(),
                        retailers.retailers(),
                        statements,
                        ground.jobs());
        return new SettlementWiring(
                deals,
                new SalesBook(deals, access.providers()),
                earnings,
                statements,
                new SettlementRuns(
                        ground.transactions(),
                        access.providers(),
                        job,
                        access.audit(),
                        ground.ids()),
                job);
    }

    List<Object> resources() {
        return List.of(new SettlementRunsResource(runs), new StatementsResource(statements));
    }

    /** Told of time that accounts are granted. */
    GrantBook grants(AccessWiring access, SpentCodes spent, Items items) {
        return new GrantBook(spent, items, new Standings(), access.providers(), deals);
    }
}
