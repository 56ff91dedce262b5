package io.counterfoil.platform.postgres;

import java.nio.file.Path;

/**
 * Where an embedded PostgreSQL lives.
 *
 * @param home the folder of the database, its passwords and its log
 * @param programs the folder that the server's programs are unpacked into
 * @param durable whether a commit survives a power failure; only tests say no
 */
public record PostgresSettings(Path home, Path programs, boolean durable) {

    /** The settings of a service that keeps everything in this data folder. */
    public static PostgresSettings in(Path dataFolder) {
        Path home = dataFolder.resolve("postgres");
        return new PostgresSettings(home, home, true);
    }
}
