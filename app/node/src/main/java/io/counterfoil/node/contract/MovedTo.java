package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;

/**
 * Where an account went, with its clients still coming to this node.
 *
 * @param url the data address of the other node, with a slash at the end; it knows the same
 *     credentials
 * @param copy what becomes of the bytes that still lie here
 */
public record MovedTo(URI url, Kept copy) {
    /** What becomes of the bytes that were here. */
    public enum Kept {
        /** They stay, so that the way back is short. */
        @JsonProperty("kept")
        KEPT,
        /** They are removed in the background; the account's usage tells how far that is. */
        @JsonProperty("dropped")
        DROPPED
    }

    public MovedTo {
        requireAddress(url, "moved_to");
        if (copy == null) {
            throw new IllegalArgumentException("moved_to needs its copy: kept or dropped");
        }
    }

    /**
     * Refuses what is no data address of a node; without saying it, as there may be a password in
     * it.
     */
    static void requireAddress(URI url, String where) {
        if (url == null
                || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || !url.getRawPath().endsWith("/")) {
            throw new IllegalArgumentException(
                    where
                            + " needs a node's data address as url: http or https, no user name, a"
                            + " slash at the end");
        }
    }
}
