package io.counterfoil.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Which PostgreSQL to use.
 *
 * @param url JDBC URL of an external server, version 15 or newer; empty: one is started in the data
 *     folder
 * @param password of the application's role, which is called {@value #APP_ROLE}
 * @param ownerUser the role that owns the database and runs the migrations
 * @param ownerPassword its password
 * @param connections how many connections the pool may open
 */
public record DatabaseSettings(
        String url, String password, String ownerUser, String ownerPassword, int connections) {
    /** The role that the application works as: it owns nothing, so the row policies bind it. */
    public static final String APP_ROLE = "counterfoil_app";

    private static final int CONNECTIONS = 24;

    /** Reads the settings; what is left out is empty. */
    @JsonCreator
    public static DatabaseSettings of(
            @Nullable String url,
            @Nullable String password,
            @Nullable String ownerUser,
            @Nullable String ownerPassword,
            @Nullable Integer connections) {
        return new DatabaseSettings(
                orEmpty(url),
                orEmpty(password),
                orEmpty(ownerUser),
                orEmpty(ownerPassword),
                connections == null ? CONNECTIONS : connections);
    }

    /** The database that is started in the data folder. */
    public static DatabaseSettings embedded() {
        return of(null, null, null, null, null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public String toString() {
        return url.isEmpty() ? "embedded" : url.replaceAll("\\?.*", "");
    }
}
