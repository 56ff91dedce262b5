package io.counterfoil;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A transaction beside the service, for tests of what happens at the same time: what it locks or
 * changes holds others back until it ends.
 */
public final class HeldBack implements AutoCloseable {
    private final TestWorld world;
    private final Connection connection;

    /** Begins with a statement that locks something of the world. */
    public HeldBack(TestWorld world, String statement) throws SQLException {
        this.world = world;
        connection = world.database().connect();
        connection.setAutoCommit(false);
        execute(statement);
    }

    /** Does something more. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns once so many wait for a lock. */
    public void awaitWaiting(int count) throws SQLException {
        // What others do is asked anew in a transaction of its own only.
        try (Connection watcher = world.database().connect();
                Statement statement = watcher.createStatement()) {
            await(count + " who wait for a lock")
                    .until(
                            () -> {
                                try (ResultSet row =
                                        statement.executeQuery(
                                                """
                                                SELECT count(*) FROM pg_stat_activity
                                                WHERE datname = current_database() AND wait_event_type = 'Lock'
                                                """)) {
                                    return row.next() && row.getInt(1) == count;
                                }
                            });
        }
    }

    /** Writes what was changed, and lets everybody go on. */
    public void commit() throws SQLException {
        connection.commit();
    }

    /** Lets everybody go on, as if nothing had been. */
    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
