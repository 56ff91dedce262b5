package io.counterfoil.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.ChildJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Made once, and copied for each test: making one takes longer than most tests. */
    @TempDir private static Path made;

    @TempDir private Path temporary;
    private Path home;

    @BeforeAll
    static void aDatabaseIsMade() {
        EmbeddedPostgres.start(TestPostgres.settings(made.resolve("postgres")), new SecureRandom())
                .close();
    }

    @BeforeEach
    void aFolderWithSpacesInItsName() throws Exception {
        home = Files.createDirectories(temporary.resolve("a data folder")).resolve("postgres");
        Process copy =
                new ProcessBuilder(
                                "cp", "-a", made.resolve("postgres").toString(), home.toString())
                        .inheritIO()
                        .start();
        assertThat(copy.waitFor()).isZero();
    }

    @Test
    void dataOutlivesAStop() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            write(server, "before the stop");
        }
        try (EmbeddedPostgres server = start()) {
            assertThat(read(server)).containsExactly("before the stop");
        }
    }

    @Test
    void stopsInTimeAlthoughASessionIsBusy() throws Exception {
        EmbeddedPostgres server = start();
        long pid = serverPid();
        try (Connection session = connect(server, server.app());
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("SELECT 1");
            long start = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP_LIMIT);
            session.abort(Runnable::run);
        }
        awaitEnd(pid);
    }

    @Test
    void closingTwiceIsFine() {
        EmbeddedPostgres server = start();
        server.close();
        server.close();
        assertThat(PidFile.in(home.resolve("cluster"))).doesNotExist();
    }

    @Test
    void closesAlthoughTheServerWasKilled() throws IOException {
        EmbeddedPostgres server = start();
        long pid = serverPid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        awaitEnd(pid);
        server.close();
        startOnceHelpersHaveLeft().close();
    }

    @Test
    void takesOverFromAServiceThatWasKilled() throws Exception {
        Process service = spawn();
        try (BufferedReader output = service.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(output.readLine());
            write(connect(port), "committed before the kill");
        } finally {
            kill(service);
        }
        long orphan = serverPid();
        assertThat(ProcessHandle.of(orphan)).as("the server outlives its service").isPresent();
        try (EmbeddedPostgres server = start()) {
            assertThat(read(server)).containsExactly("committed before the kill");
            awaitEnd(orphan);
        }
    }

    @Test
    void recoversWhenServiceAndServerWereKilledAndTheirNumberIsAnothersNow() throws Exception {
        Process service = spawn();
        try (BufferedReader output = service.inputReader(StandardCharsets.UTF_8)) {
            write(connect(Integer.parseInt(output.readLine())), "committed before the crash");
        } finally {
            kill(service);
        }
        long server = serverPid();
        ProcessHandle.of(server).orElseThrow().destroyForcibly();
        awaitEnd(server);
        Path pidFile = PidFile.in(home.resolve("cluster"));
        List<String> lines = Files.readAllLines(pidFile);
        lines.set(0, String.valueOf(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);

        try (EmbeddedPostgres again = startOnceHelpersHaveLeft()) {
            assertThat(read(again)).containsExactly("committed before the crash");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void beginsAnewWhereMakingTheDatabaseWasCutShort() throws Exception {
        Folders.delete(home);
        Files.createDirectories(home.resolve("making-1").resolve("cluster").resolve("base"));
        Files.writeString(home.resolve("passwords"), "postgres=half");
        try (EmbeddedPostgres server = start()) {
            write(server, "works");
            assertThat(home.resolve("making-1")).doesNotExist();
        }
    }

    @Test
    void refusesASecondServiceOnTheSameFolder() throws Exception {
        try (EmbeddedPostgres first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("Another service is running on");
            write(first, "still there");
            assertThat(read(first)).containsExactly("still there");
        }
    }

    @Test
    void refusesASecondServiceOfAnotherProcess() throws Exception {
        Process service = spawn();
        try (BufferedReader output = service.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isNotNull();
            assertThatThrownBy(this::start).hasMessageContaining("Another service is running on");
        } finally {
            service.destroy();
            service.waitFor();
        }
        assertThat(PidFile.in(home.resolve("cluster")))
                .as("a service that is told to end stops its server")
                .doesNotExist();
    }

    @Test
    void whoeverStopsWithTheServiceHasItsDatabaseUntilTheEnd() throws Exception {
        Process service = spawn(KeepPostgresRunning.STOP_SLOWLY);
        try (BufferedReader output = service.inputReader(StandardCharsets.UTF_8)) {
            write(connect(Integer.parseInt(output.readLine())), "before");
            service.toHandle().destroy();
            assertThat(output.readLine()).isEqualTo("a new session works");
        } finally {
            kill(service);
        }
    }

    @Test
    void aCommandJoinsTheServerOfARunningService() throws Exception {
        try (EmbeddedPostgres service = start()) {
            write(service, "of the service");
            try (EmbeddedPostgres command =
                    EmbeddedPostgres.join(TestPostgres.settings(home), new SecureRandom())) {
                assertThat(read(command)).containsExactly("of the service");
            }
            assertThat(read(service)).hasSize(1);
        }
        try (EmbeddedPostgres command =
                EmbeddedPostgres.join(TestPostgres.settings(home), new SecureRandom())) {
            assertThat(read(command)).containsExactly("of the service");
        }
        assertThat(PidFile.in(home.resolve("cluster"))).doesNotExist();
    }

    @Test
    void refusesTheFolderOfAnotherMajorVersion() throws IOException {
        Files.writeString(home.resolve("cluster").resolve("PG_VERSION"), "14\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("PostgreSQL 14")
                .hasMessageContaining("\"backup\"")
                .hasMessageContaining("\"restore\"");
        assertThat(home.resolve("cluster")).isNotEmptyDirectory();
    }

    @Test
    void showsTheEndOfTheLogWhenTheServerDoesNotStart() throws IOException {
        Folders.delete(home.resolve("cluster").resolve("global"));
        assertThatThrownBy(this::start)
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("server.log")
                .hasMessageContaining("pg_control");
    }

    @Test
    void asksEverybodyForAPassword() {
        try (EmbeddedPostgres server = start()) {
            for (Credentials role : List.of(server.superuser(), server.owner(), server.app())) {
                assertThatThrownBy(() -> connect(server, new Credentials(role.user(), "wrong")))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    @Test
    void theOwnerMakesTablesAndTheApplicationOnlyTemporaryOnes() throws SQLException {
        try (EmbeddedPostgres server = start();
                Connection owner = connect(server, server.owner());
                Connection app = connect(server, server.app());
                Statement asOwner = owner.createStatement();
                Statement asApp = app.createStatement()) {
            asOwner.execute("CREATE TABLE made_by_owner (id bigint)");
            asOwner.execute("CREATE SCHEMA another");
            asApp.execute("CREATE TEMPORARY TABLE made_by_app (id bigint)");
            assertThatThrownBy(() -> asApp.execute("CREATE TABLE permanent (id bigint)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> asApp.execute("SELECT * FROM made_by_owner"))
                    .hasMessageContaining("permission denied");
            try (ResultSet roles =
                    asApp.executeQuery(
                            """
                            SELECT count(*) FROM pg_roles
                            WHERE rolname IN ('counterfoil_owner', 'counterfoil_app')
                              AND NOT rolsuper AND NOT rolbypassrls AND rolcanlogin
                              AND NOT rolcreatedb AND NOT rolcreaterole
                            """)) {
                assertThat(roles.next()).isTrue();
                assertThat(roles.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void isToldToSyncAndToListenToThisMachineOnly() throws SQLException {
        var durable = new PostgresSettings(home, TestPostgres.settings(home).programs(), true);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(durable, new SecureRandom())) {
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(server, "full_page_writes")).isEqualTo("on");
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(server, "unix_socket_directories")).isEmpty();
            assertThat(setting(server, "server_encoding")).isEqualTo("UTF8");
            assertThat(setting(server, "log_timezone")).isEqualTo("UTC");
        }
    }

    @Test
    void nobodyElseReadsPasswordsLogAndData() throws IOException {
        assertThat(permissions("passwords")).isEqualTo("rw-------");
        assertThat(permissions("server.log")).isEqualTo("rw-------");
        assertThat(permissions("cluster")).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cluster", "lock", "passwords", "server.log");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(TestPostgres.settings(home), new SecureRandom());
    }

    // The helpers of a killed server take a moment to see that it is gone.
    private EmbeddedPostgres startOnceHelpersHaveLeft() {
        return Awaitility.await("helpers' end")
                .ignoreException(PostgresException.class)
                .until(this::start, server -> true);
    }

    private Process spawn(String... how) throws IOException {
        List<String> command =
                ChildJava.command(KeepPostgresRunning.class, home.toString());
        command.addAll(List.of(how));
        return new ProcessBuilder(command)
                .redirectError(temporary.resolve("service.log").toFile())
                .start();
    }

    private static void kill(Process service) throws InterruptedException {
        service.destroyForcibly();
        assertThat(service.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private long serverPid() throws IOException {
        return PidFile.read(home.resolve("cluster")).orElseThrow().pid();
    }

    // The server takes its note away a moment before it ends.
    private static void awaitEnd(long pid) {
        Awaitility.await("end of the server process").until(() -> ProcessHandle.of(pid).isEmpty());
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file)));
    }

    private static String setting(EmbeddedPostgres server, String name) throws SQLException {
        try (Connection connection = connect(server, server.superuser());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW " + name)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static void write(EmbeddedPostgres server, String text) throws SQLException {
        write(connect(server, server.owner()), text);
    }

    private static void write(Connection connection, String text) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS note (words text)");
            statement.execute("INSERT INTO note VALUES ('" + text + "')");
        }
    }

    private static List<String> read(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = connect(server, server.owner());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT words FROM note")) {
            var words = new ArrayList<String>();
            while (rows.next()) {
                words.add(rows.getString(1));
            }
            return words;
        }
    }

    private Connection connect(int port) throws IOException, SQLException {
        Credentials owner = Passwords.read(home).owner();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedPostgres.DATABASE,
                owner.user(),
                owner.password());
    }

    private static Connection connect(EmbeddedPostgres server, Credentials role)
            throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), role.user(), role.password());
    }
}
