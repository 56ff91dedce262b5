package io.counterfoil.platform;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LockException;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.StandardLockService;

/**
 * Lets one process at a time migrate, by a lock of its database session. Liquibase's own is a row,
 * which a process that was killed leaves behind and no start gets past; this one ends with the
 * session. Liquibase finds it as a service.
 */
public final class MigrationLock extends StandardLockService {
    // Any number, as long as every version takes the same one.
    static final long LOCK = 2_026_112_219L;

    /**
     * Waits for the lock before Liquibase begins, which reads what was done before it asks for the
     * lock: of two that come together the later one would do everything again. A session may take
     * the lock twice.
     */
    static void await(Connection session) throws SQLException {
        call(session, "SELECT pg_advisory_lock(?) IS NOT NULL");
    }

    /** Gives back what {@link #await} took. */
    static void release(Connection session) throws SQLException {
        call(session, "SELECT pg_advisory_unlock(?)");
    }

    @Override
    public int getPriority() {
        return super.getPriority() + 1;
    }

    @Override
    public boolean supports(Database database) {
        return database instanceof PostgresDatabase;
    }

    /** No table is needed. */
    @Override
    public void init() {}

    @Override
    public boolean acquireLock() throws LockException {
        hasChangeLogLock = hasChangeLogLock || did("SELECT pg_try_advisory_lock(?)");
        return hasChangeLogLock;
    }

    @Override
    public void releaseLock() throws LockException {
        if (hasChangeLogLock) {
            hasChangeLogLock = !did("SELECT pg_advisory_unlock(?)");
        }
    }

    /** Nobody else's: that one is at work. */
    @Override
    public void forceReleaseLock() throws LockException {
        releaseLock();
    }

    @Override
    public DatabaseChangeLogLock[] listLocks() {
        return new DatabaseChangeLogLock[0];
    }

    private boolean did(String sql) throws LockException {
        Connection connection =
                ((JdbcConnection) database.getConnection()).getUnderlyingConnection();
        try {
            return call(connection, sql);
        } catch (SQLException e) {
            throw new LockException(e);
        }
    }

    @CanIgnoreReturnValue
    private static boolean call(Connection session, String sql) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
