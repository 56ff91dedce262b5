package io.counterfoil.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.RuntimeEnvironment;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeLogIterator;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ChangeSetFilterResult;
import liquibase.changelog.filter.ShouldRunChangeSetFilter;
import liquibase.changelog.visitor.DefaultChangeExecListener;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
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
        update(
                owner,
                database ->
                        new CommandScope(UpdateCommandStep.COMMAND_NAME)
                                .addArgumentValue(
                                        DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                                .addArgumentValue(CHANGELOG_FILE, CHANGELOG)
                                .addArgumentValue(
                                        ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                                .execute());
    }

    /**
     * Runs those of these steps that are missing, and no other: a version may have had a step that an
     * older one, whose name comes later, had not.
     *
     * @param ids of steps; those that this version doesn't know are left out
     */
    public static void applyOnly(DataSource owner, Set<String> ids) {
        update(
                owner,
                database -> {
                    Liquibase liquibase =
                            new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database);
                    DatabaseChangeLog steps = liquibase.getDatabaseChangeLog();
                    Contexts all = new Contexts();
                    LabelExpression any = new LabelExpression();
                    liquibase.checkLiquibaseTables(false, steps, all, any);
                    new ChangeLogIterator(
                                    steps,
                                    new ShouldRunChangeSetFilter(database),
                                    new Named(ids))
                            .run(
                                    new UpdateVisitor(database, new DefaultChangeExecListener()),
                                    new RuntimeEnvironment(database, all, any));
                });
    }

    private record Named(Set<String> ids) implements ChangeSetFilter {
        @Override
        public ChangeSetFilterResult accepts(ChangeSet step) {
            return new ChangeSetFilterResult(
                    ids.contains(step.getId()), "whether it is asked for", Named.class);
        }
    }

    /**
     * A connection whose address has no settings. The driver names all of them, more than a thousand
     * characters, in which Liquibase looks for passwords in a time that grows with their square.
     */
    private static final class Unadorned extends JdbcConnection {
        Unadorned(Connection connection) {
            super(connection);
        }

        @Override
        protected String getConnectionUrl() throws SQLException {
            String address = super.getConnectionUrl();
            int settings = address.indexOf('?');
            return settings < 0 ? address : address.substring(0, settings);
        }
    }

    /** What is done with a database that nobody else migrates meanwhile. */
    private interface Update {
        void of(liquibase.database.Database database) throws Exception;
    }

    private static void update(DataSource owner, Update update) {
        // Liquibase says each step on the console; whoever wants them sets its log level.
        Map<String, Object> quiet = Map.of(Scope.Attr.ui.name(), new LoggerUIService());
        try (Connection connection = owner.getConnection()) {
            MigrationLock.await(connection);
            try {
                liquibase.database.Database database =
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new Unadorned(connection));
                Scope.child(quiet, () -> update.of(database));
            } finally {
                MigrationLock.release(connection);
            }
        } catch (Exception e) {
            throw new InstallationException("The database can't be migrated: " + e.getMessage(), e);
        }
    }
}
