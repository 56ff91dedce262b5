package io.counterfoil;

import io.counterfoil.access.FailedSignIns;
import io.counterfoil.access.Tokens;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountHistory;
import io.counterfoil.accounts.AccountLinks;
import io.counterfoil.accounts.AccountOpening;
import io.counterfoil.accounts.AccountSessions;
import io.counterfoil.accounts.AccountSignIn;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.AccountsResource;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.accounts.DeletedData;
import io.counterfoil.accounts.DeletedDataResource;
import io.counterfoil.accounts.DeletedDataSettingsResource;
import io.counterfoil.accounts.GrantCare;
import io.counterfoil.accounts.GrantsResource;
import io.counterfoil.accounts.Openings;
import io.counterfoil.accounts.PasswordChanges;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.accounts.RefundsResource;
import io.counterfoil.accounts.RepositoryKeysResource;
import io.counterfoil.accounts.StaffDeletions;
import io.counterfoil.accounts.SupportVisits;
import io.counterfoil.accounts.Terms;
import io.counterfoil.accounts.UninstallResource;
import io.counterfoil.accounts.Uninstalls;
import io.counterfoil.accounts.directory.AccountListResource;
import io.counterfoil.accounts.directory.CustomersResource;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.accounts.plans.Moves;
import io.counterfoil.accounts.plans.PlanMigrationPages;
import io.counterfoil.accounts.plans.PlanMigrationResource;
import io.counterfoil.accounts.plans.PlanMigrations;
import io.counterfoil.accounts.plans.PlanMigrationsResource;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.inventory.Items;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Provisioning;
import java.util.List;

/**
 * Customers and their accounts: how they are opened, found, looked after and left.
 *
 * @param accounts how every account is opened or extended
 * @param opening accounts that need no code
 * @param passwords those that the service makes up
 * @param passwordChanges how accounts get other ones
 * @param links that their holders are mailed
 * @param accountCare accounts while they live
 * @param grantCare their time, by hand
 * @param history what happened to them
 * @param directory who has accounts
 * @param contacts whom mail about accounts goes to
 * @param signIn who may sign in to them
 * @param visits support in customers' places
 * @param uninstalls customers who leave, and who change their mind
 * @param deletions deletions that staff begin
 * @param deletedData what their backup programs delete, and how it comes back
 * @param planMigrations moves of accounts to newer versions of their plans
 * @param resources pages and addresses of all of them
 */
public record CustomerWiring(
        Accounts accounts,
        AccountOpening opening,
        Passwords passwords,
        PasswordChanges passwordChanges,
        AccountLinks links,
        AccountCare accountCare,
        GrantCare grantCare,
        AccountHistory history,
        Directory directory,
        Contacts contacts,
        AccountSignIn signIn,
        SupportVisits visits,
        Uninstalls uninstalls,
        StaffDeletions deletions,
        DeletedData deletedData,
        PlanMigrations planMigrations,
        List<Object> resources) {

    /** What they are opened with. */
    record Stock(Items items, Catalog catalog, Mail mail) {}

    static CustomerWiring of(
            Ground ground,
            AccessWiring access,
            Stock stock,
            SignInWiring signIns,
            StorageWiring storage,
            LifecycleWiring lifecycle) {
        Transactions transactions = ground.transactions();
        EventLog events = ground.events();
        Catalog catalog = stock.catalog();
        Provisioning provisioning = storage.provisioning();
        Terms terms = lifecycle.terms();

        Openings openings =
                new Openings(provisioning, stock.mail(), storage.software(), events, ground.ids());
        Accounts accounts =
                new Accounts(
                        openings,
                        terms,
                        lifecycle.ledger(),
                        lifecycle.announcements(),
                        events);
        Passwords passwords = new Passwords(access.hasher(), ground.random());
        AccountOpening opening =
                new AccountOpening(
                        transactions, catalog, openings, accounts, passwords, provisioning);

        AccountCare accountCare =
                new AccountCare(transactions, catalog, provisioning, terms, events);
        GrantCare grantCare =
                new GrantCare(
                        transactions,
                        terms,
                        lifecycle.ledger(),
                        lifecycle.announcements(),
                        access.audit());
        AccountHistory history = new AccountHistory(transactions, events, provisioning);
        Contacts contacts =
                new Contacts(
                        transactions,
                        lifecycle.followUps(),
                        stock.mail(),
                        access.audit(),
                        ground.ids());
        Directory directory =
                new Directory(transactions, stock.items(), catalog, provisioning, contacts);

        AccountLinks links =
                new AccountLinks(
                        new Tokens(
                                ground.serverKey(),
                                ServerKey.Purpose.ONE_TIME_LINK,
                                ground.random()),
                        stock.mail());
        Uninstalls uninstalls =
                new Uninstalls(
                        transactions,
                        terms,
                        lifecycle.announcements(),
                        provisioning,
                        access.signInLimits(),
                        links);
        AccountSessions accountSessions = new AccountSessions(access.sessions(), uninstalls, signIns.pending());
        signIns.people().define("account", accountSessions);
        PasswordChanges passwordChanges =
                new PasswordChanges(accountSessions, links, stock.mail(), access.audit());
        AccountSignIn signIn =
                new AccountSignIn(
                        transactions,
                        access.signInLimits(),
                        access.hasher(),
                        accountSessions,
                        new FailedSignIns(transactions, access.audit()),
                        passwordChanges);
        SupportVisits visits =
                new SupportVisits(transactions, access.sessions(), events, access.audit());

        PlanMigrations planMigrations =
                new PlanMigrations(
                        transactions,
                        catalog,
                        new Moves(transactions, ground.jobs(), catalog, provisioning, events),
                        access.audit(),
                        ground.ids());

        DeletedData deletedData =
                new DeletedData(transactions, storage.keeping(), terms, events, access.audit());
        return new CustomerWiring(
                accounts,
                opening,
                passwords,
                passwordChanges,
                links,
                accountCare,
                grantCare,
                history,
                directory,
                contacts,
                signIn,
                visits,
                uninstalls,
                new StaffDeletions(transactions, uninstalls, events, access.audit()),
                deletedData,
                planMigrations,
                List.of(
                        new AccountsResource(accountCare, opening),
                        new AccountListResource(directory),
                        new RepositoryKeysResource(accountCare),
                        new GrantsResource(grantCare),
                        new RefundsResource(grantCare),
                        new DeletedDataResource(deletedData),
                        new DeletedDataSettingsResource(deletedData),
                        new CustomersResource(directory, contacts),
                        new UninstallResource(uninstalls, accountCare),
                        new PlanMigrationResource(planMigrations),
                        new PlanMigrationsResource(planMigrations),
                        new PlanMigrationPages(planMigrations)));
    }
}
