package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server in the data folder, which this process starts and stops.
 *
 * <p>It listens on 127.0.0.1 at a free port that changes with each start, asks everybody for a
 * password, and keeps what it has committed through a kill or a power failure. The database is
 * called {@value #DATABASE}; {@code public} is its only schema, and its owner's.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String DATABASE = "counterfoil";
    private static final String HOST = "127.0.0.1";
    // Together with a fast stop after it, less than five.
    private static final int SESSIONS_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final int port;
    private final Passwords passwords;
    private final @Nullable Running running;

    /** What has to end with this object. */
    private record Running(
            Postmaster postmaster, FolderLock lock, Thread exitHook, Closing closing) {}

    /** How far {@link #close} is, and how long an exit waits for it. */
    private static final class Closing {
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Duration patience = Duration.ZERO;
    }

    private EmbeddedPostgres(int port, Passwords passwords, @Nullable Running running) {
        this.port = port;
        this.passwords = passwords;
        this.running = running;
    }

    /**
     * Starts the server, and makes the database before if there is none. Takes about two seconds
     * the first time and less than one from then on, longer only where a killed server's log has to
     * be read again.
     *
     * @throws PostgresException if the folder is in use by another service or made by another major
     *     version, if nobody may run the server here, or if it doesn't start
     */
    public static EmbeddedPostgres start(PostgresSettings settings, SecureRandom random) {
        try {
            Path home = prepare(settings.home());
            FolderLock lock =
                    FolderLock.tryLock(home)
                            .orElseThrow(
                                    () ->
                                            new PostgresException(
                                                    "Another service is running on %s. Stop it first, or give this one a data folder of its own."
                                                            .formatted(home)));
            return start(home, settings, lock, random);
        } catch (IOException e) {
            throw unusable(settings, e);
        }
    }

    /**
     * For a command beside a service: the server of the service that is running on the folder,
     * which goes on after {@link #close}, or else one that is started for this object.
     *
     * @throws PostgresException as {@link #start}, and if a running service is just starting
     */
    public static EmbeddedPostgres join(PostgresSettings settings, SecureRandom random) {
        try {
            Path home = prepare(settings.home());
            Optional<FolderLock> lock = FolderLock.tryLock(home);
            if (lock.isPresent()) {
                return start(home, settings, lock.get(), random);
            }
            PidFile server =
                    PidFile.read(Cluster.folder(home))
                            .orElseThrow(
                                    () ->
                                            new PostgresException(
                                                    "A service is just starting on %s. Try again in a moment."
                                                            .formatted(home)));
            return new EmbeddedPostgres(server.port(), Passwords.read(home), null);
        } catch (IOException e) {
            throw unusable(settings, e);
        }
    }

    /** Whether a database was made in the folder before. */
    public static boolean exists(PostgresSettings settings) {
        return Files.exists(Cluster.folder(settings.home()));
    }

    /** Always the loopback address. */
    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** Without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, DATABASE);
    }

    /** May do everything: for backup and restore alone. */
    public Credentials superuser() {
        return passwords.superuser();
    }

    /** Owns the database and, with it, what migrations make. */
    public Credentials owner() {
        return passwords.owner();
    }

    /** May connect and make temporary tables; the rest is for migrations to grant. */
    public Credentials app() {
        return passwords.app();
    }

    /**
     * Ends all sessions and stops the server in less than five seconds; a second call does nothing.
     */
    @Override
    public void close() {
        if (running == null || !running.closing().begun.compareAndSet(false, true)) {
            return;
        }
        try {
            removeHook(running.exitHook());
            running.postmaster().stop();
            running.lock().close();
        } catch (IOException e) {
            throw new PostgresException("PostgreSQL could not be stopped: " + e, e);
        } finally {
            running.closing().done.countDown();
        }
    }

    /**
     * Says that {@link #close} comes at an exit of the JVM, after those who need the database: the
     * server is stopped without it only if it doesn't come so long.
     */
    public void awaitClose(Duration patience) {
        if (running != null) {
            running.closing().patience = patience;
        }
    }

    private static EmbeddedPostgres start(
            Path home, PostgresSettings settings, FolderLock lock, SecureRandom random)
            throws IOException {
        EmbeddedPostgres started = null;
        try {
            Programs programs = Programs.unpack(prepare(settings.programs()));
            RunAs runAs = RunAs.choose(programs.postgres());
            var cluster = new Cluster(home, programs, runAs);
            var postmaster = new Postmaster(cluster, programs, runAs, home.resolve("server.log"));
            Passwords passwords;
            if (cluster.exists()) {
                cluster.refuseOtherMajor();
                passwords = Passwords.read(home);
                postmaster.clearRemains();
            } else {
                passwords = Passwords.create(home, random);
                cluster.create(passwords, settings.durable());
            }
            int port = postmaster.start(settings.durable());
            programs.removeOthers();
            Closing closing = new Closing();
            Thread hook = new Thread(() -> stopAtExit(postmaster, closing), "postgres-at-exit");
            started =
                    new EmbeddedPostgres(
                            port, passwords, new Running(postmaster, lock, hook, closing));
            Runtime.getRuntime().addShutdownHook(hook);
            return started;
        } finally {
            if (started == null) {
                lock.close();
            }
        }
    }

    // For an exit without close(), say because the service failed to start. Where the service is
    // stopping in an orderly way beside this thread, its sessions are left alone meanwhile.
    private static void stopAtExit(Postmaster postmaster, Closing closing) {
        try {
            if (closing.done.await(closing.patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            postmaster.stopAfterSessions(SESSIONS_SECONDS);
        } catch (IOException | PostgresException e) {
            LOG.error("PostgreSQL could not be stopped; the next start will", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The hook is at work already", e);
        }
    }

    private static Path prepare(Path folder) throws IOException {
        return Files.createDirectories(folder).toRealPath();
    }

    private static PostgresException unusable(PostgresSettings settings, IOException cause) {
        return new PostgresException(
                "PostgreSQL can't use the folder %s: %s. It has to be this user's, with space left."
                        .formatted(settings.home(), cause),
                cause);
    }
}
