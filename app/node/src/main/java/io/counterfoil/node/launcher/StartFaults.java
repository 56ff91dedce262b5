package io.counterfoil.node.launcher;

import ch.qos.logback.classic.LoggerContext;
import io.dropwizard.configuration.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What keeps a program from starting, in a sentence for the one who starts it. */
public final class StartFaults {
    private StartFaults() {}

    /**
     * The sentence; empty for a fault that only its trace explains.
     *
     * @param ports what to change when a port is taken, such as {@code the ports in node.yml}
     */
    public static Optional<String> sentence(Throwable failure, String ports) {
        return takenPort(failure, ports)
                .or(
                        () ->
                                switch (failure) {
                                    case ConfigurationException settings ->
                                            Optional.of(String.valueOf(settings.getMessage()));
                                    case UncheckedIOException wrapped -> Optional.ofNullable(wrapped.getCause()).flatMap(StartFaults::ofFiles);
                                    case IOException files -> ofFiles(files);
                                    default -> Optional.empty();
                                });
    }

    /** Ends the log: what waits there to be written comes before what is said next, not after it. */
    public static void endLog() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static Optional<String> takenPort(Throwable failure, String ports) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> cause.getCause() instanceof BindException)
                .map(
                        cause ->
                                "%s: another program has this port. Stop it, or change %s."
                                        .formatted(cause.getMessage(), ports))
                .findFirst();
    }

    private static Optional<String> ofFiles(IOException failure) {
        return Optional.of(
                switch (failure) {
                    case FileNotFoundException missing ->
                            missing.getMessage()
                                    + ". Check how it is spelled, and in which folder you are.";
                    case AccessDeniedException denied ->
                            denied.getFile()
                                    + " can't be read or written. Give it to the user who starts"
                                    + " this program, or name another place in the settings.";
                    case FileSystemException odd ->
                            odd.getFile()
                                    + " can't be used"
                                    + (odd.getReason() == null ? "" : " (" + odd.getReason() + ")")
                                    + ": it has to be a folder that can be written, or not to be"
                                    + " there yet. Name another place in the settings.";
                    default -> String.valueOf(failure.getMessage());
                });
    }
}
