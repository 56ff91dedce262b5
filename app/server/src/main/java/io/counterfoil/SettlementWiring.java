package io.counterfoil;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.Standings;
import io.counterfoil.activation.TillSettings;
import io.counterfoil.inventory.ItemNotes;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Transactions;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.retailers.BankSeal;
import io.counterfoil.settlement.ledger.Accruals;
import io.counterfoil.settlement.ledger.AccrualsResource;
import io.counterfoil.settlement.ledger.Cash;
import io.counterfoil.settlement.ledger.Deals;
import io.counterfoil.settlement.ledger.Disputing;
import io.counterfoil.settlement.ledger.Earnings;
import io.counterfoil.settlement.ledger.GrantBook;
import io.counterfoil.settlement.ledger.ItemBooks;
import io.counterfoil.settlement.ledger.LedgerBooks;
import io.counterfoil.settlement.ledger.LedgerPages;
import io.counterfoil.settlement.ledger.LedgerResource;
import io.counterfoil.settlement.ledger.Reconciliation;
import io.counterfoil.settlement.ledger.ReconciliationPages;
import io.counterfoil.settlement.ledger.ReconciliationResource;
import io.counterfoil.settlement.ledger.RevenuePages;
import io.counterfoil.settlement.ledger.RewardBooks;
import io.counterfoil.settlement.ledger.SalesBook;
import io.counterfoil.settlement.ledger.Settled;
import io.counterfoil.settlement.ledger.TransferCounts;
import io.counterfoil.settlement.payouts.ClosedStatements;
import io.counterfoil.settlement.payouts.PayerAccountPages;
import io.counterfoil.settlement.payouts.PayerAccountResource;
import io.counterfoil.settlement.payouts.PayerAccounts;
import io.counterfoil.settlement.payouts.PayoutMaking;
import io.counterfoil.settlement.payouts.PayoutOrders;
import io.counterfoil.settlement.payouts.PayoutOrdersResource;
import io.counterfoil.settlement.payouts.PayoutPages;
import io.counterfoil.settlement.payouts.Payouts;
import io.counterfoil.settlement.payouts.PayoutsResource;
import io.counterfoil.settlement.payouts.RetailMoneyPages;
import io.counterfoil.settlement.payouts.RetailerBalancesPages;
import io.counterfoil.settlement.payouts.SettlementPages;
import io.counterfoil.settlement.statements.AccrualCounts;
import io.counterfoil.settlement.statements.ConsoleStatementPages;
import io.counterfoil.settlement.statements.CreditResource;
import io.counterfoil.settlement.statements.Disputes;
import io.counterfoil.settlement.statements.DisputesPages;
import io.counterfoil.settlement.statements.DisputesResource;
import io.counterfoil.settlement.statements.Owing;
import io.counterfoil.settlement.statements.PaymentPages;
import io.counterfoil.settlement.statements.Payments;
import io.counterfoil.settlement.statements.PaymentsResource;
import io.counterfoil.settlement.statements.RetailStatementPages;
import io.counterfoil.settlement.statements.RetailerBalances;
import io.counterfoil.settlement.statements.RetailerBalancesResource;
import io.counterfoil.settlement.statements.SettlementJob;
import io.counterfoil.settlement.statements.SettlementRuns;
import io.counterfoil.settlement.statements.SettlementRunsResource;
import io.counterfoil.settlement.statements.StatementBooks;
import io.counterfoil.settlement.statements.StatementDisputesResource;
import io.counterfoil.settlement.statements.StatementList;
import io.counterfoil.settlement.statements.StatementPapers;
import io.counterfoil.settlement.statements.StatementPapersResource;
import io.counterfoil.settlement.statements.Statements;
import io.counterfoil.settlement.statements.StatementsResource;
import java.util.List;

/**
 * The money behind the items. It stands above all that moves them, but is there before, to be told.
 *
 * @param ledger what is owed for each item, and where the money is
 * @param statements what each retailer owes, closed and numbered
 * @param list the statements as people look for them
 * @param counts sums of what accrued
 * @param owing what retailers owe of what they may
 * @param runs ask for statements of all retailers
 * @param job makes them
 * @param payments what retailers paid and were paid
 * @param paying what is paid out to them
 * @param papers statements as PDF
 * @param balances who owes whom, retailer by retailer
 * @param disputes lines that retailers don't agree with
 * @param resources addresses of all of them
 */
