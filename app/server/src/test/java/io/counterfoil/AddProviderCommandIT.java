package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddProviderCommandIT {
    @TempDir private Path folder;

    @Test
    void beforeTheFirstStartItSaysSoAndMakesNoKey() throws Exception {
        try (TestDatabase database = TestDatabase.empty()) {
            Path settings =
                    Files.writeString(
                            folder.resolve("config.yml"),
                            """
                            dataFolder: %s
                            database: {url: '%s', password: '%s', ownerUser: %s, ownerPassword: '%s'}
                            """
                                    .formatted(
                                            folder.resolve("data"),
                                            database.jdbcUrl(),
                                            database.app().password(),
                                            database.owner().user(),
                                            database.owner().password()));
            Process command =
                    new ProcessBuilder(
                                    List.of(
                                            ProcessHandle.current().info().command().orElseThrow(),
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            CounterfoilApplication.class.getName(),
                                            "add-provider",
                                            settings.toString(),
                                            "--name=Third",
                                            "--web-address=third.example"))
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(command.waitFor()).isEqualTo(1);
            assertThat(said)
                    .contains("The database is still empty. Start the service once")
                    .doesNotContain("Exception");
            assertThat(folder.resolve("data/keys")).doesNotExist();
        }
    }
}
