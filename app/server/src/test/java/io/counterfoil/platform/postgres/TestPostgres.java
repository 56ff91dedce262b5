package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The PostgreSQL of this test run: one per JVM, started when first asked for, without fsync, in
 * memory where the machine has a folder for that, gone when the JVM ends.
 */
public final class TestPostgres {
    private static final Path FOLDER = Path.of("target", "test-postgres");
    private static final Path MEMORY = Path.of("/dev/shm");
    // What the server's log and the databases of two lanes of tests take at most, with room to
    // spare; containers often have 64 MB there.
    private static final long MEMORY_NEEDED = 3L << 30;

    private TestPostgres() {}

    /** The settings of a database of a test's own, with the programs unpacked once for all. */
    public static PostgresSettings settings(Path home) {
        return new PostgresSettings(home, FOLDER, false);
    }

    /** The server of this JVM. */
    public static EmbeddedPostgres get() {
        return Holder.SERVER;
    }

    private static EmbeddedPostgres start() {
        try {
            Path folder = Files.createDirectories(folder());
            sweep(folder);
            Path home = Files.createTempDirectory(folder, "server-");
            EmbeddedPostgres server = EmbeddedPostgres.start(settings(home), new SecureRandom());
            askNobodyForPasswords(server, home);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(server, home), "test-postgres"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Each of some thousand sessions would begin with it, and what driver and server hash to prove a
    // password takes longer than all else that begins a session.
    private static void askNobodyForPasswords(EmbeddedPostgres server, Path home) throws IOException {
        Path rules = home.resolve("cluster").resolve("pg_hba.conf");
        Files.writeString(rules, Files.readString(rules).replace("scram-sha-256", "trust"));
        Credentials superuser = server.superuser();
        try (Connection connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(), superuser.user(), superuser.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException("the tests' database can't be told its rules", e);
        }
    }

    // Every database is a thousand files, which disks make slowly.
    private static Path folder() throws IOException {
        boolean roomy =
                Files.isWritable(MEMORY)
                        && Files.getFileStore(MEMORY).getUsableSpace() > MEMORY_NEEDED;
        // One for each checkout: what is swept there must not be another's that just begins.
        String name =
                "counterfoil-test-%s-%08x"
                        .formatted(
                                System.getProperty("user.name"),
                                FOLDER.toAbsolutePath().hashCode());
        return roomy ? MEMORY.resolve(name) : FOLDER;
    }

    private static void stop(EmbeddedPostgres server, Path home) {
        try {
            server.close();
            Folders.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What test runs that were killed have left.
    private static void sweep(Path folder) throws IOException {
        try (var folders = Files.newDirectoryStream(folder, "server-*")) {
            for (Path home : folders) {
                Optional<FolderLock> lock = FolderLock.tryLock(home.toRealPath());
                if (lock.isPresent()) {
                    lock.get().close();
                    if (EmbeddedPostgres.exists(settings(home))) {
                        EmbeddedPostgres.start(settings(home), new SecureRandom()).close();
                    }
                    Folders.delete(home);
                }
            }
        }
    }

    private static final class Holder {
        private static final EmbeddedPostgres SERVER = start();
    }
}
