package io.counterfoil.accounts;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.UUID;

/** Gives accounts other passwords, and ends what the ones before had opened. */
public final class PasswordChanges {
    private final AccountSessions sessions;
    private final AccountLinks links;
    private final Audit audit;

    /** Changes that end {@code sessions} and {@code links}, and are noted in {@code audit}. */
    public PasswordChanges(AccountSessions sessions, AccountLinks links, Audit audit) {
        this.sessions = sessions;
        this.links = links;
        this.audit = audit;
    }

    /**
     * Sets a password that its holder chose: all browsers are signed out, and a link to set a new
     * one opens nothing any more. Neither does one that confirms a new address for its contact:
     * whoever the new password shall keep out may have asked for that.
     *
     * @param hash its slow hash
     * @param action what the audit log calls it
     */
    public void set(Tx tx, UUID account, String hash, String action) {
        new AccountRepository(tx).setPassword(account, hash);
        sessions.closeAll(tx, account);
        links.end(tx, account, AccountLinks.Kind.PASSWORD);
        links.endOfSharing(tx, account, AccountLinks.Kind.EMAIL);
        audit.record(tx, action, "account:" + account, Map.of());
    }
}
