package io.counterfoil;

import io.counterfoil.access.Audit;
import io.counterfoil.access.FailedSignIns;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Sessions;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.Tokens;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.AccountHistory;
import io.counterfoil.accounts.AccountOpening;
import io.counterfoil.accounts.AccountPages;
import io.counterfoil.accounts.AccountPlans;
import io.counterfoil.accounts.AccountSessions;
import io.counterfoil.accounts.AccountSignIn;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.AccountsResource;
import io.counterfoil.accounts.Announcements;
import io.counterfoil.accounts.ConsentPages;
import io.counterfoil.accounts.Consents;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.accounts.Conversions;
import io.counterfoil.accounts.Customers;
import io.counterfoil.accounts.CustomersResource;
import io.counterfoil.accounts.Endings;
import io.counterfoil.accounts.Openings;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.accounts.Reminders;
import io.counterfoil.accounts.SupportVisits;
import io.counterfoil.accounts.Terms;
import io.counterfoil.accounts.UninstallPages;
import io.counterfoil.accounts.UninstallResource;
import io.counterfoil.accounts.Uninstalls;
import io.counterfoil.accounts.plans.Moves;
import io.counterfoil.accounts.plans.PlanMigrationPages;
import io.counterfoil.accounts.plans.PlanMigrationResource;
import io.counterfoil.accounts.plans.PlanMigrations;
import io.counterfoil.accounts.plans.PlanMigrationsResource;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.followups.UnsubscribePages;
import io.counterfoil.followups.UnsubscribeResource;
import io.counterfoil.inventory.Items;
import io.counterfoil.lifecycle.Deletions;
import io.counterfoil.lifecycle.FollowUpClock;
import io.counterfoil.lifecycle.ReminderClock;
import io.counterfoil.lifecycle.ReminderSettings;
import io.counterfoil.lifecycle.ReminderSettingsPages;
import io.counterfoil.lifecycle.ReminderSettingsResource;
import io.counterfoil.lifecycle.TermClock;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.redemption.Attempts;
import io.counterfoil.redemption.Challenges;
import io.counterfoil.redemption.Codes;
import io.counterfoil.redemption.Guard;
import io.counterfoil.redemption.GuessLimits;
import io.counterfoil.redemption.OtherPlanPages;
import io.counterfoil.redemption.OtherPlanSpending;
import io.counterfoil.redemption.OtherPlans;
import io.counterfoil.redemption.RedeemPages;
import io.counterfoil.redemption.Redemptions;
import io.counterfoil.redemption.RedemptionsResource;
import io.counterfoil.redemption.RunBlocks;
import io.counterfoil.redemption.SiteLimit;
import io.counterfoil.redemption.Spending;
import io.counterfoil.trials.TrialStarts;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** What customers do: redeem codes and look after their accounts. */
public final class CustomerWiring {
    private final AccountCare accountCare;
    private final AccountOpening opening;
    private final Customers customers;
    private final Contacts contacts;
    private final AccountHistory history;
    private final SupportVisits visits;
    private final AccountSignIn signIn;
    private final Terms terms;
    private final TermClock clock;
    private final Deletions deletions;
    private final ReminderClock reminderClock;
    private final ReminderSettings reminderSettings;
    private final FollowUps followUps;
    private final Consents consents;
    private final FollowUpClock followUpClock;
    private final Uninstalls uninstalls;
    private final Redemptions redemptions;
    private final OtherPlans otherPlans;
    private final TrialStarts.Opening trialOpening;
    private final Sessions sessions;
    private final GuessLimits guessLimits;
    private final PlanMigrations planMigrations;
    private final SiteLimit siteLimit;

    /** What accounts need of the platform. */
    record Ground(
            Transactions transactions,
            Providers providers,
            EventLog events,
            Jobs jobs,
            Ids ids,
            Audit audit) {}

    /** What keeps out those who guess. */
    record Gate(
            ServerKey serverKey,
            PasswordHasher hasher,
            SignInLimits limits,
            Sessions sessions,
            SecureRandom random,
            InstantSource clock) {}

    /** What a code is looked up in. */
    record Stock(Items items, Catalog catalog, RunBlocks blocks) {}

