package io.counterfoil;

import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.Setup;
import io.counterfoil.access.SetupPages;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.activation.TamperAlarm;
import io.counterfoil.activation.TillSettings;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.console.ApiDescription;
import io.counterfoil.console.OpenApiResource;
import io.counterfoil.economics.TrialBook;
import io.counterfoil.inventory.Books;
import io.counterfoil.inventory.CodesCheck;
import io.counterfoil.inventory.InventoryCheck;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.EventChains;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.KeyCheck;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.StoredAnswers;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.CodePromises;
import io.counterfoil.printing.StorageRoom;
import io.counterfoil.printing.brand.Brands;
import io.counterfoil.provisioning.NodeRooms;
import io.counterfoil.redemption.InactiveAttempts;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.web.Assets;
import io.counterfoil.web.BodyRoom;
import io.counterfoil.web.ListedWriter;
import io.counterfoil.web.Messages;
import io.counterfoil.web.PageFilter;
import io.counterfoil.web.PartRedirects;
import io.counterfoil.web.ProblemMapper;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.SafeHeaders;
import io.counterfoil.web.TableLinks;
import io.counterfoil.web.Templates;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The composition root: every object of the service, made once, from the bottom to the top. Server,
 * commands and tests use it. What belongs together is made in a wiring of its own, which gets what
 * stands below it and says what others may use.
 */
public final class Wiring {
    private final List<Object> resources = new ArrayList<>();
    private final Assets assets = new Assets();

    // What server, tests and commands start from.
    private final Transactions transactions;
    private final Jobs jobs;
    private final AccessWiring access;
    private final CatalogWiring catalog;
    private final RetailersWiring retailers;
    private final SettlementWiring settlement;
    private final PrintingWiring printing;
    private final InventoryWiring inventory;
    private final RetailWiring retail;
    private final MailWiring mail;
    private final Setup setup;
    private final SignInWiring signIns;
    private final StorageWiring storage;
    private final LifecycleWiring lifecycle;
    private final CustomerWiring customers;
    private final MovesWiring moves;
    private final RedemptionWiring redemption;
    private final TrialWiring trials;
    private final EconomicsWiring economics;
    private final Upkeep upkeep;

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
        StoredAnswers answers = new StoredAnswers(serverKey, Json.mapper(), random);
        transactions = new Transactions(jdbi, clock, answers);
        new KeyCheck(transactions).verify(serverKey);
        jobs = new Jobs(database, clock);
        Messages messages = new Messages(settings.templates());
        Ground ground =
                new Ground(
                        transactions,
                        new EventLog(),
                        jobs,
                        new Ids(clock, random),
                        serverKey,
                        clock,
                        random,
                        messages);

        Templates pages = new Templates(settings.templates(), assets, messages);

        // Every request: its body, who sends it, what they may do, and how the answer looks.
        BodyRoom room = new BodyRoom();
        serve(
                List.of(
                        new RequestBody(
                                Stream.concat(
                                                PrintingWiring.STREAMED.stream(),
                                                RetailWiring.STREAMED.stream())
                                        .toList(),
                                room),
                        room,
                        new PageFilter(pages),
                        new SafeHeaders(),
                        new PartRedirects(),
                        new ProblemMapper()));
        access = AccessWiring.of(ground, passwords, settings.sessions());
        serve(access.resources());
        serve(
                List.of(
                        new TableLinks(),
                        new ListedWriter(
                                caller ->
                                        transactions.read(
                                                caller,
                                                tx -> access.providers().of(tx).zone()))));

        // What customers, retailers and staff are told.
        mail =
                new MailWiring(
                        ground,
                        access,
                        Brands::picture,
                        settings.mail(),
                        settings.templates(),
                        pages);
        serve(mail.resources());

        // How a provider begins.
        setup = access.setup(ground, mail.senders());
        serve(List.of(new SetupPages(setup)));

        // How people prove who they are.
        signIns = SignInWiring.of(ground, access, mail.mail(), settings.openId());
        serve(signIns.resources());

        // What is sold, by whom and on which terms.
        catalog = CatalogWiring.of(ground, access);
        serve(catalog.resources());
        retailers = RetailersWiring.of(ground, access, catalog, mail.mail());
        serve(retailers.resources());

        // Where customers' bytes are, and with what software they get there.
        storage = StorageWiring.of(ground, access, settings.unlimitedCountsAs());
        serve(storage.resources());

        // What it comes to, and how it is printed.
        TillSettings tills = new TillSettings(transactions, access.audit());
        settlement =
                SettlementWiring.of(ground, access, catalog, retailers, tills);
        serve(settlement.resources());
        Books books = settlement.ledger().sales();
        Items items = new Items(ground.events(), books);
        PressWiring press = PressWiring.of(ground, access, catalog.catalog(), settings.templates());
        CodePromises promises =
                new CodePromises(items, catalog.catalog(), roomOf(storage.rooms()));
        printing =
                new PrintingWiring(
                        ground,
                        access,
                        keys,
                        new PrintingWiring.Stock(items, catalog.products(), promises),
                        press);
        serve(printing.resources());

        // Where the items go, and what happens at the till.
        inventory =
                InventoryWiring.of(
                        ground,
                        access,
                        retailers,
                        items,
                        books,
                        settlement.owing(),
                        catalog,
                        press.press());
        serve(inventory.resources());
        retail =
                RetailWiring.of(
                        ground,
                        access,
                        retailers,
                        inventory,
                        catalog.catalog(),
                        tills,
                        settlement.owing());
        serve(retail.resources());

