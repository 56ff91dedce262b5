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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that is killed in the middle of a backup: what was answered stands, what wasn't is gone,
 * and the sums are right.
 */
class CrashIT {
    @TempDir Path folder;

    @Test
    void aKilledNodeComesBackSoundWithExactUsage() throws Exception {
        UUID id = UUID.randomUUID();
        Path files = Trees.grow(folder.resolve("files"), 16, 200, 1);
        Path home = folder.resolve("home");
        long answered;
        try (ChildNode node = ChildNode.start(folder)) {
            node.put(id);
            Restic restic = new Restic(home, node.url("application"), "anna");
            restic.run("init");
            try (Restic.Running backup = restic.start("backup", files.toString())) {
                await("the backup is in the middle")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(5))
                        .until(
                                () ->
                                        node.status(id).usage().objects().data() >= 3
                                                && !TestNode.incoming(data()).isEmpty());
                answered = node.status(id).usage().bytes();
                node.kill();
                assertThat(backup.isRunning()).isTrue();
            }
        }
        try (ChildNode node = ChildNode.start(folder)) {
            assertThat(TestNode.incoming(data())).isEmpty();
            long usage = node.status(id).usage().bytes();
            assertThat(usage)
                    .isGreaterThanOrEqualTo(answered)
                    .isEqualTo(TestNode.bytesOnDisk(data(), id));

            Restic restic = new Restic(home, node.url("application"), "anna");
            restic.run("unlock", "--remove-all");
            assertThat(restic.run("check", "--read-data")).contains("no errors were found");
            restic.run("backup", files.toString());
            Path target = folder.resolve("restored");
            restic.run("restore", "latest", "--target", target.toString());
            Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
            assertThat(node.status(id).usage().bytes()).isEqualTo(TestNode.bytesOnDisk(data(), id));
        }
    }

    private Path data() {
        return folder.resolve("node");
    }

    /** The node's own program in a process that can be killed. */
    private static final class ChildNode implements AutoCloseable {
        private final Path folder;
        private final Process process;
        private final Path log;
        private final HttpClient http = HttpClient.newHttpClient();

        private ChildNode(Path folder, Process process, Path log) {
            this.folder = folder;
            this.process = process;
            this.log = log;
        }

        static ChildNode start(Path folder) throws IOException {
            Path config = folder.resolve("node.yml");
            Files.writeString(
                    config,
                    """
                    dataFolder: %s
                    server:
                      applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                      adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                    """
                            .formatted(folder.resolve("node")));
            Path log = Files.createTempFile(folder, "node", ".log");
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
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
            await("the node has started")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> node.port("admin").find());
            return node;
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
            call("PUT", id, TestNode.JSON.writeValueAsString(anAccount().user("anna").build()));
        }

        AccountStatus status(UUID id) throws IOException, InterruptedException {
            return TestNode.JSON.readValue(call("GET", id, ""), AccountStatus.class);
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
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
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
}