    CustomerWiring(
            Ground ground, Gate gate, Stock stock, StorageWiring storage, Mail mail) {
        Provisioning provisioning = storage.provisioning();
        Transactions transactions = ground.transactions();
        sessions = gate.sessions();
        followUps =
                new FollowUps(
                        transactions, mail, ground.providers(), gate.serverKey(), ground.ids());
        Announcements announcements = new Announcements(mail, ground.providers(), followUps);
        terms = new Terms(ground.providers(), provisioning, announcements, ground.events());
        deletions =
                new Deletions(
                        transactions,
                        new Endings(
                                terms,
                                provisioning,
                                storage.purges(),
                                announcements,
                                sessions,
                                ground.events()),
                        provisioning,
                        storage.purges(),
                        ground.jobs(),
                        gate.clock());
        clock = new TermClock(transactions, terms, deletions);
        clock.lookEvery(ground.jobs());
        Reminders reminders = new Reminders(terms, ground.providers(), mail);
        reminderClock = new ReminderClock(transactions, reminders, ground.jobs());
        consents = new Consents(transactions, terms, ground.events());
        followUpClock = new FollowUpClock(transactions, followUps, consents);
        followUpClock.lookEvery(ground.jobs());
        reminderSettings =
                new ReminderSettings(transactions, reminders, reminderClock, ground.audit());
        accountCare =
                new AccountCare(
                        transactions, stock.catalog(), provisioning, terms, ground.events());
        planMigrations =
                new PlanMigrations(
                        transactions,
                        stock.catalog(),
                        new Moves(
                                transactions,
                                ground.jobs(),
                                stock.catalog(),
                                provisioning,
                                ground.events()),
                        ground.audit(),
                        ground.ids());
        customers =
                new Customers(transactions, stock.items(), stock.catalog(), provisioning);
        contacts = new Contacts(transactions, ground.audit(), ground.ids());
        history = new AccountHistory(transactions, ground.events(), provisioning);
        visits = new SupportVisits(transactions, sessions, ground.events(), ground.audit());
        uninstalls =
                new Uninstalls(
                        transactions,
                        terms,
                        announcements,
                        provisioning,
                        gate.limits(),
                        new Tokens(
                                gate.serverKey(),
                                ServerKey.Purpose.ONE_TIME_LINK,
                                gate.random()));
        signIn =
                new AccountSignIn(
                        transactions,
                        gate.limits(),
                        gate.hasher(),
                        new AccountSessions(sessions, uninstalls),
                        new FailedSignIns(transactions, ground.audit()),
                        ground.audit());
        Codes codes =
                new Codes(
                        new CodeDigester(gate.serverKey()),
                        stock.items(),
                        stock.catalog(),
                        stock.blocks());
        guessLimits = new GuessLimits(gate.serverKey());
        siteLimit =
                new SiteLimit(
                        new Attempts(transactions, gate.clock()),
                        new Challenges(gate.serverKey(), gate.clock()));
        Guard guard = new Guard(transactions, codes, guessLimits, siteLimit, ground.audit());
        Openings openings = new Openings(provisioning, mail, ground.events(), ground.ids());
        Accounts accounts = new Accounts(openings, terms, ground.events(), ground.ids());
        Passwords passwords = new Passwords(gate.hasher(), gate.random());
        opening =
                new AccountOpening(
                        transactions,
                        stock.catalog(),
                        openings,
                        accounts,
                        passwords,
                        provisioning);
        Spending spending = new Spending(guard, stock.items(), accounts, ground.ids());
        redemptions =
                new Redemptions(
                        transactions,
                        spending,
                        guard,
                        signIn,
                        passwords,
                        provisioning);
        trialOpening = new TrialStarts.Opening(accounts, passwords, provisioning);
        otherPlans =
                new OtherPlans(
                        redemptions,
                        new OtherPlanSpending(
                                spending,
                                accounts,
                                new Conversions(
                                        terms,
                                        new AccountPlans(provisioning),
                                        ground.events(),
                                        ground.ids()),
                                stock.items(),
                                stock.catalog(),
                                ground.ids()),
                        guard,
                        passwords,
                        provisioning);
    }

    List<Object> resources() {
        return List.of(
                new AccountsResource(accountCare, opening, customers),
                new CustomersResource(customers, contacts),
                new UninstallResource(uninstalls),
                new UninstallPages(uninstalls, accountCare),
                new AccountPages(accountCare, signIn, sessions, visits),
                new PlanMigrationResource(planMigrations),
                new PlanMigrationsResource(planMigrations),
                new PlanMigrationPages(planMigrations),
                new ConsentPages(consents),
                new UnsubscribeResource(followUps),
                new UnsubscribePages(followUps),
                new ReminderSettingsResource(reminderSettings),
                new ReminderSettingsPages(reminderSettings),
                new RedemptionsResource(redemptions, otherPlans),
                new RedeemPages(redemptions, siteLimit, accountCare, otherPlans),
                new OtherPlanPages(otherPlans, siteLimit, accountCare));
    }

    /** Accounts while they live. */
    public AccountCare accountCare() {
        return accountCare;
    }

    /** Accounts that need no code. */
    public AccountOpening opening() {
        return opening;
    }

    /** Moves of accounts to newer versions of their plans. */
    public PlanMigrations planMigrations() {
        return planMigrations;
    }

    /** Who has accounts. */
    public Customers customers() {
        return customers;
    }

    /** Whom mail about accounts goes to. */
    public Contacts contacts() {
        return contacts;
    }

    /** Support in customers' places. */
    public SupportVisits visits() {
        return visits;
    }

    /** What happened to accounts. */
    public AccountHistory history() {
        return history;
    }

    /** How their terms move. */
    public Terms terms() {
        return terms;
    }

    /** The clock of their terms. */
    public TermClock clock() {
        return clock;
    }

    /** Customers who leave, and who change their mind. */
    public Uninstalls uninstalls() {
        return uninstalls;
    }

    /** What deletes them. */
    public Deletions deletions() {
        return deletions;
    }

    /** The clock that reminds their holders. */
    public ReminderClock reminderClock() {
        return reminderClock;
    }

    /** Series of messages to those who left. */
    public FollowUps followUps() {
        return followUps;
    }

    /** The clock that asks those who left why. */
    public FollowUpClock followUpClock() {
        return followUpClock;
    }

    /** Who may sign in to them. */
    public AccountSignIn signIn() {
        return signIn;
    }

    /** Codes and what they are spent on. */
    public Redemptions redemptions() {
        return redemptions;
    }

    /** What trials are opened with. */
    TrialStarts.Opening trialOpening() {
        return trialOpening;
    }

    /** Codes for another plan than the account has. */
    public OtherPlans otherPlans() {
        return otherPlans;
    }

    /** What keeps out those who guess codes. */
    public GuessLimits guessLimits() {
        return guessLimits;
    }

    /** What keeps guessing from everywhere slow. */
    public SiteLimit siteLimit() {
        return siteLimit;
    }
}
