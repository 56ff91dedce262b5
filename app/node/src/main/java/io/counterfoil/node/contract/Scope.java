package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one credential may do within an account. Each but {@link #COPY} may create
 * and delete locks. */
public enum Scope {
    /** Everything. */
    @JsonProperty("full")
    FULL,
    /** Reads and new objects; nothing but a lock can be deleted. */
    @JsonProperty("append")
    APPEND,
    /** Reads. */
    @JsonProperty("read")
    READ,
    /** Reads and no locks, whatever the account's state: for the node that takes the account over. */
    @JsonProperty("copy")
    COPY
}
