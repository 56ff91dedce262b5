package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one credential may do within an account. Each scope may create and delete locks. */
public enum Scope {
    /** Everything. */
    @JsonProperty("full")
    FULL,
    /** Reads and new objects; nothing but a lock can be deleted. */
    @JsonProperty("append")
    APPEND,
    /** Reads. */
    @JsonProperty("read")
    READ
}
