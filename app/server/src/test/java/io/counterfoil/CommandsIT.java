package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.postgres.TestDatabase;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
        try (TestDatabase database = TestWorld.migrated();
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
    void aServersKeyThatTheDatabaseWasNotWrittenWithIsNamedAtTheEndOfAStart() throws Exception {
        try (TestDatabase database = TestWorld.migrated()) {
            database.execute(
                    "INSERT INTO installation (key_check) VALUES (sha256('another key'))");
            Ended ended = run("server", settings(database, 0));
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.said().strip().lines().reduce((before, last) -> last).orElseThrow())
                    .startsWith("keys/server.key in the data folder is not the key");
            assertThat(ended.said()).doesNotContain("\tat ");
        }
    }

    @Test
    void aSettingsFileThatIsNotThereIsNamed() throws Exception {
        String nowhere = folder.resolve("nowhere.yml").toString();
        Ended ended = run("server", nowhere);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said())
                .contains("nowhere.yml not found. Check how it is spelled")
                .doesNotContain("Exception");
        assertThat(CommandLine.refusal("verify", nowhere).orElseThrow())
                .contains("nowhere.yml not found. Check how it is spelled")
                .doesNotContain("Exception");
        assertThat(CommandLine.refusal("verify-proof", nowhere).orElseThrow())
                .isEqualTo("There is no file " + nowhere + ".\n");
        assertThat(CommandLine.refusal("verify-proof", folder.toString()).orElseThrow())
                .isEqualTo(folder + " can't be read. Is it a file, and may you read it?\n");
    }

    @Test
    void aProofPackIsInOrderUntilOneCharacterOfItIsChanged() throws Exception {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world)) {
            StockFixture stock = new StockFixture(world, world.caller());
            SerialRange range = stock.printed(stock.product(true), 1);
            stock.received(stock.shop("Corner"), range);
            String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
            String pack =
                    server.send(
                                    server.request(
                                                    "/api/v1/serials/%s/proof-pack"
                                                            .formatted(range.first()))
                                            .header("Authorization", "Bearer " + key)
                                            .build())
                            .body();
            String file = folder.resolve("pack.ndjson").toString();

            Files.writeString(Path.of(file), pack);
            Ended good = run("verify-proof", file);
            assertThat(good.said())
                    .contains("serial:" + range.first() + ": in order, ", "run:", "shipment:");
            assertThat(good.status()).isZero();

            Files.writeString(Path.of(file), pack.replaceFirst("received", "receiveb"));
            Ended bad = run("verify-proof", file);
            assertThat(bad.said())
                    .startsWith("NOT IN ORDER")
                    .contains("was changed")
                    .doesNotContain("Exception", "in order,", "\tat ");
            assertThat(bad.status()).isEqualTo(1);
        }
    }

    @Test
    void whatIsRelativeInTheSettingsCountsFromTheirFolderWhereverACommandIsStarted()
            throws Exception {
        assertThat(read("dataFolder: kept").dataFolder()).isEqualTo(folder.resolve("kept"));
        assertThat(read("dataFolder: kept").templates()).isEqualTo(folder.resolve("templates"));
        // Where it was looked for by those who started from here before.
        assertThatThrownBy(() -> read("dataFolder: src"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(folder.resolve("src").toString())
                .hasMessageContaining(Path.of("src").toAbsolutePath().toString());
    }

    private CounterfoilConfiguration read(String settings) throws Exception {
        Path file = Files.writeString(folder.resolve("config.yml"), settings);
        return new SettingsReader(
                        CounterfoilConfiguration.class,
                        Validators.newValidator(),
                        Jackson.newObjectMapper(),
                        "dw")
                .build(new FileConfigurationSourceProvider(), file.toString());
    }

    @Test
    void aForgottenPasswordIsMadeAnewByWhoeverRunsTheService() throws Exception {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world)) {
            StaffMembers.WithPassword ann =
                    world.member("ann@harbour.example", "Ann", "owner", null);
            Browser before = server.signedIn(ann);
            Files.createDirectories(folder.resolve("data"));
            copy(world.dataFolder(), folder.resolve("data"));
            String settings = settings(world.database(), 0);

            Ended unknown =
                    run(
                            "reset-password",
                            settings,
                            "--email=bob@harbour.example",
                            "--web-address=harbour.example");
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.said()).contains("Nobody signs in to Harbour Backup");
            Ended ended =
                    run(
                            "reset-password",
                            settings,
                            "--email=Ann@harbour.example",
                            "--web-address=harbour.example");
            assertThat(ended.status()).isZero();
            List<String> lines = ended.said().strip().lines().toList();
            assertThat(lines.get(lines.size() - 2)).contains("/console/sign-in");

            assertThat(before.get("/console/staff").statusCode()).isEqualTo(303);
            assertThat(
                            server.browser()
                                    .signIn("console", "ann@harbour.example", lines.getLast())
                                    .statusCode())
                    .isEqualTo(303);
            secondStep(world, ann.member().id());
            Ended lost =
                    run(
                            "reset-password",
                            settings,
                            "--email=ann@harbour.example",
                            "--web-address=harbour.example",
                            "--second-step");
            assertThat(
                            server.browser()
                                    .signIn(
                                            "console",
                                            "ann@harbour.example",
                                            lost.said().strip().lines().toList().getLast())
                                    .headers()
                                    .firstValue("Location"))
                    .as("without the step")
                    .hasValue("/console");
            assertThat(world.wiring()
                    .access()
                    .audit()
                    .list(world.caller(), AuditFilter.ALL, new Listing(5, null))
                    .items())
                    .anySatisfy(
                            entry -> {
                                assertThat(entry.action()).isEqualTo("staff.password_changed");
                                assertThat(entry.actor()).isEqualTo("job:reset-password");
                            });
        }
    }

    private static void secondStep(TestWorld world, UUID person) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "INSERT INTO second_step (provider_id, person_id, sealed, made_at, confirmed_at)"
                                                        + " VALUES (?, ?, '', now(), now())",
                                                tx.provider(),
                                                person));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
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
        List<String> command = ChildJava.command(CounterfoilApplication.class, arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
