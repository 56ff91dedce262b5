package io.counterfoil;

import com.codahale.metrics.MetricRegistry;
import io.counterfoil.platform.backup.BackupException;
import io.counterfoil.platform.postgres.PostgresException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import net.sourceforge.argparse4j.inf.Namespace;

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
        if (failure instanceof BackupException || failure instanceof PostgresException) {
            cli.getStdErr().println(failure.getMessage());
        } else {
            super.onError(cli, namespace, failure);
        }
    }

    static ManagedDataSource pool(DataSourceFactory factory) {
        return factory.build(new MetricRegistry(), "command");
    }

    static void say(String line) {
        System.out.println(line);
    }
}
