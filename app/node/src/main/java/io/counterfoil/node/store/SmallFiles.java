package io.counterfoil.node.store;

import java.io.IOException;
import java.util.Map;

/** Small files that are read and replaced as a whole. */
public interface SmallFiles {
    /**
     * Puts a file in place of an old one or none. What this returned from survives a power cut;
     * after a crash there is the old or the new one.
     */
    void replace(String name, byte[] content) throws IOException;

    /** All of them, by name. */
    Map<String, byte[]> readAll() throws IOException;

    /** Where one is, for people. */
    String where(String name);
}
