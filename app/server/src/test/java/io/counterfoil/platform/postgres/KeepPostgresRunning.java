package io.counterfoil.platform.postgres;

import java.nio.file.Path;
import java.security.SecureRandom;

/** Starts a server in the folder that its argument names, says so, and stays until it is killed. */
public final class KeepPostgresRunning {
    private KeepPostgresRunning() {}

    public static void main(String[] arguments) throws InterruptedException {
        var settings = TestPostgres.settings(Path.of(arguments[0]));
        EmbeddedPostgres server = EmbeddedPostgres.start(settings, new SecureRandom());
        System.out.println(server.port());
        Thread.currentThread().join();
    }
}
