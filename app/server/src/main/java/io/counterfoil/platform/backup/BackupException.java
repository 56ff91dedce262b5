package io.counterfoil.platform.backup;

/** A backup can't be made or brought back; the message says why and what to do next. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
