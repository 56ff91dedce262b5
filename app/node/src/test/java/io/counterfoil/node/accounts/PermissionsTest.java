package io.counterfoil.node.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.store.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
    /**
     * Rows: state and scope; columns: read, write data, delete data, write a lock, delete a lock.
     */
    @ParameterizedTest
    @CsvSource({
        "OPEN,   FULL,   yes, yes, yes, yes, yes",
        "OPEN,   APPEND, yes, yes, no,  yes, yes",
        "OPEN,   READ,   yes, no,  no,  yes, yes",
        "FROZEN, FULL,   yes, no,  no,  yes, yes",
        "FROZEN, APPEND, yes, no,  no,  yes, yes",
        "FROZEN, READ,   yes, no,  no,  yes, yes",
        "CLOSED, FULL,   no,  no,  no,  no,  no",
        "CLOSED, APPEND, no,  no,  no,  no,  no",
        "CLOSED, READ,   no,  no,  no,  no,  no",
        "MOVING, FULL,   no,  no,  no,  no,  no",
        "MOVING, READ,   no,  no,  no,  no,  no",
        "MOVED,  FULL,   yes, no,  no,  no,  no",
        "OPEN,   COPY,   yes, no,  no,  no,  no",
        "FROZEN, COPY,   yes, no,  no,  no,  no",
        "CLOSED, COPY,   yes, no,  no,  no,  no",
        "MOVING, COPY,   yes, no,  no,  no,  no",
    })
    void stateAndScopeDecideTogether(
            AccountState state,
            Scope scope,
            String read,
            String write,
            String delete,
            String lock,
            String unlock) {
        for (Kind kind : Kind.values()) {
            boolean locks = kind == Kind.LOCKS;
            assertThat(may(state, scope, Permissions.Action.READ, kind)).isEqualTo(read);
            assertThat(may(state, scope, Permissions.Action.WRITE, kind))
                    .isEqualTo(locks ? lock : write);
            assertThat(may(state, scope, Permissions.Action.DELETE, kind))
                    .isEqualTo(locks ? unlock : delete);
        }
    }

    private static String may(
            AccountState state, Scope scope, Permissions.Action action, Kind kind) {
        return Permissions.check(state, scope, action, kind) == null ? "yes" : "no";
    }
}
