package io.counterfoil.platform.postgres;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/** Starts a server in the folder that its argument names, says so, and stays until it is killed. */
public final class KeepPostgresRunning {
    /** As a second argument: to use the database for three seconds more when told to end. */
    static final String STOP_SLOWLY = "stop-slowly";

    private static final Duration WORK_LEFT = Duration.ofSeconds(3);

    private KeepPostgresRunning() {}

    public static void main(String[] arguments) throws InterruptedException {
        var settings = TestPostgres.settings(Path.of(arguments[0]));
        EmbeddedPostgres server = EmbeddedPostgres.start(settings, new SecureRandom());
        if (Arrays.asList(arguments).contains(STOP_SLOWLY)) {
            server.awaitClose(Duration.ofSeconds(20));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopSlowly(server)));
        }
        System.out.println(server.port());
        Thread.currentThread().join();
    }

    private static void stopSlowly(EmbeddedPostgres server) {
        await("work that is left").pollDelay(WORK_LEFT).until(() -> true);
        try (Connection session =
                DriverManager.getConnection(
                        server.jdbcUrl(), server.app().user(), server.app().password())) {
            System.out.println(session.isValid(1) ? "a new session works" : "no session");
        } catch (SQLException e) {
            System.out.println(e.getMessage());
        } finally {
            server.close();
        }
    }
}
