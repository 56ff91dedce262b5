package io.counterfoil.node.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node's own clock shows. Every answer of the contract has it as a header, so that whoever
 * reads the times in the answer can tell how far that clock is off.
 */
public final class NodeTime {
    /** The name of the header; its value is an instant as in ISO 8601. */
    public static final String HEADER = "Node-Time";

    private NodeTime() {}

    /** The value of the header at an instant. */
    public static String write(Instant now) {
        return now.toString();
    }

    /** The instant of a header's value; empty if it is none. */
    public static Optional<Instant> read(String value) {
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
