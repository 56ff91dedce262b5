package io.counterfoil;

import io.counterfoil.platform.Database;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Migrations;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jdbi3.JdbiFactory;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.security.SecureRandom;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** The control service. */
public final class CounterfoilApplication extends Application<CounterfoilConfiguration> {

    /** Runs a command: {@code server config.yml}, {@code check config.yml}, … */
    public static void main(String[] arguments) throws Exception {
        new CounterfoilApplication().run(arguments);
    }

    @Override
    public String getName() {
        return "counterfoil";
    }

    @Override
    public void initialize(Bootstrap<CounterfoilConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(
                new SubstitutingSourceProvider(
                        bootstrap.getConfigurationSourceProvider(),
                        new EnvironmentVariableSubstitutor(false)));
        bootstrap.addCommand(new BackupCommand());
        bootstrap.addCommand(new RestoreCommand());
        bootstrap.addCommand(new VerifyCommand());
    }

    @Override
    public void run(CounterfoilConfiguration settings, Environment environment) throws Exception {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        Database database = Database.start(settings.database(), settings.dataFolder(), random);
        // Managed objects stop in reverse order: the database goes last.
        environment.lifecycle().manage(new AutoCloseableManager(database));
        migrate(database, environment);

        ManagedDataSource pool = database.app().build(environment.metrics(), "database");
        Jdbi jdbi = new JdbiFactory().build(environment, database.app(), pool, "database");
        Wiring wiring = new Wiring(settings, jdbi, pool, clock, random);
        environment.lifecycle().manage(wiring.jobs());

        Endpoints.open(environment, wiring, new Ids(clock, random));
    }

    private static void migrate(Database database, Environment environment) throws Exception {
        ManagedDataSource owner = database.owner().build(environment.metrics(), "migrations");
        try {
            Migrations.apply(owner);
        } finally {
            owner.stop();
        }
    }
}
