package io.counterfoil;

import com.codahale.metrics.health.HealthCheckRegistry;
import io.counterfoil.access.ActingGuard;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.ApiKeysResource;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.ApprovalsPages;
import io.counterfoil.access.ApprovalsResource;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditPages;
import io.counterfoil.access.AuditResource;
import io.counterfoil.access.Authentication;
import io.counterfoil.access.Authorization;
import io.counterfoil.access.Callers;
import io.counterfoil.access.FailedSignIns;
import io.counterfoil.access.Forms;
import io.counterfoil.access.KeysPages;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.PasswordPages;
import io.counterfoil.access.ProviderResource;
import io.counterfoil.access.ProviderSettings;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Sessions;
import io.counterfoil.access.SettingsPages;
import io.counterfoil.access.Setup;
import io.counterfoil.access.SetupPages;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.SignInPages;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.access.StaffPages;
import io.counterfoil.access.StaffSignIn;
import io.counterfoil.access.Tokens;
import io.counterfoil.access.Writes;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.console.AccountDeletionPages;
import io.counterfoil.console.AccountWords;
import io.counterfoil.console.ApiDescription;
import io.counterfoil.console.CustomerAccountPages;
import io.counterfoil.console.CustomersPages;
import io.counterfoil.console.ExportsPages;
import io.counterfoil.console.FrontPages;
import io.counterfoil.console.HealthResource;
import io.counterfoil.console.HomePages;
import io.counterfoil.console.NewAccountPages;
import io.counterfoil.console.OpenApiResource;
import io.counterfoil.console.PersonalData;
import io.counterfoil.console.PersonalDataResource;
import io.counterfoil.console.RefundPages;
import io.counterfoil.console.RetailersPages;
import io.counterfoil.console.SerialsPages;
import io.counterfoil.console.SerialsResource;
import io.counterfoil.console.ShipmentsPages;
import io.counterfoil.console.TraceWords;
import io.counterfoil.console.Traces;
import io.counterfoil.economics.TrialBook;
import io.counterfoil.inventory.CodesCheck;
import io.counterfoil.inventory.InventoryCheck;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.DatabaseHealth;
import io.counterfoil.platform.EventChains;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.JobsHealth;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.KeyCheck;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.StoredAnswers;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.Press;
import io.counterfoil.printing.PrintRuns;
import io.counterfoil.printing.brand.Logos;
import io.counterfoil.printing.bureau.BureauLinks;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.shipping.CartonLabels;
import io.counterfoil.printing.shipping.CartonLabelsResource;
import io.counterfoil.printing.shipping.PackingSlipResource;
import io.counterfoil.printing.shipping.PackingSlips;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.provisioning.Backlog;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.software.Software;
import io.counterfoil.software.SoftwarePages;
import io.counterfoil.software.SoftwareResource;
import io.counterfoil.trials.TrialStarts;
import io.counterfoil.web.Assets;
import io.counterfoil.web.ListedWriter;
import io.counterfoil.web.PageFilter;
import io.counterfoil.web.ProblemMapper;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.SafeHeaders;
import io.counterfoil.web.Templates;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The composition root: every object of the service, made once, from the bottom to the top. Server,
 * commands and tests use it.
 */
public final class Wiring {
    private final Jobs jobs;
    private final List<Object> resources = new ArrayList<>();
    private final Assets assets;
    private final HealthCheckRegistry checks = new HealthCheckRegistry();

    // What tests and commands start from.
    private final Transactions transactions;
    private final Providers providers;
    private final ApiKeys apiKeys;
    private final Audit audit;
    private final Approvals approvals;
    private final Sessions sessions;
    private final StaffMembers staff;
    private final Setup setup;
    private final CatalogWiring catalog;
    private final PrintingWiring printing;
    private final InventoryWiring inventory;
    private final MailWiring mail;
    private final StorageWiring storage;
    private final LifecycleWiring lifecycle;
    private final CustomerWiring customers;
    private final RedemptionWiring redemption;
    private final TrialWiring trials;
    private final EconomicsWiring economics;

    /** Wires the service over a migrated database. */
    public Wiring(
            CounterfoilConfiguration settings,
            Jdbi jdbi,
            DataSource database,
            InstantSource clock,
            SecureRandom random) {
        this(settings, jdbi, database, clock, random, new PasswordHasher(random));
    }

