package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What everybody may do with sessions of their own. */
public final class OwnSessions {
    private final Transactions transactions;
    private final Sessions sessions;
    private final KnownBrowsers browsers;
    private final Audit audit;

    /**
     * {@code sessions} of whoever asks, and {@code browsers} that are known for them; what ends them
     * is noted in {@code audit}.
     */
    public OwnSessions(
            Transactions transactions, Sessions sessions, KnownBrowsers browsers, Audit audit) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.browsers = browsers;
        this.audit = audit;
    }

    /**
     * Where the caller is signed in, this browser first.
     *
     * @param token of this browser's session
     */
    List<Sessions.Open> list(Caller caller, Principal principal, @Nullable String token) {
        return transactions.read(
                caller, tx -> sessions.of(tx, principal.person(), String.valueOf(token)));
    }

    /** Ends one of the caller's sessions. Doing it again changes nothing. */
    void end(Caller caller, Principal principal, UUID id) {
        transactions.write(
                caller,
                tx -> {
                    if (sessions.close(tx, principal.person(), id)) {
                        note(tx, principal, 1);
                    }
                    return id;
                });
    }

    /**
     * Ends all of the caller's sessions but the one of this token, and forgets the other browsers.
     *
     * @param known the token by which this browser is known
     */
    void endOthers(
            Caller caller, Principal principal, @Nullable String token, @Nullable String known) {
        transactions.write(
                caller,
                tx -> {
                    browsers.forgetOthers(tx, principal.person(), known);
                    int ended =
                            sessions.closeOthers(tx, principal.person(), String.valueOf(token));
                    if (ended > 0) {
                        note(tx, principal, ended);
                    }
                    return ended;
                });
    }

    private void note(Tx tx, Principal principal, int ended) {
        audit.record(
                tx, "sessions.ended", principal.actor().name(), Map.of("sessions", ended));
    }
}
