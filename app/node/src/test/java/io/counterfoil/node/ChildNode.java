package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.NodeKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node's own program in a process that can be killed. */
final class ChildNode implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private ChildNode(Path folder, Process process, Path log) {
        this.folder = folder;
        this.process = process;
        this.log = log;
    }

    /** A node whose data folder is {@code node} in this one. */
    static ChildNode start(Path folder) throws IOException {
        return start(folder, "256m", "");
    }

    /**
     * The same with other settings.
     *
     * @param heap as the JVM's option {@code -Xmx} has it
     * @param settings more lines for its {@code node.yml}
     */
    static ChildNode start(Path folder, String heap, String settings) throws IOException {
        Path config = folder.resolve("node.yml");
        Files.writeString(
                config,
                """
                dataFolder: %s
                server:
                  applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                %s
                """
                        .formatted(folder.resolve("node"), settings));
        Path log = Files.createTempFile(folder, "node", ".log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heap,
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                NodeApplication.class.getName(),
                                "server",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        ChildNode node = new ChildNode(folder, process, log);
        boolean started = false;
        try {
            await("the node has started; see " + log)
                    .atMost(Duration.ofMinutes(2))
                    .failFast("it has ended; see " + log, () -> !process.isAlive())
                    .until(() -> node.port("admin").find());
            started = true;
            return node;
        } finally {
            if (!started) {
                node.close();
            }
        }
    }

    private Matcher port(String connector) throws IOException {
        return Pattern.compile("Started " + connector + "@.*\\{127\\.0\\.0\\.1:(\\d+)}")
                .matcher(Files.readString(log));
    }

    URI url(String connector) throws IOException {
        Matcher port = port(connector);
        assertThat(port.find()).isTrue();
        return URI.create("http://127.0.0.1:" + port.group(1) + "/");
    }

    void put(UUID id) throws IOException, InterruptedException {
        put(id, "anna");
    }

    void put(UUID id, String user) throws IOException, InterruptedException {
        call("PUT", id, TestNode.JSON.writeValueAsString(anAccount().user(user).build()));
    }

    AccountStatus status(UUID id) throws IOException, InterruptedException {
        return TestNode.JSON.readValue(call("GET", id, ""), AccountStatus.class);
    }

    /** Has the account purged; its answer comes before the purge is over. */
    void purge(UUID id) throws IOException, InterruptedException {
        call("DELETE", id, "");
    }

    private String call(String method, UUID id, String body)
            throws IOException, InterruptedException {
        NodeKey key = NodeKey.read(folder.resolve("node").resolve("node.key"));
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(url("admin").resolve("admin/accounts/" + id))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .header("Authorization", key.authorization())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isIn(200, 202);
        return response.body();
    }

    String metrics() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(url("admin").resolve("metrics")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Asks it to end, as a service manager does; {@link #exit} is when it has. */
    void terminate() {
        process.destroy();
    }

    CompletableFuture<Process> exit() {
        return process.onExit();
    }

    /** Ends it without a chance to tidy up. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
