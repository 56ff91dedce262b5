package io.counterfoil.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that wait for their moment, in the table of the scheduler. */
final class WaitingJobs {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingJobs.class);

    private final DataSource database;
    private final InstantSource clock;

    WaitingJobs(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Has all that waits of a job done now; false if that can't be said just now. */
    boolean hurry(String name) {
        try (Connection connection = database.getConnection()) {
            bringForward(connection, name, Duration.ZERO);
            return true;
        } catch (SQLException e) {
            // What it was called for is committed, and its usual turn comes.
            LOG.warn("{} can't be called for now", name, e);
            return false;
        }
    }

    /**
     * What waits for a moment further ahead than its schedule puts it has waited since before the
     * clock was set back: it is done now, and not once the clock is there again. A server that was
     * killed before shows no later sign of life either.
     *
     * @param furthest how far ahead each job can be put
     * @param apart how far the clocks of several servers may be apart
     * @return false if that can't be done just now
     */
    boolean afterTheClockWasSetBack(Map<String, Duration> furthest, Duration apart) {
        try (Connection connection = database.getConnection()) {
            int moved = noLaterSignOfLife(connection, apart);
            for (Map.Entry<String, Duration> each : furthest.entrySet()) {
                moved += bringForward(connection, each.getKey(), each.getValue().plus(apart));
            }
            if (moved > 0) {
                LOG.warn("the clock was set back: {} jobs go on now that waited for it", moved);
            }
            return true;
        } catch (SQLException e) {
            LOG.warn("jobs can't be compared with the clock", e);
            return false;
        }
    }

    private int noLaterSignOfLife(Connection connection, Duration apart) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement alive =
                connection.prepareStatement(
                        """
                        UPDATE scheduled_tasks SET last_heartbeat = ?
                        WHERE picked AND last_heartbeat > ?
                        """)) {
            alive.setObject(1, now.atOffset(ZoneOffset.UTC));
            alive.setObject(2, now.plus(apart).atOffset(ZoneOffset.UTC));
            return alive.executeUpdate();
        }
    }

    private int bringForward(Connection connection, String name, Duration ahead)
            throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement update =
                connection.prepareStatement(
                        """
                        UPDATE scheduled_tasks SET execution_time = ?
                        WHERE task_name = ? AND NOT picked AND execution_time > ?
                        """)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, name);
            update.setObject(3, now.plus(ahead).atOffset(ZoneOffset.UTC));
            return update.executeUpdate();
        }
    }
}