public record SettlementWiring(
        Ledger ledger,
        Statements statements,
        StatementList list,
        AccrualCounts counts,
        Owing owing,
        SettlementRuns runs,
        SettlementJob job,
        Payments payments,
        Paying paying,
        StatementPapers papers,
        RetailerBalances balances,
        Disputes disputes,
        List<Object> resources) {

    /**
     * What is paid out to retailers.
     *
     * @param payouts what, and what the bank made of it
     * @param orders orders to the bank
     * @param payer the account that they are paid from, and pay into
     */
    public record Paying(Payouts payouts, PayoutOrders orders, PayerAccounts payer) {
        private static Paying of(
                Ground ground, AccessWiring access, RetailersWiring retailers, Payments payments) {
            BankSeal seal = new BankSeal(ground.serverKey(), ground.random());
            PayerAccounts payer =
                    new PayerAccounts(
                            ground.transactions(),
                            seal,
                            access.approvals(),
                            access.audit(),
                            ground.ids());
            return new Paying(
                    new Payouts(
                            ground.transactions(),
                            access.providers(),
                            retailers.bankDetails(),
                            payments,
                            new Cash(new Settled()),
                            access.audit()),
                    new PayoutOrders(
                            ground.transactions(),
                            new PayoutOrders.Accounts(payer, retailers.bankDetails(), seal),
                            payments,
                            access.providers(),
                            access.audit(),
                            ground.ids()),
                    payer);
        }
    }


    /**
     * What is owed for each item, and where the money is.
     *
     * @param deals what an item comes to
     * @param sales told of moves of items
     * @param earnings what turns prepaid revenue into earned
     * @param transfers sums of what was moved between accounts
     * @param reconciliation what proves that the books agree with the events
     */
    public record Ledger(
            Deals deals,
            SalesBook sales,
            Earnings earnings,
            TransferCounts transfers,
            Reconciliation reconciliation) {}

    static SettlementWiring of(
            Ground ground,
            AccessWiring access,
            CatalogWiring catalog,
            RetailersWiring retailers,
            TillSettings tills) {
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
        TransferCounts transfers = new TransferCounts(transactions, providers);
        transfers.lookEvery(ground.jobs());
        Reconciliation reconciliation =
                new Reconciliation(
                        transactions,
                        providers,
                        List.of(
                                new ItemBooks(deals),
                                new RewardBooks(deals, providers, new Standings()),
                                new StatementBooks(),
                                transfers));
        Settled settled = new Settled();
        Statements statements =
                new Statements(
                        transactions,
                        settled,
                        new ClosedStatements(
                                new PayoutMaking(retailers.agreements(), ground.ids()),
                                retailers.news(),
                                providers),
                        ground.events(),
                        access.audit(),
                        ground.ids());
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
        Paying paying = Paying.of(ground, access, retailers, payments);
        StatementPapers papers =
                new StatementPapers(
                        transactions,
                        statements,
                        retailers.care(),
                        catalog.catalog(),
                        new StatementPapers.Sender(
                                PressWiring.letterhead(ground, access), paying.payer()));
        Disputes disputes =
                new Disputes(
                        transactions,
                        providers,
                        new Disputes.Books(
                                statements,
                                new Disputing(settled),
                                new ItemNotes(ground.events())),
                        access.audit(),
                        ground.ids());
        RetailerBalances balances =
                new RetailerBalances(transactions, retailers.retailers(), providers);
        SalesBook sales = new SalesBook(deals, providers, tills);
        LedgerBooks books = new LedgerBooks(transactions, providers);
        AccrualCounts counts =
                new AccrualCounts(
                        transactions, providers, retailers.retailers(), settled, ground.jobs());
        Owing owing = new Owing(transactions, retailers.agreements(), sales, counts);
        StatementList list = new StatementList(transactions, providers);
        SettlementPages settlement =
                new SettlementPages(
                        new SettlementPages.Made(runs, list, statements, papers),
                        paying.payouts(),
                        paying.orders(),
                        retailers.retailers(),
                        retailers.choices());
        return new SettlementWiring(
                new Ledger(deals, sales, earnings, transfers, reconciliation),
                statements,
                list,
                counts,
                owing,
                runs,
                job,
                payments,
                paying,
                papers,
                balances,
                disputes,
                List.of(
                        new AccrualsResource(new Accruals(transactions, providers)),
                        new LedgerResource(books),
                        new LedgerPages(books, retailers.retailers(), retailers.choices()),
                        new RevenuePages(books),
                        new ReconciliationResource(reconciliation),
                        new ReconciliationPages(reconciliation),
                        new SettlementRunsResource(runs),
                        new StatementsResource(statements, list),
                        new CreditResource(owing, retailers.retailers()),
                        new PaymentsResource(payments),
                        new PayoutsResource(paying.payouts()),
                        new PayoutOrdersResource(paying.orders()),
                        new PayerAccountResource(paying.payer()),
                        new PayerAccountPages(paying.payer()),
                        new StatementPapersResource(papers),
                        new PaymentPages(
                                payments, retailers.retailers(), retailers.choices()),
                        new DisputesResource(disputes),
                        new StatementDisputesResource(disputes),
                        new DisputesPages(
                                disputes, retailers.retailers(), retailers.choices()),
                        new ConsoleStatementPages(statements, retailers.retailers()),
                        new RetailStatementPages(statements, disputes, paying.payer()),
                        new RetailerBalancesResource(balances),
                        new RetailerBalancesPages(balances),
                        new RetailMoneyPages(statements, list, papers, paying.payouts()),
                        settlement,
                        new PayoutPages(paying.payouts(), settlement)));
    }

    /** Told of time that accounts are granted. */
    GrantBook grants(AccessWiring access, SpentCodes spent, Items items) {
        return new GrantBook(
                spent, items, new Standings(), access.providers(), ledger.deals());
    }
}
