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
    CLOSED
}
