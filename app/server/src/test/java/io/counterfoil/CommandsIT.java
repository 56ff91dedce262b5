package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.postgres.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of the jar say, most of all when they can't do their work. */
class CommandsIT {
    @TempDir private Path folder;

    /** How a command ended, and all that it printed. */
    private record Ended(int status, String said) {}

    @Test
    void beforeTheFirstStartNoProviderIsAddedAndNoKeyMade() throws Exception {
        try (TestDatabase database = TestDatabase.empty()) {
            Ended ended =
                    run(
                            "add-provider",
                            settings(database, 0),
                            "--name=Third",
                            "--web-address=third.example");
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.said())
                    .contains("The database is still empty. Start the service once")
                    .doesNotContain("Exception");
            assertThat(folder.resolve("data/keys")).doesNotExist();
        }
    }

    @Test
    void aPortThatIsTakenIsNamedAtTheEndOfAStart() throws Exception {
        try (TestDatabase database = TestDatabase.empty();
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("server", settings(database, other.getLocalPort()));
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.said().strip().lines().reduce((before, last) -> last).orElseThrow())
                    .contains(
                            ":" + other.getLocalPort() + ": another program has this port.",
                            "NODE_PORT");
        }
    }

    @Test
    void aSettingsFileThatIsNotThereIsNamed() throws Exception {
        Ended ended = run("server", folder.resolve("nowhere.yml").toString());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said())
                .contains("nowhere.yml not found. Check how it is spelled")
                .doesNotContain("Exception");
    }

    @Test
    void aCheckSaysAlsoWhenAllIsWell() throws Exception {
        try (TestDatabase database = TestDatabase.empty()) {
            String settings = settings(database, 0);
            Ended ended = run("check", settings);
            assertThat(ended.status()).isZero();
            assertThat(ended.said()).contains(settings + " can be used.");
        }
    }

    @Test
    void aBackupWithoutItsFileSaysWhatIsMissing() throws Exception {
        try (TestDatabase database = TestDatabase.empty()) {
            String settings = settings(database, 0);
            for (String command : List.of("backup", "restore")) {
                Ended ended = run(command, settings);
                assertThat(ended.status()).isEqualTo(1);
                assertThat(ended.said())
                        .isEqualTo(
                                "Name two files: the settings, such as config.yml, and then the"
                                        + " archive.\n");
            }
        }
    }

    private String settings(TestDatabase database, int nodePort) throws IOException {
        return Files.writeString(
                        folder.resolve("config.yml"),
                        """
                        dataFolder: %s
                        database: {url: '%s', password: '%s', ownerUser: %s, ownerPassword: '%s'}
                        node: {port: %d, adminPort: 0}
                        """
                                .formatted(
                                        folder.resolve("data"),
                                        database.jdbcUrl(),
                                        database.app().password(),
                                        database.owner().user(),
                                        database.owner().password(),
                                        nodePort))
                .toString();
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CounterfoilApplication.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
