package io.counterfoil;

import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/** {@code check config.yml}: says also when all is well. */
final class SettingsCheckCommand extends CheckCommand<CounterfoilConfiguration> {

    SettingsCheckCommand(CounterfoilApplication application) {
        super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        FailureWords.of(failure)
                .ifPresentOrElse(
                        cli.getStdErr()::println, () -> super.onError(cli, namespace, failure));
    }

    @Override
    protected void run(
            Bootstrap<CounterfoilConfiguration> bootstrap,
            Namespace arguments,
            CounterfoilConfiguration settings)
            throws Exception {
        super.run(bootstrap, arguments, settings);
        @Nullable String file = arguments.getString("file");
        DatabaseCommand.say((file == null ? "The settings" : file) + " can be used.");
    }
}
