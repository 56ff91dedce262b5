package io.counterfoil;

import com.codahale.metrics.MetricRegistry;
import io.counterfoil.platform.Migrations;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jdbi.v3.core.Jdbi;

/** A command that works on the database: what it can't do it says in a sentence. */
abstract class DatabaseCommand extends ConfiguredCommand<CounterfoilConfiguration> {

    DatabaseCommand(String name, String description) {
        super(name, description);
    }

    @Override
    protected Class<CounterfoilConfiguration> getConfigurationClass() {
        return CounterfoilConfiguration.class;
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        FailureWords.of(failure)
                .ifPresentOrElse(
                        cli.getStdErr()::println, () -> super.onError(cli, namespace, failure));
    }

    /** Everything over a database that a start of the service has migrated before. */
    static Wiring wiring(CounterfoilConfiguration settings, ManagedDataSource pool)
            throws SQLException {
        // Before anything is made, such as the server's key.
        if (Migrations.none(pool)) {
            throw new CommandException(
                    "The database is still empty. Start the service once, which makes its tables,"
                            + " and try again.");
        }
        return new Wiring(
                settings, Jdbi.create(pool), pool, InstantSource.system(), new SecureRandom());
    }

    static ManagedDataSource pool(DataSourceFactory factory) {
        return factory.build(new MetricRegistry(), "command");
    }

    /** The archive of {@code backup} and {@code restore}, which come with their settings first. */
    static Path archive(Namespace arguments) {
        if (arguments.getString("file") == null) {
            throw new CommandException(
                    "Name two files: the settings, such as config.yml, and then the archive.");
        }
        return Path.of(arguments.getString("archive"));
    }

    static void say(String line) {
        System.out.println(line);
    }
}
