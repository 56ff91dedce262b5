package io.counterfoil.platform;

import com.codahale.metrics.MetricRegistry;
import io.counterfoil.platform.postgres.Credentials;
import io.counterfoil.platform.postgres.EmbeddedPostgres;
import io.counterfoil.platform.postgres.PostgresSettings;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.tomcat.jdbc.pool.PoolConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL of this installation: the one in the data folder, or the one that the settings
 * name.
 */
public final class Database implements AutoCloseable {
    private static final int OLDEST_MAJOR = 17;

    private final String url;
    private final Credentials owner;
    private final Credentials app;
    private final int connections;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(
            String url,
            Credentials owner,
            Credentials app,
            int connections,
            @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.owner = owner;
        this.app = app;
        this.connections = connections;
        this.embedded = embedded;
    }

    /**
     * The service's database: starts the embedded server, which no other process may use, or checks
     * the external one.
     */
    public static Database start(DatabaseSettings settings, Path dataFolder, SecureRandom random) {
        return settings.url().isEmpty()
                ? embedded(
                        settings, EmbeddedPostgres.start(PostgresSettings.in(dataFolder), random))
                : external(settings);
    }

    /** The database for a command that may run beside a service. */
    public static Database join(DatabaseSettings settings, Path dataFolder, SecureRandom random) {
        return settings.url().isEmpty()
                ? embedded(settings, EmbeddedPostgres.join(PostgresSettings.in(dataFolder), random))
                : external(settings);
    }

    /** A pool for the owner, who migrates. */
    public DataSourceFactory owner() {
        return pool(owner, 1);
    }

    /** A pool for the application, which the row policies bind. */
    public DataSourceFactory app() {
        return pool(app, connections);
    }

    /**
     * Says that {@link #close} comes when the process is told to end, after those who need the
     * database; without this, or when it takes longer, the embedded server stops at once.
     */
    public void awaitClose(Duration patience) {
        if (embedded != null) {
            embedded.awaitClose(patience);
        }
    }

    /** Stops the embedded server; an external one is left alone. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private static Database embedded(DatabaseSettings settings, EmbeddedPostgres server) {
        return new Database(
                server.jdbcUrl(), server.owner(), server.app(), settings.connections(), server);
    }

    private static Database external(DatabaseSettings settings) {
        Database database =
                new Database(
                        settings.url(),
                        new Credentials(settings.ownerUser(), settings.ownerPassword()),
                        new Credentials(DatabaseSettings.APP_ROLE, settings.password()),
                        settings.connections(),
                        null);
        database.check();
        return database;
    }

    private void check() {
        try (Connection connection = DriverManager.getConnection(url, app.user(), app.password());
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT rolsuper OR rolbypassrls AS bypasses, pg_has_role(oid, ?, 'MEMBER') AS owns,
                                    current_setting('server_encoding') AS encoding
                                FROM pg_roles WHERE rolname = current_user
                                """)) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_MAJOR) {
                throw new InstallationException(
                        "database.url leads to PostgreSQL %d; Counterfoil needs %d or newer."
                                .formatted(major, OLDEST_MAJOR));
            }
            statement.setString(1, owner.user());
            try (ResultSet role = statement.executeQuery()) {
                role.next();
                checkEncoding(role.getString("encoding"));
                checkRole(role.getBoolean("bypasses"), role.getBoolean("owns"));
            }
        } catch (SQLException e) {
            throw new InstallationException(
                    "database.url can't be used as %s: %s".formatted(app.user(), e.getMessage()),
                    e);
        }
    }

    // Names are in all languages, and are compared as Unicode does.
    private static void checkEncoding(String encoding) {
        if (!encoding.equals("UTF8")) {
            throw new InstallationException(
                    "The database of database.url is in %s, which has no room for many names. Make a new one: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'"
                            .formatted(encoding));
        }
    }

    // Tenants are kept apart by policies that bind neither of these.
    private void checkRole(boolean bypasses, boolean owns) {
        if (bypasses) {
            throw new InstallationException(
                    "The role %s may bypass row-level security. Run: ALTER ROLE %s NOSUPERUSER NOBYPASSRLS"
                            .formatted(app.user(), app.user()));
        }
        if (owns) {
            throw new InstallationException(
                    "The role %s is, or has the rights of, the owner %s, whom row-level security does not bind. Let database.ownerUser be a role of its own."
                            .formatted(app.user(), owner.user()));
        }
    }

    private DataSourceFactory pool(Credentials role, int size) {
        DataSourceFactory pool = new BareStatements();
        pool.setDriverClass("org.postgresql.Driver");
        pool.setUrl(url);
        pool.setUser(role.user());
        pool.setPassword(role.password());
        pool.setMinSize(1);
        pool.setInitialSize(1);
        pool.setMaxSize(size);
        pool.setRollbackOnReturn(true);
        pool.setCheckConnectionOnBorrow(true);
        pool.setProperties(
                Map.of(
                        "ApplicationName",
                        "counterfoil",
                        "reWriteBatchedInserts",
                        "true",
                        // The server's details quote rows, and end in the log.
                        "logServerErrorDetail",
                        "false"));
        return pool;
    }

    /**
     * Hands out the driver's own statements. The pool's would only guard against statements that are
     * used after they were closed, by reflection on each call.
     */
    private static final class BareStatements extends DataSourceFactory {
        @Override
        public ManagedDataSource build(MetricRegistry metrics, String name) {
            ManagedDataSource pool = super.build(metrics, name);
            ((PoolConfiguration) pool).setUseStatementFacade(false);
            return pool;
        }
    }
}
