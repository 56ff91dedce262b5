package io.counterfoil;

import io.counterfoil.accounts.Standings;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.inventory.Items;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.settlement.ledger.Deals;
import io.counterfoil.settlement.ledger.Earnings;
import io.counterfoil.settlement.ledger.GrantBook;
import io.counterfoil.settlement.ledger.SalesBook;

/**
 * The money behind the items. It stands above all that moves them, but is there before, to be told.
 *
 * @param deals what an item comes to
 * @param sales told of moves of items
 * @param earnings what turns prepaid revenue into earned
 */
public record SettlementWiring(Deals deals, SalesBook sales, Earnings earnings) {

    static SettlementWiring of(
            Ground ground, AccessWiring access, Catalog catalog, Agreements agreements) {
        Deals deals = new Deals(catalog, agreements);
        Earnings earnings = new Earnings(ground.transactions(), access.providers());
        earnings.lookEvery(ground.jobs());
        return new SettlementWiring(
                deals, new SalesBook(deals, access.providers()), earnings);
    }

    /** Told of time that accounts are granted. */
    GrantBook grants(AccessWiring access, SpentCodes spent, Items items) {
        return new GrantBook(spent, items, new Standings(), access.providers(), deals);
    }
}