    /** The same with hashes of passwords at another cost. */
    Wiring(
            CounterfoilConfiguration settings,
            Jdbi jdbi,
            DataSource database,
            InstantSource clock,
            SecureRandom random,
            PasswordHasher passwords) {
        KeyFolder keys = new KeyFolder(settings.dataFolder().resolve("keys"), random);
        ServerKey serverKey = keys.serverKey();
        Ids ids = new Ids(clock, random);
        StoredAnswers answers = new StoredAnswers(serverKey, Json.mapper(), random);
        transactions = new Transactions(jdbi, clock, answers);
        new KeyCheck(transactions).verify(serverKey);
        jobs = new Jobs(database, clock);

        // Every request: its body, who sends it, what they may do, and how the answer looks.
        providers = new Providers(transactions, ids);
        audit = new Audit(transactions);
        apiKeys = new ApiKeys(transactions, serverKey, random, audit, ids);
        sessions = new Sessions(transactions, serverKey, random);
        Forms forms = new Forms(serverKey, ids);
        assets = new Assets();
        serve(
                new Authentication(providers, apiKeys, sessions, forms),
                new RequestBody(PrintingWiring.STREAMED),
                new Writes(forms),
                new Authorization(),
                new ActingGuard(transactions, audit),
                new Callers(),
                new ListedWriter(),
                new PageFilter(new Templates(settings.templates(), assets)),
                new SafeHeaders(),
                new ProblemMapper());

        // Staff: signing in, keys, what was done and what a second person has to agree to.
        SignInLimits signInLimits = new SignInLimits(transactions, serverKey);
        staff = new StaffMembers(transactions, passwords, random, sessions, audit, ids);
        StaffSignIn signIn =
                new StaffSignIn(
                        transactions,
                        passwords,
                        signInLimits,
                        sessions,
                        new FailedSignIns(transactions, audit),
                        audit);
        approvals = new Approvals(transactions, audit, ids);
        setup =
                new Setup(
                        transactions,
                        providers,
                        new Setup.People(staff, passwords, sessions),
                        serverKey,
                        random,
                        ids);
        ProviderSettings settingsOfProvider =
                new ProviderSettings(transactions, providers, approvals, audit);
        serve(
                new SignInPages(signIn, sessions),
                new PasswordPages(staff),
                new StaffPages(staff),
                new KeysPages(apiKeys),
                new ApiKeysResource(apiKeys),
                new ApprovalsPages(approvals),
                new ApprovalsResource(approvals),
                new AuditPages(audit),
                new AuditResource(audit),
                new ProviderResource(settingsOfProvider),
                new SettingsPages(settingsOfProvider),
                new SetupPages(setup));

        // What is sold, and how it is printed.
        EventLog events = new EventLog();
        Items items = new Items(events, (tx, move) -> {});
        catalog = CatalogWiring.of(transactions, providers, audit, ids);
        OwnTemplates templates =
                new OwnTemplates(
                        transactions,
                        audit,
                        io.counterfoil.printing.layout.Templates.in(settings.templates()),
                        PrintRuns::openWith);
        Bureaus bureaus = new Bureaus(transactions, audit, ids);
        Press press = new Press(templates, catalog.catalog(), providers, bureaus);
        BureauLinks links =
                new BureauLinks(
                        transactions,
                        providers,
                        new Tokens(serverKey, ServerKey.Purpose.ONE_TIME_LINK, random),
                        approvals,
                        audit,
                        ids);
        printing =
                new PrintingWiring(
                        new PrintingWiring.Ground(
                                transactions, events, jobs, ids, audit, approvals),
                        new PrintingWiring.Secrets(keys, new CodeDigester(serverKey), random),
                        items,
                        press,
                        new PrintingWiring.Outside(bureaus, links, clock),
                        new PrintingWiring.Choice(
                                catalog.products(),
                                settingsOfProvider,
                                templates,
                                new Logos(transactions, audit)));
        serve(catalog.resources().toArray());
        serve(printing.resources().toArray());

        // Where the items go, and who sells them.
        inventory =
                InventoryWiring.of(
                        new InventoryWiring.Ground(transactions, events, ids, serverKey),
                        new InventoryWiring.People(providers, apiKeys, approvals, audit),
                        items,
                        catalog.catalog());
        serve(inventory.resources().toArray());

        // What customers and staff are told.
        mail =
                new MailWiring(
                        settings.mail(),
                        settings.templates(),
                        new MailWiring.Ground(transactions, jobs, ids, clock),
                        new MailWiring.People(providers, staff, audit),
                        new MailWiring.Secrets(serverKey, random));
        serve(mail.resources().toArray());

        // What customers do with it, and where their bytes are.
        storage = StorageWiring.of(transactions, jobs, ids, clock, random);
        Software software = new Software(transactions, audit);
        serve(new SoftwarePages(software), new SoftwareResource(software));
        lifecycle =
                LifecycleWiring.of(
                        new LifecycleWiring.Ground(transactions, events, jobs, ids, clock),
                        new LifecycleWiring.People(providers, sessions, serverKey, audit),
                        storage,
                        mail.mail(),
                        new TrialBook(
                                new SpentCodes(transactions),
                                items,
                                catalog.catalog(),
                                providers));
        serve(lifecycle.resources().toArray());
        customers =
                CustomerWiring.of(
                        new CustomerWiring.Ground(transactions, events, jobs, ids, audit),
                        new CustomerWiring.Gate(
                                serverKey, passwords, signInLimits, sessions, random),
                        new CustomerWiring.Stock(
                                items,
                                catalog.catalog(),
                                storage.provisioning(),
                                mail.mail(),
                                software),
                        lifecycle);
        serve(customers.resources().toArray());
        OwnAccountWiring ownAccounts =
                OwnAccountWiring.of(
                        new OwnAccountWiring.Ground(transactions, jobs, ids, mail.mail()),
                        new OwnAccountWiring.Gate(providers, signInLimits, sessions, audit),
                        new OwnAccountWiring.Stock(storage.provisioning(), software),
                        customers,
                        lifecycle.consents());
        serve(ownAccounts.resources().toArray());
        redemption =
                RedemptionWiring.of(
                        new RedemptionWiring.Ground(
                                transactions, events, ids, clock, serverKey, audit),
                        new RedemptionWiring.Stock(
                                items, catalog.catalog(), printing.runs()::blocked, software),
                        storage.provisioning(),
                        lifecycle,
                        customers);
        serve(redemption.resources().toArray());
        trials =
                TrialWiring.of(
                        new TrialWiring.Ground(transactions, audit, ids, serverKey, random),
                        catalog,
                        new TrialStarts.Opening(
                                customers.accounts(),
                                customers.passwords(),
                                storage.provisioning()),
                        mail.mail(),
                        software);
        serve(trials.resources().toArray());
        economics =
                EconomicsWiring.of(
                        new EconomicsWiring.Ground(transactions, jobs, providers),
                        catalog.catalog(),
                        inventory.retailers(),
                        storage.provisioning());
        serve(economics.resources().toArray());
        List<Consumer<Tx>> kept =
                List.of(
                        answers::forgetOld,
                        sessions::forgetOld,
                        signInLimits::forgetOld,
                        customers.links()::forgetOld,
                        ownAccounts.forgotten()::forgetOld,
                        redemption.guessLimits()::forgetOld,
                        trials.trials()::forgetOld,
                        mail.mail()::forgetOld);
        jobs.every("forget-old", Duration.ofHours(1), () -> forgetOld(kept));

        // What the provider's staff see first, and the trace of a serial number.
        Traces traces =
                new Traces(transactions, items, catalog.catalog(), storage.provisioning());
        serve(
                new FrontPages(),
                new HomePages(
                        transactions,
                        items,
                        inventory.activations(),
                        approvals,
                        storage.provisioning()),
                new RetailersPages(inventory.retailers(), staff, apiKeys),
                new ShipmentsPages(inventory.shipments(), inventory.retailers()),
                new CartonLabelsResource(
                        new CartonLabels(
                                transactions,
                                inventory.shipments(),
                                inventory.retailers(),
                                catalog.catalog(),
                                press)),
                new PackingSlipResource(
                        new PackingSlips(
                                transactions,
                                inventory.shipments(),
                                inventory.retailers(),
                                catalog.catalog(),
                                providers)),
                new SerialsPages(
                        traces,
                        new TraceWords(
                                staff,
                                apiKeys,
                                inventory.retailers(),
                                inventory.shipments(),
                                customers.accountCare()),
                        inventory.holds(),
                        inventory.retailers()),
                new SerialsResource(traces));
        PersonalData personalData =
                new PersonalData(
                        transactions,
                        new PersonalData.Accounts(
                                customers.customers(),
                                customers.accountCare(),
                                customers.history(),
                                lifecycle.consents()),
                        new SpentCodes(transactions),
                        mail.mail(),
                        lifecycle.followUps(),
                        audit);
        serve(
                new CustomersPages(customers.customers(), customers.contacts(), personalData),
                new PersonalDataResource(personalData, customers.contacts()),
                new NewAccountPages(customers.opening(), customers.customers(), catalog.plans()),
                new CustomerAccountPages(
                        customers.accountCare(),
                        customers.grantCare(),
                        customers.history(),
                        new AccountWords(staff, apiKeys),
                        customers.visits(),
                        ownAccounts.forgotten()),
                new AccountDeletionPages(customers.accountCare(), customers.deletions()),
                new ExportsPages(customers.customers()),
                new RefundPages(customers.accountCare(), customers.grantCare()));

        // What machines ask the service about itself.
        checks.register("database", new DatabaseHealth(transactions));
        checks.register("jobs", new JobsHealth(transactions, jobs));
        checks.register("storage", storage.health());
        serve(new HealthResource(checks, Set.of("storage")));
        Set<Class<?>> described = classes(resources);
        serve(new OpenApiResource(() -> ApiDescription.of(described)));
    }