        // What customers have, how long, and how they come to it.
        SpentCodes spent = new SpentCodes(transactions);
        lifecycle =
                LifecycleWiring.of(
                        ground,
                        access,
                        storage,
                        mail.mail(),
                        signIns.departures(),
                        List.of(
                                new TrialBook(spent, items, catalog.catalog(), access.providers()),
                                settlement.grants(access, spent, items)));
        serve(lifecycle.resources());
        customers =
                CustomerWiring.of(
                        ground,
                        access,
                        new CustomerWiring.Stock(items, catalog.catalog(), mail.mail()),
                        signIns,
                        storage,
                        lifecycle);
        serve(customers.resources());
        moves = MovesWiring.of(ground, access, storage, mail.mail());
        serve(moves.resources());
        OwnAccountWiring ownAccounts =
                OwnAccountWiring.of(
                        ground, access, storage, mail.mail(), customers, lifecycle.consents());
        serve(ownAccounts.resources());
        redemption =
                RedemptionWiring.of(
                        ground,
                        access,
                        new RedemptionWiring.Stock(
                                items,
                                catalog.catalog(),
                                printing.runs()::blocked,
                                earlyAttempts(retail.tamperAlarm())),
                        storage,
                        lifecycle,
                        customers);
        serve(redemption.resources());
        trials = TrialWiring.of(ground, access, catalog, storage, mail.mail(), customers);
        serve(trials.resources());

        // What it brings.
        economics =
                EconomicsWiring.of(
                        ground,
                        access,
                        catalog.catalog(),
                        inventory.retailers(),
                        storage.provisioning());
        serve(economics.resources());

        // What the provider's staff see of all this.
        serve(
                new ConsoleWiring(
                                ground,
                                access,
                                signIns,
                                catalog,
                                printing,
                                settlement,
                                retailers,
                                inventory,
                                retail,
                                mail,
                                storage,
                                lifecycle,
                                customers,
                                moves,
                                ownAccounts,
                                trials)
                        .resources());

        // What the service does for itself, and what machines ask it about itself.
        upkeep = new Upkeep(ground, access.providers(), storage, mail.mail());
        upkeep.forgetHourly(
                List.of(
                        answers::forgetOld,
                        access.sessions()::forgetOld,
                        access.heldForms()::forgetOld,
                        access.browsers()::forgetOld,
                        signIns.pending()::forgetOld,
                        signIns.passkeys()::forgetOld,
                        signIns.forgotten()::forgetOld,
                        access.signInLimits()::forgetOld,
                        customers.links()::forgetOld,
                        ownAccounts.forgotten()::forgetOld,
                        redemption.guessLimits()::forgetOld,
                        trials.trials()::forgetOld,
                        mail.mail()::forgetOld,
                        storage.drifts()::forgetOld,
                        retail.offlineDays()::forgetOld));
        serve(upkeep.resources());
        Set<Class<?>> described =
                resources.stream().map(Object::getClass).collect(Collectors.toSet());
        serve(List.of(new OpenApiResource(() -> ApiDescription.of(described))));
    }

    private static StorageRoom roomOf(NodeRooms rooms) {
        return tx -> {
            OptionalLong left = rooms.left(tx);
            return left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new StorageRoom.Left(left.getAsLong(), rooms.unlimitedBytes()));
        };
    }

    private void serve(List<Object> more) {
        resources.addAll(more);
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

    /** What {@code verify} proves. */
    public List<Check> checks() {
        return List.of(
                new EventChains(),
                new InventoryCheck(),
                new CodesCheck(),
                new TermCheck(),
                settlement.ledger().reconciliation());
    }

    /** The way to the database. */
    public Transactions transactions() {
        return transactions;
    }

    /** Who may do what. */
    public AccessWiring access() {
        return access;
    }

    /** The first steps of a new installation, and of a further provider. */
    public Setup setup() {
        return setup;
    }

    /** Plans and products. */
    public CatalogWiring catalog() {
        return catalog;
    }

    /** Who sells, and on which terms. */
    public RetailersWiring retailers() {
        return retailers;
    }

    /** The money behind the items. */
    public SettlementWiring settlement() {
        return settlement;
    }

    /** Print runs. */
    public PrintingWiring printing() {
        return printing;
    }

    /** Items, retailers and shipments. */
    public InventoryWiring inventory() {
        return inventory;
    }

    /** Sales at the till. */
    public RetailWiring retail() {
        return retail;
    }

    /** How people prove who they are. */
    public SignInWiring signIns() {
        return signIns;
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

    /** Accounts on their way from storage node to storage node. */
    public MovesWiring moves() {
        return moves;
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

    /** How the service is. */
    public Upkeep upkeep() {
        return upkeep;
    }

    private static InactiveAttempts.Alarm earlyAttempts(TamperAlarm alarm) {
        return new InactiveAttempts.Alarm() {
            @Override
            public Collection<List<SerialNumber>> together(Tx tx, List<SerialNumber> serials) {
                return alarm.together(tx, serials);
            }

            @Override
            public void triedInactive(
                    Tx tx, List<SerialNumber> unsold, List<SerialNumber> takenBack) {
                alarm.raise(tx, unsold, takenBack);
            }
        };
    }
}
