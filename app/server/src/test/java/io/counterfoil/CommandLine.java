package io.counterfoil;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Commands as they are typed, in this process or in one of their own. */
final class CommandLine {
    private CommandLine() {}

    /**
     * How a command ended.
     *
     * @param said both outputs
     */
    record Ended(int status, String said) {}

    /** What a command in this process says on its error output; empty if it was carried out. */
    static Optional<String> refusal(String... arguments) {
        CounterfoilApplication application = new CounterfoilApplication();
        Bootstrap<CounterfoilConfiguration> bootstrap = new Bootstrap<>(application);
        application.initialize(bootstrap);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Cli cli =
                new Cli(new JarLocation(CommandLine.class), bootstrap, System.out, errors);
        return cli.run(arguments).map(failure -> errors.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command by itself. */
    static Ended run(String... arguments) throws Exception {
        List<String> command = ChildJava.command(CounterfoilApplication.class, arguments);
        command.add(1, "-Xmx64m");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
