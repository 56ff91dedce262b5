package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program to its end. */
final class Command {
    private Command() {}

    /**
     * What a program did.
     *
     * @param output what it wrote, errors included
     */
    record Outcome(int exit, String output) {

        boolean succeeded() {
            return exit == 0;
        }
    }

    /** An empty environment, but for the path, so that no PG* variable of the user meddles. */
    static Outcome run(List<String> command, String input) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new PostgresException("Interrupted while PostgreSQL was working.", e);
        }
    }

    /** Runs a program that has to succeed. */
    static String mustSucceed(String purpose, List<String> command, String input)
            throws IOException {
        Outcome outcome = run(command, input);
        if (!outcome.succeeded()) {
            throw new PostgresException(
                    "PostgreSQL could not %s: %s".formatted(purpose, outcome.output()));
        }
        return outcome.output();
    }
}
