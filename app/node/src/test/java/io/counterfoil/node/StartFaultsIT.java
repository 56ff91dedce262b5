package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that can't start says why in a sentence, and not where in its code. */
class StartFaultsIT {
    @TempDir private Path folder;

    /** How a program ended and the last line that it wrote. */
    private record Ended(int status, String last, String all) {}

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = start(settings(folder.resolve("data"), other.getLocalPort()));
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.last())
                    .contains(":" + other.getLocalPort() + ": another program has this port.");
        }
    }

    @Test
    void aMissingSettingsFileIsNamed() throws Exception {
        for (String command : List.of("server", "check")) {
            Ended ended = run(command, folder.resolve("nowhere.yml"));
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.last()).contains("nowhere.yml not found. Check how it is spelled");
            assertThat(ended.all()).doesNotContain("Exception");
        }
    }

    @Test
    void aSettingThatIsUnknownIsNamed() throws Exception {
        Path settings = Files.writeString(folder.resolve("node.yml"), "dataFoldr: x\n");
        Ended ended = start(settings);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.all()).contains("dataFoldr").doesNotContain("at io.dropwizard");
    }

    @Test
    void aDataFolderThatIsAFileIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "not a folder");
        Ended ended = start(settings(file, 0));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.last()).contains(file + " can't be used");
    }

    private Path settings(Path data, int port) throws IOException {
        return Files.writeString(
                folder.resolve("node.yml"),
                """
                dataFolder: %s
                server:
                  applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  adminConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
                """
                        .formatted(data, port));
    }

    private static Ended start(Path settings) throws IOException, InterruptedException {
        return run("server", settings);
    }

    private static Ended run(String command, Path settings)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                NodeApplication.class.getName(),
                                command,
                                settings.toString())
                        .redirectErrorStream(true)
                        .start();
        try (InputStream out = process.getInputStream()) {
            String all = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Ended(process.exitValue(), all.substring(all.lastIndexOf('\n') + 1), all);
        }
    }
}
