package io.counterfoil;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.platform.KeyCheck;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.postgres.Credentials;
import io.counterfoil.platform.postgres.TestDatabase;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedPooledDataSource;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A wired service that goes from world to world: to make one, with all its routes and templates,
 * takes longer than most tests. What it knows of a world is in the database and in the data folder,
 * and each world gives it both anew.
 */
final class LentService {
    // A hash as it is made for good costs more than all else that a request does, and tests make
    // thousands.
    private static final PasswordHasher.Cost CHEAP = new PasswordHasher.Cost(64, 1);

    // Making one looks through every jar, and a parser remembers what it has parsed: both for all
    // worlds, as the service has them for its whole life.
    private static final ObjectMapper MAPPER = Jackson.newObjectMapper();
    private static final SqlParser SQL = new ColonPrefixSqlParser();

    // As many as the clients of a race, so that these meet in the database and not before it, and no
    // more: who took a second one beside their first would keep the others waiting.
    private static final int MOST_CONNECTIONS = 32;

    private static final Deque<LentService> FREE = freeUntilTheEnd();

    private final Map<String, ?> own;
    private final Path dataFolder = temporaryFolder();
    private final MovableClock clock = new MovableClock();
    private final SecureRandom random = new SecureRandom();
    private final Queue<String> statements = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Meanwhile> meanwhile = new AtomicReference<>();
    private final ManagedPooledDataSource pool;
    private final Wiring wiring;
    private final Map<Path, String> filesAtFirst;
    private final Map<HttpSide.Place, HttpSide> servers = new EnumMap<>(HttpSide.Place.class);
    private boolean changed;

    /** What happens just before the first statement with these words. */
    private record Meanwhile(String words, Runnable happens) {}

    private LentService(TestDatabase database, Map<String, ?> own) {
        this.own = own;
        pool = pool(database.jdbcUrl(), database.app());
        wiring = another();
        filesAtFirst = files();
    }

    /** One that is free, or a new one, with this database. */
    static LentService borrow(TestDatabase database) {
        LentService free = FREE.pollFirst();
        if (free == null) {
            return new LentService(database, Map.of());
        }
        free.moveTo(database);
        return free;
    }

    /** A new one that no other world gets. */
    static LentService alone(TestDatabase database) {
        LentService own = new LentService(database, Map.of());
        own.changed = true;
        return own;
    }

    /** A new one with these settings. */
    static LentService with(TestDatabase database, Map<String, ?> own) {
        return new LentService(database, own);
    }

    private void moveTo(TestDatabase database) {
        clock.set(MovableClock.START);
        pool.setUrl(database.jdbcUrl());
        KeyFolder keys = new KeyFolder(dataFolder.resolve("keys"), random);
        new KeyCheck(wiring.transactions()).verify(keys.serverKey());
        statements.clear();
    }

    /** One more server on the same database, keys and clock. */
    Wiring another() {
        return new Wiring(
                settings(dataFolder, own),
                jdbi(),
                pool,
                clock,
                random,
                new PasswordHasher(random, CHEAP));
    }

    Wiring wiring() {
        return wiring;
    }

    MovableClock clock() {
        return clock;
    }

    Path dataFolder() {
        return dataFolder;
    }

    /** Has something happen once during other work, just before a statement with these words. */
    void during(Runnable work, String words, Runnable happens) {
        meanwhile.set(new Meanwhile(words, happens));
        Meanwhile left;
        try {
            work.run();
        } finally {
            left = meanwhile.getAndSet(null);
        }
        if (left != null) {
            throw new IllegalStateException("no statement has the words " + words);
        }
    }

    /** The SQL that was run, in order, without its values. */
    Queue<String> statements() {
        return statements;
    }

    /** Its HTTP server there, started when first asked for. */
    synchronized HttpSide server(HttpSide.Place place) {
        // What resources get from the server that they are in, they get from the newest one.
        changed |= place != HttpSide.Place.OPEN;
        return servers.computeIfAbsent(place, at -> HttpSide.start(at, wiring, clock));
    }

    /** Lets jobs run from now on. */
    void startJobs() {
        changed = true;
        wiring.jobs().start();
    }

    /**
     * The world is over. After jobs, behind a proxy, with settings of its own or other keys it is not what
     * it was when it was made, and ends too.
     */
    void giveBack() {
        if (changed || !own.isEmpty()) {
            end();
            return;
        }
        pool.purge();
        deleteWhatIsNew();
        if (files().equals(filesAtFirst)) {
            FREE.addFirst(this);
        } else {
            end();
        }
    }

    private void end() {
        servers.values().forEach(HttpSide::stop);
        wiring.jobs().stop();
        wiring.mail().office().close();
        wiring.storage().client().close();
        try {
            pool.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        delete(dataFolder);
    }

    private Jdbi jdbi() {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.configure(SqlStatements.class, parsed -> parsed.setSqlParser(SQL));
        jdbi.setSqlLogger(
                new SqlLogger() {
                    @Override
                    public void logBeforeExecution(StatementContext context) {
                        String sql = context.getRawSql();
                        statements.add(sql);
                        Meanwhile next = meanwhile.get();
                        if (next != null
                                && sql.contains(next.words())
                                && meanwhile.compareAndSet(next, null)) {
                            next.happens().run();
                        }
                    }
                });
        return jdbi;
    }

    /** The settings of a service on this data folder. */
    static CounterfoilConfiguration settings(Path dataFolder, Map<String, ?> own) {
        JsonNode node =
                MAPPER.createObjectNode()
                        .put("dataFolder", dataFolder.toString())
                        .put("demo", false)
                        .<ObjectNode>set(
                                "openId", MAPPER.createObjectNode().put("localNetwork", true))
                        .setAll(MAPPER.<ObjectNode>valueToTree(own));
        return MAPPER.convertValue(node, CounterfoilConfiguration.class);
    }

    private static ManagedPooledDataSource pool(String url, Credentials role) {
        DataSourceFactory factory = new DataSourceFactory();
        factory.setDriverClass("org.postgresql.Driver");
        factory.setUrl(url);
        factory.setUser(role.user());
        factory.setPassword(role.password());
        factory.setMinSize(1);
        factory.setInitialSize(1);
        factory.setMaxSize(MOST_CONNECTIONS);
        return (ManagedPooledDataSource) factory.build(new MetricRegistry(), "test");
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

    private static Deque<LentService> freeUntilTheEnd() {
        Deque<LentService> free = new ConcurrentLinkedDeque<>();
        Runnable end = () -> free.forEach(service -> delete(service.dataFolder));
        Runtime.getRuntime().addShutdownHook(new Thread(end, "lent-services"));
        return free;
    }

    /** Every file and folder with what is in it. */
    private Map<Path, String> files() {
        Map<Path, String> files = new TreeMap<>();
        for (Path path : deepestFirst(dataFolder)) {
            files.put(path, Files.isDirectory(path) ? "" : content(path));
        }
        return files;
    }

    private static String content(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteWhatIsNew() {
        for (Path path : deepestFirst(dataFolder)) {
            if (!filesAtFirst.containsKey(path)) {
                delete(path);
            }
        }
    }

    private static void delete(Path folder) {
        try {
            for (Path path : deepestFirst(folder)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> deepestFirst(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
