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
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.jdbi.v3.core.Jdbi;

/** The control service. */
public final class CounterfoilApplication extends Application<CounterfoilConfiguration> {
    // Three seconds each for requests, jobs and the node, and some more for the database itself.
    private static final Duration STOP_WAIT = Duration.ofSeconds(15);

    /** Runs a command: {@code server config.yml}, {@code check config.yml}, … */
    public static void main(String[] arguments) throws Exception {
        new CounterfoilApplication().run(arguments);
    }

    @Override
    public String getName() {
        return "counterfoil";
    }

    @Override
    protected void addDefaultCommands(Bootstrap<CounterfoilConfiguration> bootstrap) {
        bootstrap.addCommand(new StartCommand(this));
        bootstrap.addCommand(new SettingsCheckCommand(this));
    }

    @Override
    public void initialize(Bootstrap<CounterfoilConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(
                new SubstitutingSourceProvider(
                        bootstrap.getConfigurationSourceProvider(),
                        new EnvironmentVariableSubstitutor(false)));
        bootstrap.setConfigurationFactoryFactory(SettingsReader::new);
        bootstrap.addCommand(new BackupCommand());
        bootstrap.addCommand(new RestoreCommand());
        bootstrap.addCommand(new VerifyCommand());
        bootstrap.addCommand(new VerifyProofCommand());
        bootstrap.addCommand(new AddProviderCommand());
        bootstrap.addCommand(new ResetPasswordCommand());
        bootstrap.addCommand(new NodeCommand());
        bootstrap.addCommand(new NodesCommand());
        bootstrap.addCommand(new LayoutsCommand());
        bootstrap.addCommand(new SheetsCommand());
        bootstrap.addCommand(new CheckLayoutCommand());
        bootstrap.addCommand(new AlignmentCommand());
        bootstrap.addCommand(new PrintCommand());
        bootstrap.addBundle(new DatabaseCommands());
    }

    /** Exits with status 2 after arguments that no command takes, and with 1 after all else. */
    @Override
    protected void onFatalError(Throwable failure) {
        System.exit(failure instanceof ArgumentParserException ? 2 : 1);
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
        environment.lifecycle().manage(pool);
        Wiring wiring = new Wiring(settings, Jdbi.create(pool), pool, clock, random);
        environment.lifecycle().manage(new AutoCloseableManager(wiring.mail().office()));
        URI node = StorageNodes.connect(settings, wiring.storage().nodes(), environment);
        environment.lifecycle().manage(new AutoCloseableManager(wiring.storage().client()));
        environment.lifecycle().manage(wiring.jobs());

        Endpoints.open(environment, wiring, new Ids(clock, random));
        FirstStart firstStart = new FirstStart(settings, wiring, System.out);
        environment
                .lifecycle()
                .addServerLifecycleListener(
                        server -> {
                            // From now on the server stops everything at an exit, in its order.
                            database.awaitClose(STOP_WAIT);
                            run(firstStart, addressOf(server), node);
                        });
    }

    private static URI addressOf(Server server) {
        return Arrays.stream(server.getConnectors())
                .filter(connector -> "application".equals(connector.getName()))
                .map(NetworkConnector.class::cast)
                .map(connector -> URI.create("http://localhost:" + connector.getLocalPort() + "/"))
                .findFirst()
                .orElseThrow();
    }

    private static void run(FirstStart firstStart, URI server, URI node) {
        try {
            firstStart.run(server, node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