    private static Set<Class<?>> classes(List<Object> objects) {
        return objects.stream().map(Object::getClass).collect(Collectors.toSet());
    }

    /**
     * Removes what is kept for a while only: answers, sessions, failed sign-ins, guesses, messages.
     */
    private void forgetOld(List<Consumer<Tx>> kept) {
        transactions.write(
                new Caller(Scope.system(), Actor.job("forget-old")),
                tx -> {
                    kept.forEach(each -> each.accept(tx));
                    return kept.size();
                });
    }

    private void serve(Object... more) {
        resources.addAll(List.of(more));
    }

    /** Everything that Jersey serves with: filters, mappers, resources. */
    public List<Object> resources() {
        return List.copyOf(resources);
    }

    /** Style sheets, scripts and pictures. */
    public Assets assets() {
        return assets;
    }

    /** The jobs, to be started with the server. */
    public Jobs jobs() {
        return jobs;
    }

    /** Whether the parts that the service needs are well. */
    public HealthCheckRegistry healthChecks() {
        return checks;
    }

    /** How far the storage nodes are behind with the accounts of all providers. */
    public Backlog backlog() {
        return transactions.read(
                new Caller(Scope.system(), Actor.job("metrics")), storage.provisioning()::backlog);
    }

    /** How many messages of all providers wait to be sent. */
    public int mailWaiting() {
        return transactions.read(
                new Caller(Scope.system(), Actor.job("metrics")), mail.mail()::waiting);
    }

