package io.counterfoil.story;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.ChildJava;
import io.counterfoil.ForeignPrograms;
import io.counterfoil.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The shipped jar with the shipped settings, as a process of its own that can be killed and started
 * again.
 */
final class RunningService {
    private static final Path TOP = Path.of(System.getProperty("top"));

    private final Path folder;
    private final int port = FreePort.find();
    private final int nodePort = FreePort.find();
    private final Map<String, String> environment;
    private @Nullable Process process;

    RunningService(Path folder) {
        this.folder = folder;
        this.environment =
                Map.of(
                        "DATA_FOLDER", folder.resolve("data").toString(),
                        "HTTP_PORT", String.valueOf(port),
                        "ADMIN_PORT", "0",
                        "NODE_PORT", String.valueOf(nodePort),
                        "NODE_ADMIN_PORT", "0");
    }

    /** Starts it and returns once it answers. */
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(commandLine("server"));
        builder.environment().putAll(environment);
        builder.directory(TOP.toFile()).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Process started = builder.start();
        process = started;
        await("the service to answer")
                .atMost(Duration.ofMinutes(2))
                .failFast("the service has ended; see " + log(), () -> !started.isAlive())
                .until(this::answers);
    }

    /** Runs another of its commands beside it. */
    ForeignPrograms.Ended command(String name) throws IOException, InterruptedException {
        return new Programs(folder).run(environment, commandLine(name));
    }

    private static String[] commandLine(String command) {
        List<String> words = new ArrayList<>(ChildJava.java());
        words.add("-jar");
        words.add(TOP.resolve("app/server/target/counterfoil.jar").toString());
        words.add(command);
        words.add(TOP.resolve("config.yml").toString());
        return words.toArray(String[]::new);
    }

    /** Kills it as the kernel would: no shutdown hook runs. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Asks it to stop and waits until it has. */
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the service does not stop");
            }
        }
    }

    /** Where its pages and its API are. */
    URI address() {
        return URI.create("http://localhost:" + port + "/");
    }

    /** The facts of the demo world, as other programs read them. */
    JsonNode demo() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("data/demo.json").toFile());
    }

    /** Everything that it has printed. */
    Path log() {
        return folder.resolve("service.log");
    }

    /** The folder of keys of open print runs. */
    Path runKeys() {
        return folder.resolve("data/keys/runs");
    }

    private boolean answers() throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest health = HttpRequest.newBuilder(address().resolve("health")).build();
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200
                    && Files.exists(folder.resolve("data/demo.json"));
        } catch (IOException e) {
            // Not listening yet: that is what the caller waits for.
            return false;
        }
    }
}
