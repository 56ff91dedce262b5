package io.counterfoil.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.node.NodeApplication;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.NodeKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A server of the restic REST protocol in a process of its own.
 *
 * @param title its name for people
 * @param port where it answers
 * @param root where the files of its one account lie, laid out as restic does it
 */
record StorageServer(String title, Process process, int port, Path root) implements AutoCloseable {
    private static final String USER = "bench";
    private static final String PASSWORD = "of the bench";
    private static final UUID ACCOUNT = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final double MILLIS = 1e3;

    /** Lays files into the account before it is opened. */
    interface Planting {
        void plant(Path root) throws IOException;
    }

    /** Ours, as it is shipped, its access log included, in a heap that a small machine has. */
    static StorageServer node(Path folder, String heap, Planting planting) throws Exception {
        Path data = folder.resolve("data");
        Path root = data.resolve("repositories").resolve(ACCOUNT.toString());
        planting.plant(Files.createDirectories(root));
        int port = Ports.free();
        int adminPort = Ports.free();
        Path settings = folder.resolve("node.yml");
        Files.writeString(
                settings,
                """
                dataFolder: %s
                server:
                  applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
                  adminConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
                """
                        .formatted(data, port, adminPort));
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeApplication.class.getName(),
                        "server",
                        settings.toString());
        StorageServer node =
                new StorageServer("Counterfoil", start(folder, command, ""), port, root);
        try {
            Ports.await(port, node.process);
            Ports.await(adminPort, node.process);
            openAccount(adminPort, NodeKey.read(data.resolve("node.key")));
            return node;
        } catch (IOException e) {
            node.close();
            throw e;
        }
    }

    /** The one that a user can install. */
    static StorageServer rclone(Path folder, Planting planting) throws Exception {
        Path root = folder.resolve("data");
        planting.plant(Files.createDirectories(root));
        int port = Ports.free();
        List<String> command =
                List.of(
                        "rclone",
                        "serve",
                        "restic",
                        "--addr",
                        "127.0.0.1:" + port,
                        "--user",
                        USER,
                        "--pass",
                        PASSWORD,
                        root.toString());
        StorageServer rclone =
                new StorageServer("rclone", start(folder, command, "rclone"), port, root);
        try {
            Ports.await(port, rclone.process);
            return rclone;
        } catch (IOException e) {
            rclone.close();
            throw e;
        }
    }

    private static Process start(Path folder, List<String> command, String needs)
            throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    command.getFirst() + " can't be started; it is in Debian's " + needs + ".", e);
        }
    }

    private static void openAccount(int adminPort, NodeKey key) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + adminPort + "/admin/accounts/" + ACCOUNT);
        String body =
                """
                {"version": 1, "state": "open",
                 "credentials": [{"id": "%s", "digest": "%s", "scope": "full"}]}
                """
                        .formatted(USER, Credential.digest(PASSWORD));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(url)
                                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                                    .header("Authorization", key.authorization())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the node refuses the account: " + answer.body());
            }
        }
    }

    /** Requests to it. */
    StorageLoad load() {
        String pair = USER + ":" + PASSWORD;
        return new StorageLoad(
                port, "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    /** The address of a repository, as restic is told it. */
    String repository(String name) {
        return "rest:http://%s:%s@127.0.0.1:%d/%s/"
                .formatted(USER, PASSWORD.replace(" ", "%20"), port, name);
    }

    /** What it has taken of all processors since its start. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / MILLIS;
    }

    @Override
    public void close() {
        Program.stop(process);
    }
}
