package io.counterfoil.platform;

/** A text that should be CSV is none; the message says in which line and what to do about it. */
public final class CsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CsvException(int line, String message) {
        super("Line " + line + ": " + message);
    }
}
