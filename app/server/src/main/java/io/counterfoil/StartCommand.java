package io.counterfoil;

import io.counterfoil.platform.postgres.PostgresException;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import java.io.FileNotFoundException;
import java.net.BindException;
import java.util.Optional;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code server config.yml}: what keeps it from starting it says in a sentence, last. */
final class StartCommand extends ServerCommand<CounterfoilConfiguration> {

    StartCommand(CounterfoilApplication application) {
        super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        Optional<String> sentence = sentence(failure);
        if (sentence.isPresent()) {
            cli.getStdErr().println(sentence.get());
        } else {
            super.onError(cli, namespace, failure);
        }
    }

    private static Optional<String> sentence(Throwable failure) {
        if (failure instanceof PostgresException || failure instanceof ConfigurationException) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof FileNotFoundException) {
            return Optional.of(
                    failure.getMessage()
                            + ". Check how it is spelled, and in which folder you are.");
        }
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> cause.getCause() instanceof BindException)
                .map(
                        cause ->
                                "%s: another program has this port. Stop it, or choose other ports: HTTP_PORT, ADMIN_PORT, NODE_PORT and NODE_ADMIN_PORT in the environment, or config.yml."
                                        .formatted(cause.getMessage()))
                .findFirst();
    }
}
