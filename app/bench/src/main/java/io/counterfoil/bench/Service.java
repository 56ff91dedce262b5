package io.counterfoil.bench;

import io.counterfoil.CounterfoilApplication;
import io.dropwizard.db.DataSourceFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The service in a process of its own, as it is run, over a benchmark's database.
 *
 * @param process it
 * @param port where it answers
 */
record Service(Process process, int port) implements AutoCloseable {

    /** Starts it and waits until it answers. */
    static Service start(BenchWorld world) throws IOException, InterruptedException {
        int port = Ports.free();
        Path settings = world.folder().resolve("config.yml");
        Files.writeString(settings, settings(world, port));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CounterfoilApplication.class.getName(),
                                "server",
                                settings.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Service service = new Service(process, port);
        try {
            Ports.await(port, process);
            return service;
        } catch (IOException e) {
            service.close();
            throw e;
        }
    }

    @Override
    public void close() {
        Program.stop(process);
    }

    private static String settings(BenchWorld world, int port) throws IOException {
        DataSourceFactory owner = world.owner();
        return """
        dataFolder: %s
        demo: false
        node: {port: %d, adminPort: %d}
        database: {url: '%s', password: '%s', ownerUser: %s, ownerPassword: '%s'}
        server:
          registerDefaultExceptionMappers: false
          applicationConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
          adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
          requestLog: {appenders: []}
        logging: {level: WARN, appenders: [{type: console, target: stderr}]}
        """
                .formatted(
                        world.folder(),
                        Ports.free(),
                        Ports.free(),
                        owner.getUrl(),
                        world.app().getPassword(),
                        owner.getUser(),
                        owner.getPassword(),
                        port);
    }
}
