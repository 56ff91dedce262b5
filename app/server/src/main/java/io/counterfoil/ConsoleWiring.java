package io.counterfoil;

import io.counterfoil.access.AuditPages;
import io.counterfoil.access.HistoryFilter;
import io.counterfoil.accounts.Standings;
import io.counterfoil.console.AccountDeletionPages;
import io.counterfoil.console.AccountMovePages;
import io.counterfoil.console.AccountWords;
import io.counterfoil.console.AuditNames;
import io.counterfoil.console.CartonsPages;
import io.counterfoil.console.CustomerAccountPages;
import io.counterfoil.console.CustomersPages;
import io.counterfoil.console.DeletedDataPages;
import io.counterfoil.console.DeletedDataSettingsPages;
import io.counterfoil.console.ExportsPages;
import io.counterfoil.console.FrontPages;
import io.counterfoil.console.GoodsOrdersPages;
import io.counterfoil.console.HoldsPages;
import io.counterfoil.console.LossesPages;
import io.counterfoil.console.NewAccountPages;
import io.counterfoil.console.PersonalData;
import io.counterfoil.console.PersonalDataResource;
import io.counterfoil.console.RefundPages;
import io.counterfoil.console.RetailersPages;
import io.counterfoil.console.ReturnsPages;
import io.counterfoil.console.SerialsPages;
import io.counterfoil.console.SerialsResource;
import io.counterfoil.console.ShipmentsPages;
import io.counterfoil.console.StockPages;
import io.counterfoil.console.StockTakesPages;
import io.counterfoil.console.TraceWords;
import io.counterfoil.console.Traces;
import io.counterfoil.console.VoidingPages;
import io.counterfoil.console.home.FigureBook;
import io.counterfoil.console.home.FirstSteps;
import io.counterfoil.console.home.FirstStepsPages;
import io.counterfoil.console.home.HomePages;
import io.counterfoil.proof.ItemProofResource;
import io.counterfoil.proof.ProofPacks;
import io.counterfoil.proof.StatementProofResource;
import io.counterfoil.redemption.SpentCodes;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages of the provider's staff that show several features at once. They are made last, of what
 * all the others have made.
 */
