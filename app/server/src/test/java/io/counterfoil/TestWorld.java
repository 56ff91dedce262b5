package io.counterfoil;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.Provider;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Migrations;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.postgres.Credentials;
import io.counterfoil.platform.postgres.TestDatabase;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The whole service without its HTTP server, over a database of its own, with a clock that tests
 * move, one provider to work with and a second one whose rows nobody may see.
 */
public final class TestWorld implements AutoCloseable {
    private static final TestDatabase.Template MIGRATED =
            new TestDatabase.Template(TestWorld::migrate);

    // A hash as it is made for good costs more than all else that a request does, and tests make
    // thousands.
    private static final PasswordHasher.Cost CHEAP = new PasswordHasher.Cost(64, 1);

    // Making one looks through every jar, and a parser remembers what it has parsed: both for all
    // worlds, as the service has them for its whole life.
    private static final ObjectMapper MAPPER = Jackson.newObjectMapper();
    private static final SqlParser SQL = new ColonPrefixSqlParser();

    private final TestDatabase database = MIGRATED.create();
    private final Path dataFolder = temporaryFolder();
    private final MovableClock clock = new MovableClock();
    private final Queue<String> statements = new ConcurrentLinkedQueue<>();
    private final ManagedDataSource pool = pool(database.jdbcUrl(), database.app());
    private final Wiring wiring;
    private final Provider provider;
    private final Provider decoy;
    private final Map<String, ?> mail;

    /** A new world without a mail server; its jobs don't run until {@link #startJobs}. */
    public TestWorld() {
        this(Map.of());
    }

    /** The same with these settings of mail. */
    public TestWorld(Map<String, ?> mail) {
        this.mail = mail;
        wiring = anotherServer();
        Caller installer = new Caller(Scope.system(), Actor.job("test"));
        provider = add(installer, "Harbour Backup", "harbour.example", "Europe/Berlin");
        decoy = add(installer, "Other Backup", "other.example", "America/New_York");
    }

    /** A database of this version without any rows. */
    static TestDatabase migrated() {
        return MIGRATED.create();
    }

    /** One more server on the same database and keys; whoever starts its jobs stops them too. */
    public Wiring anotherServer() {
        SecureRandom random = new SecureRandom();
        return new Wiring(
                settings(dataFolder, mail),
                jdbi(),
                pool,
                clock,
                random,
                new PasswordHasher(random, CHEAP));
    }

    /** Every object of the service. */
    public Wiring wiring() {
        return wiring;
    }

    /** The clock of the service. */
    public MovableClock clock() {
        return clock;
    }

    /** The database, for looking into it directly. */
    public TestDatabase database() {
        return database;
    }

    /** The service's data folder. */
    public Path dataFolder() {
        return dataFolder;
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

    /** The SQL that a piece of work runs, in order, without its values. */
    public List<String> statementsOf(Runnable work) {
        statements.clear();
        work.run();
        return List.copyOf(statements);
    }

    /** Lets jobs run from now on. */
    public void startJobs() {
        wiring.jobs().start();
    }

    @Override
    public void close() {
        wiring.jobs().stop();
        wiring.mail().office().close();
        wiring.storage().client().close();
        try {
            pool.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        database.close();
        delete(dataFolder);
    }

    private Jdbi jdbi() {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.configure(SqlStatements.class, parsed -> parsed.setSqlParser(SQL));
        jdbi.setSqlLogger(
                new SqlLogger() {
                    @Override
                    public void logBeforeExecution(StatementContext context) {
                        statements.add(context.getRawSql());
                    }
                });
        return jdbi;
    }

    private Provider add(Caller installer, String name, String webAddress, String zone) {
        return wiring.transactions()
                .write(
                        installer,
                        tx -> wiring.access().providers().add(tx, name, webAddress, zone, "EUR"));
    }

    private static Caller callerOf(Provider provider) {
        return new Caller(
                new Scope.Provider(provider.id()), new Actor("key:" + UUID.randomUUID(), null));
    }

    /** The settings of a service on this data folder. */
    static CounterfoilConfiguration settings(Path dataFolder) {
        return settings(dataFolder, Map.of());
    }

    private static CounterfoilConfiguration settings(Path dataFolder, Map<String, ?> mail) {
        JsonNode node =
                MAPPER.createObjectNode()
                        .put("dataFolder", dataFolder.toString())
                        .put("demo", false)
                        .set("mail", MAPPER.valueToTree(mail));
        return MAPPER.convertValue(node, CounterfoilConfiguration.class);
    }

    private static void migrate(TestDatabase database) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(database.jdbcUrl());
        owner.setUser(database.owner().user());
        owner.setPassword(database.owner().password());
        Migrations.apply(owner);
    }

    private static ManagedDataSource pool(String url, Credentials role) {
        DataSourceFactory factory = new DataSourceFactory();
        factory.setDriverClass("org.postgresql.Driver");
        factory.setUrl(url);
        factory.setUser(role.user());
        factory.setPassword(role.password());
        factory.setMinSize(1);
        factory.setInitialSize(1);
        factory.setMaxSize(16);
        return factory.build(new MetricRegistry(), "test");
    }

    private static Path temporaryFolder() {
        try {
            // Not where every program of the machine has its own: a run that was killed leaves some.
            Path worlds = Files.createDirectories(Path.of("target", "worlds").toAbsolutePath());
            return Files.createTempDirectory(worlds, "world-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
