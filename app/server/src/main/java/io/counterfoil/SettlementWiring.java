package io.counterfoil;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.Standings;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Transactions;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.settlement.ledger.Accruals;
import io.counterfoil.settlement.ledger.AccrualsResource;
import io.counterfoil.settlement.ledger.Cash;
import io.counterfoil.settlement.ledger.Deals;
import io.counterfoil.settlement.ledger.Earnings;
import io.counterfoil.settlement.ledger.GrantBook;
import io.counterfoil.settlement.ledger.LedgerBooks;
import io.counterfoil.settlement.ledger.LedgerResource;
import io.counterfoil.settlement.ledger.Reconciliation;
import io.counterfoil.settlement.ledger.ReconciliationResource;
import io.counterfoil.settlement.ledger.SalesBook;
import io.counterfoil.settlement.ledger.Settled;
import io.counterfoil.settlement.statements.Payments;
import io.counterfoil.settlement.statements.PaymentsResource;
import io.counterfoil.settlement.statements.SettlementJob;
import io.counterfoil.settlement.statements.SettlementRuns;
import io.counterfoil.settlement.statements.SettlementRunsResource;
import io.counterfoil.settlement.statements.Statements;
import io.counterfoil.settlement.statements.StatementsResource;
import java.util.List;

/**
 * The money behind the items. It stands above all that moves them, but is there before, to be told.
 *
 * @param ledger what is owed for each item, and where the money is
 * @param statements what each retailer owes, closed and numbered
 * @param runs ask for statements of all retailers
 * @param job makes them
 * @param payments what retailers paid and were paid
 * @param resources addresses of all of them
 */
public record SettlementWiring(
        Ledger ledger,
        Statements statements,
        SettlementRuns runs,
        SettlementJob job,
        Payments payments,
        List<Object> resources) {

    /**
     * What is owed for each item, and where the money is.
     *
     * @param deals what an item comes to
     * @param sales told of moves of items
     * @param earnings what turns prepaid revenue into earned
     * @param reconciliation what proves that the books agree with the events
     */
    public record Ledger(
            Deals deals, SalesBook sales, Earnings earnings, Reconciliation reconciliation) {}

    static SettlementWiring of(
            Ground ground,
            AccessWiring access,
            CatalogWiring catalog,
            RetailersWiring retailers) {
        Transactions transactions = ground.transactions();
        Providers providers = access.providers();
        Deals deals =
                new Deals(
                        catalog.catalog(),
                        catalog.taxes(),
                        retailers.agreements(),
                        retailers.retailers());
        Earnings earnings = new Earnings(transactions, providers);
        earnings.lookEvery(ground.jobs());
        Reconciliation reconciliation = new Reconciliation(transactions, providers, deals);
        Settled settled = new Settled();
        Statements statements =
                new Statements(transactions, settled, access.audit(), ground.ids());
        SettlementJob job =
                new SettlementJob(
                        transactions, retailers.retailers(), statements, ground.jobs());
        SettlementRuns runs =
                new SettlementRuns(transactions, providers, job, access.audit(), ground.ids());
        Payments payments =
                new Payments(
                        transactions,
                        providers,
                        retailers.retailers(),
                        new Cash(settled),
                        access.audit(),
                        ground.ids());
        return new SettlementWiring(
                new Ledger(deals, new SalesBook(deals, providers), earnings, reconciliation),
                statements,
                runs,
                job,
                payments,
                List.of(
                        new AccrualsResource(new Accruals(transactions, providers)),
                        new LedgerResource(new LedgerBooks(transactions, providers)),
                        new ReconciliationResource(reconciliation),
                        new SettlementRunsResource(runs),
                        new StatementsResource(statements),
                        new PaymentsResource(payments)));
    }

    /** Told of time that accounts are granted. */
    GrantBook grants(AccessWiring access, SpentCodes spent, Items items) {
        return new GrantBook(
                spent, items, new Standings(), access.providers(), ledger.deals());
    }
}
