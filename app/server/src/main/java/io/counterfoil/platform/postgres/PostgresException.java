package io.counterfoil.platform.postgres;

/** The embedded PostgreSQL can't be had; the message says why and what to do next. */
public final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
