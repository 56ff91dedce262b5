package io.counterfoil.node.accounts;

import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Refusal;
import org.jspecify.annotations.Nullable;

/** Somebody whose password was right, and by which credential. */
public record Access(Account account, Credential credential) {
    /**
     * Why this isn't allowed now, or null: an account may have been frozen or a credential revoked
     * while a request runs.
     *
     * @param kind null for a whole repository
     */
    public @Nullable Refusal check(Permissions.Action action, @Nullable Kind kind) {
        Account.Entry now = account.entry();
        // The receipt of a purge has no credentials, and what it says is that all is closed.
        return now.purged() || now.spec().credentials().contains(credential)
                ? Permissions.check(account.state(), credential.scope(), action, kind)
                : Refusal.UNAUTHORISED;
    }
}
