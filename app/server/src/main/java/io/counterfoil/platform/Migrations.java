package io.counterfoil.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.UpdateCountCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.ui.LoggerUIService;

/** Brings the schema up to date; a second run changes nothing. */
public final class Migrations {
    /** The changelog on the class path. */
    public static final String CHANGELOG = "migrations/changelog.xml";

    private static final String CHANGELOG_FILE = "changelogFile";

    private Migrations() {}

    /** Whether nothing was ever migrated here, as any role. */
    public static boolean none(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT to_regclass('public.databasechangelog') IS NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Runs what is missing, as the owner of the database. */
    public static void apply(DataSource owner) {
        update(owner, UpdateCommandStep.COMMAND_NAME, Map.of());
    }

    /** Takes the next so many steps. */
    public static void applyNext(DataSource owner, int steps) {
        if (steps == 0) {
            return;
        }
        update(
                owner,
                UpdateCountCommandStep.COMMAND_NAME,
                Map.of(UpdateCountCommandStep.COUNT_ARG.getName(), steps));
    }

    private static void update(DataSource owner, String[] command, Map<String, Object> arguments) {
        try (Connection connection = owner.getConnection()) {
            MigrationLock.await(connection);
            try {
                update(connection, command, arguments);
            } finally {
                MigrationLock.release(connection);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the database can't be migrated: " + e.getMessage(), e);
        }
    }

    private static void update(
            Connection connection, String[] command, Map<String, Object> arguments)
            throws Exception {
        // Liquibase says each step on the console; whoever wants them sets its log level.
        Map<String, Object> quiet = Map.of(Scope.Attr.ui.name(), new LoggerUIService());
        var database =
                DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Scope.child(
                quiet,
                () -> {
                    CommandScope scope = new CommandScope(command);
                    arguments.forEach(scope::addArgumentValue);
                    scope.addArgumentValue(
                                    DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                            .addArgumentValue(CHANGELOG_FILE, CHANGELOG)
                            .addArgumentValue(
                                    ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                            .execute();
                });
    }
}
