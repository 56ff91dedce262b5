package io.counterfoil.bench;

import io.counterfoil.CounterfoilApplication;
import io.dropwizard.db.DataSourceFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The service in a process of its own, as it is run, over a benchmark's database.
 *
 * @param process it
 * @param port where it answers
 */
record Service(Process process, int port) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final int STOP_SECONDS = 10;
    private static final int PAUSE_MILLIS = 100;

    /** Starts it and waits until it answers. */
    static Service start(BenchWorld world) throws IOException, InterruptedException {
        int port = freePort();
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
        service.await(Instant.now().plus(START));
        return service;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void await(Instant latest) throws IOException, InterruptedException {
        while (!listens()) {
            if (!process.isAlive() || Instant.now().isAfter(latest)) {
                close();
                throw new IOException("the service does not start");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
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
        logging: {level: WARN}
        """
                .formatted(
                        world.folder(),
                        freePort(),
                        freePort(),
                        owner.getUrl(),
                        world.app().getPassword(),
                        owner.getUser(),
                        owner.getPassword(),
                        port);
    }
}
