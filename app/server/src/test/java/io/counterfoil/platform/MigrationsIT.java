package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.counterfoil.platform.postgres.Credentials;
import io.counterfoil.platform.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

class MigrationsIT {
    /** Not those of other tests, which have databases of their own on the same server. */
    private static final String ADVISORY_LOCKS =
            " FROM pg_locks WHERE locktype = 'advisory' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @Timeout(60)
    void aProcessThatWasKilledWhileItMigratedLeavesNoLock() throws SQLException {
        execute(
                database.owner(),
                """
                CREATE TABLE databasechangeloglock (id int PRIMARY KEY, locked boolean, lockgranted timestamp, lockedby text);
                INSERT INTO databasechangeloglock VALUES (1, true, now(), 'killed')
                """);
        assertThatCode(() -> Migrations.apply(owner())).doesNotThrowAnyException();
        assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'serial_item'"))
                .isEqualTo(1);
    }

    @Test
    void twoThatMigrateAtTheSameTimeTakeTurns() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<?> one = both.submit(() -> Migrations.apply(owner()));
            Future<?> other = both.submit(() -> Migrations.apply(owner()));
            one.get();
            other.get();
        }
        assertThat(number("SELECT count(*) - count(DISTINCT id) FROM databasechangelog")).isZero();
        await("the sessions of both are over")
                .until(() -> number("SELECT count(*)" + ADVISORY_LOCKS) == 0);
    }

    @Test
    void whoeverComesWaitsForTheOneAtWorkAndGoesOnWhenItIsKilled() throws Exception {
        try (Connection atWork = connect(database.owner());
                Statement statement = atWork.createStatement();
                ExecutorService later = Executors.newSingleThreadExecutor()) {
            statement.execute("SELECT pg_advisory_lock(%d)".formatted(MigrationLock.LOCK));
            Future<?> waiting = later.submit(() -> Migrations.apply(owner()));
            await("the second one's arrival")
                    .until(
                            () ->
                                    number(
                                                    "SELECT count(*) FROM pg_stat_activity WHERE"
                                                        + " state = 'active' AND query LIKE"
                                                        + " '%pg_advisory_lock%' AND"
                                                        + " datname = current_database() AND pid <>"
                                                        + " pg_backend_pid()")
                                            == 1);
            assertThat(waiting).isNotDone();
            execute(
                    database.superuser(),
                    "SELECT pg_terminate_backend(pid)" + ADVISORY_LOCKS + " AND granted");
            waiting.get();
        }
        assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'serial_item'"))
                .isEqualTo(1);
    }

    private PGSimpleDataSource owner() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.owner().user());
        source.setPassword(database.owner().password());
        return source;
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = connect(database.superuser());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private void execute(Credentials role, String sql) throws SQLException {
        try (Connection connection = connect(role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(Credentials role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), role.user(), role.password());
    }
}
