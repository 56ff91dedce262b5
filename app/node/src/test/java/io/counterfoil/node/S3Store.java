package io.counterfoil.node;

import io.counterfoil.node.store.StoreSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An S3 store that tests put objects in. */
interface S3Store {
    /**
     * The one for all tests that do it no harm: the one that the environment names, or else the
     * engine that the tests start.
     */
    static S3Store shared() {
        S3Store foreign = ForeignS3.NAMED;
        return foreign == null ? S3Engine.shared() : foreign;
    }

    /** How a node is told of it; the prefix ends in a slash. */
    StoreSettings.S3 store(String prefix);

    /** Its bucket, as restic calls it, and the keys as restic finds them. */
    String url();

    /** For programs that go to it by themselves. */
    Map<String, String> environment();

    /** The keys under a prefix in their order. */
    List<String> keys(String prefix) throws IOException;

    /** The bytes of all objects under a prefix. */
    long bytes(String prefix) throws IOException;

    /** Removes all that lies under a prefix. */
    void empty(String prefix) throws IOException;
}