    /** What {@code verify} proves. */
    public List<Check> checks() {
        return List.of(
                new EventChains(), new InventoryCheck(), new CodesCheck(), new TermCheck());
    }

    /** The way to the database. */
    public Transactions transactions() {
        return transactions;
    }

    /** The tenants. */
    public Providers providers() {
        return providers;
    }

    /** The API keys. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    /** The audit log. */
    public Audit audit() {
        return audit;
    }

    /** What waits for a second person. */
    public Approvals approvals() {
        return approvals;
    }

    /** Signed-in browsers. */
    public Sessions sessions() {
        return sessions;
    }

    /** Who may sign in. */
    public StaffMembers staff() {
        return staff;
    }

    /** The first steps of a new installation. */
    public Setup setup() {
        return setup;
    }

    /** Plans and products. */
    public CatalogWiring catalog() {
        return catalog;
    }

    /** Print runs. */
    public PrintingWiring printing() {
        return printing;
    }

    /** Items, retailers, shipments and sales. */
    public InventoryWiring inventory() {
        return inventory;
    }

    /** Messages to customers and staff. */
    public MailWiring mail() {
        return mail;
    }

    /** Storage nodes. */
    public StorageWiring storage() {
        return storage;
    }

    /** How accounts' time passes. */
    public LifecycleWiring lifecycle() {
        return lifecycle;
    }

    /** Customers and their accounts. */
    public CustomerWiring customers() {
        return customers;
    }

    /** Codes that customers spend. */
    public RedemptionWiring redemption() {
        return redemption;
    }

    /** Trials on the web. */
    public TrialWiring trials() {
        return trials;
    }

    /** What trials bring and cost. */
    public EconomicsWiring economics() {
        return economics;
    }
}