record ConsoleWiring(
        Ground ground,
        AccessWiring access,
        SignInWiring signIns,
        CatalogWiring catalog,
        PrintingWiring printing,
        SettlementWiring settlement,
        RetailersWiring selling,
        InventoryWiring inventory,
        RetailWiring retail,
        MailWiring mail,
        StorageWiring storage,
        LifecycleWiring lifecycle,
        CustomerWiring customers,
        MovesWiring moves,
        OwnAccountWiring ownAccounts,
        TrialWiring trials) {

    List<Object> resources() {
        List<Object> resources = new ArrayList<>(ofStock());
        resources.addAll(ofCustomers());
        return resources;
    }

    /** What staff see first, where items are, and the trace of a serial number. */
    private List<Object> ofStock() {
        Traces traces =
                new Traces(
                        ground.transactions(),
                        inventory.items(),
                        catalog.catalog(),
                        printing.places(),
                        settlement.statements(),
                        storage.provisioning());
        TraceWords words =
                new TraceWords(
                        access.staff(),
                        access.apiKeys(),
                        inventory.retailers(),
                        inventory.shipments(),
                        customers.accountCare());
        ProofPacks packs =
                new ProofPacks(
                        ground.transactions(),
                        ground.events(),
                        inventory.items(),
                        settlement.statements());
        AuditNames names =
                new AuditNames(
                        printing.runs(),
                        catalog.plans(),
                        catalog.products(),
                        inventory.retailers(),
                        customers.accountCare(),
                        customers.directory());
        return List.of(
                new FrontPages(),
                new AuditPages(access.audit(), access.staff(), access.apiKeys(), names),
                new HistoryFilter(access.audit(), names),
                new ItemProofResource(packs),
                new StatementProofResource(packs),
                home(),
                new FirstStepsPages(firstSteps()),
                new RetailersPages(
                        inventory.retailers(),
                        access.staff(),
                        access.apiKeys(),
                        settlement.owing(),
                        signIns.steps()),
                new ShipmentsPages(
                        inventory.shipments(),
                        inventory.retailers(),
                        selling.choices(),
                        catalog.products(),
                        inventory.orders()),
                new GoodsOrdersPages(inventory.orders(), selling.choices()),
                new CartonsPages(inventory.cartons()),
                new ReturnsPages(
                        inventory.returns(),
                        inventory.returnLosses(),
                        inventory.retailers(),
                        selling.choices()),
                new LossesPages(inventory.losses(), selling.choices()),
                new StockPages(
                        inventory.stocks(),
                        inventory.reorderPoints(),
                        inventory.retailers(),
                        catalog.products(),
                        inventory.orders()),
                new StockTakesPages(inventory.stockTakes(), selling.choices()),
                new SerialsPages(
                        traces,
                        words,
                        inventory.holds(),
                        inventory.holdReleases(),
                        inventory.retailers()),
                new VoidingPages(inventory.voiding()),
                new HoldsPages(
                        inventory.holds(),
                        inventory.holdReleases(),
                        selling.choices(),
                        access.staff(),
                        access.apiKeys()),
                new SerialsResource(traces));
    }

    private HomePages home() {
        FigureBook figures =
                new FigureBook(
                        ground.transactions(),
                        access.providers(),
                        new FigureBook.Counted(
                                inventory.items(),
                                inventory.sales(),
                                inventory.retailers(),
                                settlement.balances(),
                                new SpentCodes(ground.transactions()),
                                new Standings()));
        figures.countEvery(ground.jobs());
        return new HomePages(
                ground.transactions(),
                access.providers(),
                figures,
                new HomePages.Waiting(
                        inventory.items(),
                        retail.cases(),
                        access.approvals(),
                        settlement.disputes(),
                        inventory.holds(),
                        inventory.orders(),
                        mail.mail()),
                storage.provisioning(),
                firstSteps());
    }

    private FirstSteps firstSteps() {
        return new FirstSteps(
                ground.transactions(),
                access.providers(),
                new FirstSteps.Things(
                        catalog.plans(),
                        catalog.products(),
                        printing.runs(),
                        inventory.retailers(),
                        inventory.shipments(),
                        mail.mail()));
    }

    /** Who has accounts, and what is done to them by hand. */
    private List<Object> ofCustomers() {
        PersonalData personalData =
                new PersonalData(
                        ground.transactions(),
                        new PersonalData.Accounts(
                                customers.directory(),
                                customers.accountCare(),
                                customers.history(),
                                lifecycle.consents()),
                        new SpentCodes(ground.transactions()),
                        new PersonalData.Letters(
                                mail.mail(), lifecycle.followUps(), trials.trials()),
                        access.audit());
        return List.of(
                new CustomersPages(customers.directory(), customers.contacts(), personalData),
                new PersonalDataResource(personalData, customers.contacts()),
                new NewAccountPages(customers.opening(), customers.directory(), catalog.plans()),
                new CustomerAccountPages(
                        customers.accountCare(),
                        customers.grantCare(),
                        customers.history(),
                        new AccountWords(
                                access.staff(),
                                access.apiKeys(),
                                caller ->
                                        ground.transactions().read(
                                                caller,
                                                tx -> access.providers().of(tx).zone())),
                        customers.visits(),
                        ownAccounts.forgotten()),
                new AccountMovePages(
                        customers.accountCare(), moves.moves(), moves.prospects()),
                new AccountDeletionPages(customers.accountCare(), customers.deletions()),
                new DeletedDataPages(
                        customers.accountCare(), customers.deletedData(), ground.clock()),
                new DeletedDataSettingsPages(customers.deletedData()),
                new ExportsPages(customers.directory()),
                new RefundPages(customers.accountCare(), customers.grantCare()));
    }
}
