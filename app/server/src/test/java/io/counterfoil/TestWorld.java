package io.counterfoil;

import io.counterfoil.access.NewMember;
import io.counterfoil.access.Provider;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Migrations;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.postgres.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The whole service without its HTTP server, over a database of its own, with a clock that tests
 * move, one provider to work with and a second one whose rows nobody may see.
 */
public final class TestWorld implements AutoCloseable {
    private static final TestDatabase.Template MIGRATED =
            new TestDatabase.Template(TestWorld::migrate);

    private final TestDatabase database = MIGRATED.create();
    private final LentService service;
    private final Provider provider;
    private final Provider decoy;

    /** A new world without a mail server; its jobs don't run until {@link #startJobs}. */
    public TestWorld() {
        this(Map.of());
    }

    /** The same with these settings of mail. */
    public TestWorld(Map<String, ?> mail) {
        this(
                database ->
                        mail.isEmpty()
                                ? LentService.borrow(database)
                                : LentService.with(database, Map.of("mail", mail)),
                "harbour.example");
    }

    /** One with texts of its own in this folder. */
    public static TestWorld withTemplates(Path folder) {
        return new TestWorld(
                database -> LentService.with(database, Map.of("templates", folder.toString())),
                "harbour.example");
    }

    /** One that browsers find on this machine, where they let pages use cameras and passkeys. */
    public static TestWorld onThisMachine() {
        return new TestWorld(LentService::borrow, "localhost");
    }

    /** The same as it is after an installation: it has no provider, so it has none to ask for. */
    public static TestWorld newlyInstalled() {
        TestWorld world = onThisMachine();
        world.database.execute("DELETE FROM provider");
        return world;
    }

    /** One whose service knows no other world: it remembers its nodes, and how they are. */
    public static TestWorld alone() {
        return new TestWorld(LentService::alone, "harbour.example");
    }

    private TestWorld(Function<TestDatabase, LentService> lender, String webAddress) {
        service = lender.apply(database);
        provider = add("Harbour Backup", webAddress, "Europe/Berlin", "EUR");
        decoy = add("Other Backup", "other.example", "America/New_York", "EUR");
    }

    /** A database of this version without any rows. */
    static TestDatabase migrated() {
        return MIGRATED.create();
    }

    /** One more server on the same database and keys; whoever starts its jobs stops them too. */
    public Wiring anotherServer() {
        return service.another();
    }

    /** Every object of the service. */
    public Wiring wiring() {
        return service.wiring();
    }

    /** The clock of the service. */
    public MovableClock clock() {
        return service.clock();
    }

    /** The database, for looking into it directly. */
    public TestDatabase database() {
        return database;
    }

    /** The service's data folder. */
    public Path dataFolder() {
        return service.dataFolder();
    }

    /** The provider to work with; its calendar is Berlin's, its money the euro. */
    public Provider provider() {
        return provider;
    }

    /** Somebody with an API key of the provider. */
    public Caller caller() {
        return callerOf(provider);
    }

    /** Somebody with an API key of the other provider, who must not see anything of the first. */
    public Caller decoy() {
        return callerOf(decoy);
    }

    /** A new member of the provider's staff, or with a retailer of theirs. */
    public StaffMembers.WithPassword member(
            String email, String name, String role, @Nullable UUID retailer) {
        return wiring().access()
                .staff()
                .create(caller(), new NewMember(email, name, role, retailer));
    }

    /** The SQL that a piece of work runs, in order, without its values. */
    public List<String> statementsOf(Runnable work) {
        service.statements().clear();
        work.run();
        return List.copyOf(service.statements());
    }

    /** Does a piece of work, and something else once, just before a statement with these words. */
    public void during(Runnable work, String words, Runnable happens) {
        service.during(work, words, happens);
    }

    /** Lets jobs run from now on. */
    public void startJobs() {
        service.startJobs();
    }

    HttpSide server(HttpSide.Place place) {
        return service.server(place);
    }

    @Override
    public void close() {
        service.giveBack();
        database.close();
    }

    /** One more provider, with a calendar and a currency of its own. */
    public Provider add(String name, String webAddress, String zone, String currency) {
        return wiring().transactions()
                .write(
                        new Caller(Scope.system(), Actor.job("test")),
                        tx ->
                                wiring().access()
                                        .providers()
                                        .add(tx, name, webAddress, zone, currency));
    }

    /** Somebody with an API key of this provider. */
    public static Caller callerOf(Provider provider) {
        return new Caller(
                new Scope.Provider(provider.id()), new Actor("key:" + UUID.randomUUID(), null));
    }

    /** The settings of a service on this data folder. */
    static CounterfoilConfiguration settings(Path dataFolder) {
        return LentService.settings(dataFolder, Map.of());
    }

    private static void migrate(TestDatabase database) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(database.jdbcUrl());
        owner.setUser(database.owner().user());
        owner.setPassword(database.owner().password());
        Migrations.apply(owner);
    }
}
