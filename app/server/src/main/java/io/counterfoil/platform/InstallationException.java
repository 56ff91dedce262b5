package io.counterfoil.platform;

/**
 * Parts of this installation, such as its database and its keys, are not what they have to be; the
 * message says why and what to do next.
 */
public final class InstallationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong and what to do, in sentences. */
    public InstallationException(String message) {
        super(message);
    }

    /** The same, as it was found by {@code cause}. */
    public InstallationException(String message, Throwable cause) {
        super(message, cause);
    }
}
