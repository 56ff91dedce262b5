package io.counterfoil.provisioning;

import static org.awaitility.Awaitility.await;

import io.counterfoil.ChildJava;
import io.counterfoil.node.NodeApplication;
import io.counterfoil.node.contract.NodeKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A storage node's own program, which can be killed, behind a gate that stays where it is. */
final class NodeProcess implements AutoCloseable {
    private final String name;
    private final Path folder;
    private final Gate gate;
    private Process process;
    private Path log;

    /** Starts it with everything in a folder. */
    NodeProcess(String name, Path folder) throws IOException {
        this.name = name;
        this.folder = Files.createDirectories(folder);
        this.gate = new Gate();
        Files.writeString(
                folder.resolve("node.yml"),
                """
                dataFolder: %s
                server:
                  applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                """
                        .formatted(folder.resolve("node")));
        start();
    }

    String name() {
        return name;
    }

    Gate gate() {
        return gate;
    }

    /** Ends it without a chance to tidy up, and starts it again at other ports. */
    void killAndStart() throws IOException {
        kill();
        start();
    }

    private void start() throws IOException {
        log = Files.createTempFile(folder, "node", ".log");
        process =
                new ProcessBuilder(
                                ChildJava.command(
                                        NodeApplication.class,
                                        "server",
                                        folder.resolve("node.yml").toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        await(name + " has started")
                .atMost(Duration.ofSeconds(60))
                .until(() -> port("admin").find());
        gate.leadTo(url("application").getPort());
    }

    private Matcher port(String connector) throws IOException {
        return Pattern.compile("Started " + connector + "@.*\\{127\\.0\\.0\\.1:(\\d+)}")
                .matcher(Files.readString(log));
    }

    private URI url(String connector) throws IOException {
        Matcher port = port(connector);
        if (!port.find()) {
            throw new IllegalStateException(name + " has no port " + connector);
        }
        return URI.create("http://127.0.0.1:" + port.group(1) + "/");
    }

    /** Where it is administered now. */
    URI adminUrl() throws IOException {
        return url("admin");
    }

    NodeKey key() throws IOException {
        return NodeKey.read(folder.resolve("node").resolve("node.key"));
    }

    private void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        gate.close();
    }
}
