package io.counterfoil.accounts;

import io.counterfoil.access.Sessions;
import io.counterfoil.platform.Tx;
import java.util.UUID;

/** Browsers in which holders of accounts are signed in. */
public final class AccountSessions {
    private final Sessions sessions;
    private final Uninstalls uninstalls;

    /** Sessions whose beginnings {@code uninstalls} hears of. */
    public AccountSessions(Sessions sessions, Uninstalls uninstalls) {
        this.sessions = sessions;
        this.uninstalls = uninstalls;
    }

    /** Opens a session for a holder, who has come back by that, and returns its token. */
    String open(Tx tx, Account account) {
        uninstalls.holderIsBack(tx, account.id());
        return sessions.openForAccount(tx, account.id(), account.customer());
    }

    /** Ends all sessions of an account. */
    void closeAll(Tx tx, UUID account) {
        sessions.closeAll(tx, account);
    }
}
