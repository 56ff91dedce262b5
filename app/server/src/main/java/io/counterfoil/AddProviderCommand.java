package io.counterfoil;

import io.counterfoil.access.Provider;
import io.counterfoil.platform.Database;
import io.counterfoil.platform.Refused;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import java.security.SecureRandom;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code add-provider config.yml --name … --web-address …}: adds a provider and prints the link
 * that lets in its first owner.
 */
final class AddProviderCommand extends DatabaseCommand {

    AddProviderCommand() {
        super("add-provider", "Adds a provider and prints the set-up link of its first owner");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        arguments.addArgument("--name").required(true).help("the provider's name");
        arguments
                .addArgument("--web-address")
                .dest("webAddress")
                .required(true)
                .help("where its customers redeem codes, such as codes.example.com");
        arguments
                .addArgument("--time-zone")
                .dest("timeZone")
                .setDefault("UTC")
                .help("such as Europe/Berlin");
        arguments.addArgument("--currency").setDefault("EUR").help("such as EUR");
    }

    @Override
    protected void run(
            Bootstrap<CounterfoilConfiguration> bootstrap,
            Namespace arguments,
            CounterfoilConfiguration settings)
            throws Exception {
        String webAddress = arguments.getString("webAddress");
        try (Database database =
                Database.join(settings.database(), settings.dataFolder(), new SecureRandom())) {
            ManagedDataSource pool = pool(database.app());
            try {
                Wiring wiring = wiring(settings, pool);
                String link =
                        wiring.setup()
                                .addProvider(
                                        arguments.getString("name"),
                                        webAddress,
                                        arguments.getString("timeZone"),
                                        arguments.getString("currency"));
                say("Open this link within a day to make its first owner:");
                say(Provider.url(webAddress) + link);
                if (wiring.access().providers().all().size() > 1) {
                    say(
                            "Each provider is now found only at its own web address, also on this"
                                    + " machine:");
                    wiring.access().providers().all().stream()
                            .map(each -> "  %s for %s".formatted(each.url(), each.name()))
                            .forEach(DatabaseCommand::say);
                }
            } finally {
                pool.stop();
            }
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        if (failure instanceof Refused refused) {
            cli.getStdErr().println(refused.detail());
            refused.fields()
                    .forEach(
                            field ->
                                    cli.getStdErr()
                                            .println(field.field() + ": " + field.message()));
        } else {
            super.onError(cli, namespace, failure);
        }
    }
}
