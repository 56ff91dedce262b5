package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an account's clients may do at all, whatever their credential's scope. */
public enum AccountState {
    /** Reads and writes within the quota. */
    @JsonProperty("open")
    OPEN,
    /** Reads only, but locks stay writable so that restores and checks work; writes answer 403. */
    @JsonProperty("frozen")
    FROZEN,
    /** Nothing: every request answers 403. The bytes stay. */
    @JsonProperty("closed")
    CLOSED,
    /**
     * Nothing for the moment: requests wait for another state for some seconds, and then answer
     * 503, so that clients try again. Once a specification with it was answered, no client's upload
     * or deletion of before takes effect.
     */
    @JsonProperty("moving")
    MOVING,
    /** Everything, on the node of {@link MovedTo}, to which this one hands each request on. */
    @JsonProperty("moved")
    MOVED
}
