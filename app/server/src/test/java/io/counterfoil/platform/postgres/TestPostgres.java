package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The PostgreSQL of this test run: one per JVM, started when first asked for, without fsync, gone
 * when the JVM ends.
 */
public final class TestPostgres {
    private static final Path FOLDER = Path.of("target", "test-postgres");

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
            Files.createDirectories(FOLDER);
            sweep();
            Path home = Files.createTempDirectory(FOLDER, "server-");
            EmbeddedPostgres server = EmbeddedPostgres.start(settings(home), new SecureRandom());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(server, home), "test-postgres"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    private static void sweep() throws IOException {
        try (var folders = Files.newDirectoryStream(FOLDER, "server-*")) {
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
