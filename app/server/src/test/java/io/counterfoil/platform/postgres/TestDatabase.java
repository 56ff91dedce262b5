package io.counterfoil.platform.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database of a test class's own on the server of this JVM.
 *
 * <p>Its sessions are in another time zone than the JVM, so that SQL which leans on either shows.
 */
public final class TestDatabase implements AutoCloseable {
    /** 5:45 ahead of UTC, the zone of the tests' JVM. */
    public static final String SESSION_ZONE = "Asia/Kathmandu";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    private TestDatabase(String name) {
        this.name = name;
    }

    /** Makes databases that are all alike: migrated once, then copied. */
    public static final class Template {
        private final Consumer<TestDatabase> migration;
        private @Nullable TestDatabase migrated;

        /** Migrates when the first database is asked for. */
        public Template(Consumer<TestDatabase> migration) {
            this.migration = migration;
        }

        /** A fresh copy; closing it drops it. */
        public synchronized TestDatabase create() {
            if (migrated == null) {
                TestDatabase database = empty();
                migration.accept(database);
                // Nobody may be in a database that is copied.
                database.endSessions();
                migrated = database;
            }
            return TestDatabase.create(migrated.name);
        }
    }

    /** An empty database. */
    public static TestDatabase empty() {
        TestDatabase database = create("template0");
        database.execute(zoneAtLogin());
        // It was there before the trigger.
        database.endSessions();
        return database;
    }

    /** Without credentials. */
    public String jdbcUrl() {
        return jdbcUrl(name);
    }

    public Credentials superuser() {
        return TestPostgres.get().superuser();
    }

    public Credentials owner() {
        return TestPostgres.get().owner();
    }

    public Credentials app() {
        return TestPostgres.get().app();
    }

    @Override
    public void close() {
        endSessions();
        administer(sessionsEnd(name), "DROP DATABASE %s WITH (FORCE)".formatted(name));
    }

    // Sessions that were just closed take a moment to end, and DROP DATABASE looks for them every
    // tenth of a second only.
    private static String sessionsEnd(String database) {
        return """
        DO $$ BEGIN
          FOR moment IN 1..50 LOOP
            EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '%s');
            PERFORM pg_sleep(0.002), pg_stat_clear_snapshot();
          END LOOP;
        END $$
        """
                .formatted(database);
    }

    private static TestDatabase create(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        String owner = TestPostgres.get().owner().user();
        String app = TestPostgres.get().app().user();
        // Files are copied faster than pages are logged, where nothing is synced.
        administer(
                "CREATE DATABASE %s OWNER %s TEMPLATE %s STRATEGY FILE_COPY"
                        .formatted(name, owner, template),
                "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name),
                "GRANT CONNECT, TEMPORARY ON DATABASE %s TO %s".formatted(name, app));
        return new TestDatabase(name);
    }

    // The driver asks for the JVM's zone when it connects, which beats every setting of a role or
    // database; a trigger at login has the last word.
    private static String zoneAtLogin() {
        return """
        CREATE SCHEMA test_support;
        GRANT USAGE ON SCHEMA test_support TO PUBLIC;
        CREATE FUNCTION test_support.session_zone() RETURNS event_trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM set_config('TimeZone', '%s', false); END $$;
        CREATE EVENT TRIGGER session_zone ON login EXECUTE FUNCTION test_support.session_zone();
        """
                .formatted(SESSION_ZONE);
    }

    /** A connection that may do everything. */
    public Connection connect() throws SQLException {
        return connect(jdbcUrl());
    }

    /** Runs a statement that may do everything. */
    public void execute(String sql) {
        inSession(
                sql,
                session -> {
                    try (Statement statement = session.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    /** Runs a change that may do everything, with values for its question marks; returns how many rows it met. */
    public int update(String sql, Object... values) {
        return inSession(
                sql,
                session -> {
                    try (PreparedStatement statement = session.prepareStatement(sql)) {
                        for (int at = 0; at < values.length; at++) {
                            statement.setObject(at + 1, values[at]);
                        }
                        return statement.executeUpdate();
                    }
                });
    }

    /** The rows of a query that may see everything, their columns with a space between them. */
    public List<String> rows(String sql) {
        return inSession(sql, session -> rows(session, sql));
    }

    private static List<String> rows(Connection session, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int at = 1; at <= columns; at++) {
                    row.add(String.valueOf(found.getString(at)));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }

    /** What is done in one session. */
    private interface Work<T> {
        T in(Connection session) throws SQLException;
    }

    // To begin a session takes the server a hundred times as long as a statement. Each piece of work has
    // one of its own, since some wait for others; one that failed may have broken it.
    private <T> T inSession(String sql, Work<T> work) {
        try {
            Connection known = idle.pollFirst();
            Connection session = known == null ? connect() : known;
            boolean whole = false;
            try {
                T done = work.in(session);
                whole = true;
                return done;
            } finally {
                if (whole) {
                    idle.addFirst(session);
                } else {
                    session.close();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void endSessions() {
        try {
            for (Connection next = idle.poll(); next != null; next = idle.poll()) {
                next.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void administer(String... statements) {
        // Servers start a process for each session.
        synchronized (Administration.SESSION) {
            try (Statement statement = Administration.SESSION.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(String.join("; ", statements), e);
            }
        }
    }

    private static Connection connect(String url) throws SQLException {
        Credentials superuser = TestPostgres.get().superuser();
        return DriverManager.getConnection(url, superuser.user(), superuser.password());
    }

    private static String jdbcUrl(String database) {
        EmbeddedPostgres server = TestPostgres.get();
        return "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), database);
    }

    /** Makes and drops databases, as long as the JVM runs. */
    private static final class Administration {
        private static final Connection SESSION = begin();

        private static Connection begin() {
            try {
                return connect(jdbcUrl("postgres"));
            } catch (SQLException e) {
                throw new IllegalStateException("the tests' server can't be administered", e);
            }
        }
    }
}
