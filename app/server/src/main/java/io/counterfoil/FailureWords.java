package io.counterfoil;

import io.counterfoil.platform.InstallationException;
import io.counterfoil.platform.backup.BackupException;
import io.counterfoil.platform.postgres.PostgresException;
import io.dropwizard.configuration.ConfigurationException;
import java.io.FileNotFoundException;
import java.net.BindException;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps a command from being carried out, in a sentence; a trace helps nobody who typed it. */
final class FailureWords {
    private FailureWords() {}

    /** The sentence; empty for a fault of the program itself. */
    static Optional<String> of(Throwable failure) {
        if (failure instanceof InstallationException
                || failure instanceof BackupException
                || failure instanceof PostgresException
                || failure instanceof CommandException
                || failure instanceof ConfigurationException) {
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
