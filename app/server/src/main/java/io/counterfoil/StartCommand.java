package io.counterfoil;

import io.counterfoil.node.launcher.StartFaults;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code server config.yml}: what keeps it from starting it says in a sentence, last. */
final class StartCommand extends ServerCommand<CounterfoilConfiguration> {

    StartCommand(CounterfoilApplication application) {
        super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        StartFaults.endLog();
        FailureWords.of(failure)
                .ifPresentOrElse(
                        cli.getStdErr()::println, () -> super.onError(cli, namespace, failure));
    }
}
