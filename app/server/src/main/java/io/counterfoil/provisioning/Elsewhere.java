package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands on a node that does not hold it: one that is to take its bytes, or one that
 * hands its clients on.
 *
 * @param node which node
 * @param role what it has to do with the account
 * @param holder the data address of the node that holds the account, with a slash at the end
 * @param version of the account's desired state, the same on all nodes
 * @param appliedVersion the last one that the node confirmed; 0 = none yet
 */
record Elsewhere(Node node, Role role, URI holder, long version, long appliedVersion) {

    /** What a node has to do with an account that another one holds. */
    enum Role {
        /** It stands closed there, and takes the bytes. */
        TARGET,
        /** It hands requests on, and still has the bytes. */
        FORWARDER,
        /** It hands requests on, and takes the bytes again, as the account comes back. */
        RETURNING,
        /** It hands requests on, and removes the bytes. */
        EMPTIED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Role of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Whether a node has another part in the account than this database knows: a move that it has
     * forgotten, as after a restored backup. What the node would be told then could open old bytes,
     * or be the end of the only ones. It is so whatever the version has grown to here since then,
     * as nothing was ever confirmed that the node was not told; but a node that is behind what it
     * has confirmed has forgotten something itself.
     *
     * @param holder whether this database has the account on that node
     * @param appliedVersion the last version that the node confirmed, or may have confirmed
     * @param there how the account stands on it
     */
    static boolean isForgotten(boolean holder, long appliedVersion, AccountSpec there) {
        return there.version() > appliedVersion
                && (holder ? there.state() == AccountState.MOVED : serves(there.state()));
    }

    /** Whether clients are served by the node itself, or are to be again. */
    static boolean serves(AccountState there) {
        return switch (there) {
            case OPEN, FROZEN, MOVING -> true;
            case CLOSED, MOVED -> false;
        };
    }

    /** Whether bytes that the node has from before go, or others take their place. */
    boolean endsBytes() {
        return role != Role.FORWARDER;
    }

    /**
     * What the node is sent. It bounds nothing: what was stored within the bounds of the one node
     * is taken over whole by the other.
     *
     * @param credentials with which clients may come
     */
    AccountSpec spec(List<Credential> credentials) {
        return switch (role) {
            case TARGET -> spec(AccountState.CLOSED, null, List.of());
            case FORWARDER, RETURNING ->
                    spec(
                            AccountState.MOVED,
                            new MovedTo(holder, MovedTo.Kept.KEPT),
                            credentials);
            case EMPTIED ->
                    spec(
                            AccountState.MOVED,
                            new MovedTo(holder, MovedTo.Kept.DROPPED),
                            credentials);
        };
    }

    private AccountSpec spec(
            AccountState state,
            @Nullable MovedTo to,
            List<Credential> credentials) {
        return new AccountSpec(version, null, null, null, state, null, to, credentials);
    }
}
