package io.counterfoil.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import liquibase.UpdateSummaryEnum;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;

/** Brings the schema up to date; a second run changes nothing. */
public final class Migrations {
    /** The changelog on the class path. */
    public static final String CHANGELOG = "migrations/changelog.xml";

    private Migrations() {}

    /** Runs what is missing, as the owner of the database. */
    public static void apply(DataSource owner) {
        try (Connection connection = owner.getConnection()) {
            var database =
                    DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
            new CommandScope(UpdateCommandStep.COMMAND_NAME)
                    .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                    .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, CHANGELOG)
                    .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                    .execute();
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException("the database can't be migrated: " + e.getMessage(), e);
        }
    }
}
