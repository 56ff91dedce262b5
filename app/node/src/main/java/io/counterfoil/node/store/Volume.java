package io.counterfoil.node.store;

/** What holds the objects, as the control service plans with it. */
public interface Volume {
    /** Bytes in all. */
    long totalBytes();

    /**
     * Bytes that may still come.
     *
     * @param usedBytes what accounts have stored
     */
    long usableBytes(long usedBytes);
}
