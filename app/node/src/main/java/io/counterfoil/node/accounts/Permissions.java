package io.counterfoil.node.accounts;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Refusal;
import org.jspecify.annotations.Nullable;

/** Who may do what: the account's state first, then the credential's scope. */
public final class Permissions {
    private Permissions() {}

    /** What a request does to an object. */
    public enum Action {
        READ,
        WRITE,
        DELETE
    }

    /**
     * Null when it is allowed. Whoever may read may also lock: restic locks before it restores or
     * checks, and a reader without a lock would be at the mercy of a prune.
     *
     * @param kind null for a whole repository
     */
    static @Nullable Refusal check(
            AccountState state, Scope scope, Action action, @Nullable Kind kind) {
        if (scope == Scope.COPY) {
            return action == Action.READ ? null : Refusal.READ_ONLY;
        }
        switch (state) {
            case CLOSED -> {
                return Refusal.CLOSED;
            }
            case MOVING -> {
                return Refusal.MOVING;
            }
            case MOVED -> {
                // Reads are handed on; what began before may end, but not change anything.
                return action == Action.READ ? null : Refusal.MOVING;
            }
            case OPEN, FROZEN -> {}
        }
        if (action == Action.READ || kind == Kind.LOCKS) {
            return null;
        }
        if (state == AccountState.FROZEN) {
            return Refusal.FROZEN;
        }
        return switch (scope) {
            case FULL -> null;
            case APPEND -> action == Action.DELETE ? Refusal.APPEND_ONLY : null;
            case READ, COPY -> Refusal.READ_ONLY;
        };
    }
}
