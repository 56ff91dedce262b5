package io.counterfoil.provisioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.node.contract.Scope;
import java.util.Arrays;
import java.util.Locale;

/** What a key to an account's repository lets its bearer do. */
public enum KeyScope {
    /** Everything. */
    @JsonProperty("full")
    FULL(Scope.FULL),
    /** Reads and new objects: whoever steals it deletes no backup. */
    @JsonProperty("append")
    APPEND(Scope.APPEND),
    /** Reads. */
    @JsonProperty("read")
    READ(Scope.READ);

    private final Scope onNode;

    KeyScope(Scope onNode) {
        this.onNode = onNode;
    }

    /** Whether a backup can be made with it. */
    public boolean backsUp() {
        return this != READ;
    }

    /** Whether backups can be deleted with it. */
    public boolean deletes() {
        return this == FULL;
    }

    /** As programs name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the node calls it. */
    Scope onNode() {
        return onNode;
    }

    static KeyScope of(Scope onNode) {
        return Arrays.stream(values())
                .filter(scope -> scope.onNode == onNode)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no key has the scope " + onNode));
    }
}
