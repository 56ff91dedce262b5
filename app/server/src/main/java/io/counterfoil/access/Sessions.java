package io.counterfoil.access;

import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Signed-in browsers. The cookie's token is known to the database as a digest only. */
public final class Sessions {
    /** A session that nobody used for so long is over. */
    public static final Duration IDLE = Duration.ofHours(2);

    /** A session is over after this time, used or not. */
    public static final Duration LONGEST = Duration.ofHours(12);

    /** So long does support see an account as its customer does. */
    public static final Duration ACTING = Duration.ofMinutes(30);

    // A page and its pictures shouldn't each write that the session was used.
    private static final Duration UNNOTICED = Duration.ofMinutes(1);
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.VISITOR);

    private final Transactions transactions;
    private final Tokens tokens;

    /** Sessions whose tokens are known by a digest under {@code serverKey}. */
    public Sessions(Transactions transactions, ServerKey serverKey, SecureRandom random) {
        this.transactions = transactions;
        this.tokens = new Tokens(serverKey, ServerKey.Purpose.SESSION, random);
    }

    /** Opens a session for a member of staff and returns its token. */
    public String openForStaff(Tx tx, UUID staff) {
        String token = tokens.next("");
        new SessionRepository(tx).insert(tokens.digest(token), "staff", staff, null, null);
        return token;
    }

    /** Opens a session for the holder of an account and returns its token. */
    public String openForAccount(Tx tx, UUID account, UUID customer) {
        String token = tokens.next("");
        new SessionRepository(tx)
                .insert(tokens.digest(token), "account", account, customer, null);
        return token;
    }

    /**
     * Opens a session in which a member of staff sees an account as its customer does, and returns
     * its token. It ends with theirs.
     *
     * @param token of their own session
     */
    public String openActing(Tx tx, UUID account, UUID customer, String token) {
        String acting = tokens.next("");
        new SessionRepository(tx)
                .insert(
                        tokens.digest(acting),
                        "account",
                        account,
                        customer,
                        tokens.digest(token));
        return acting;
    }

    /** A token for a browser that isn't signed in; nobody remembers it. */
    String newVisit() {
        return tokens.next("");
    }

    /** Whose session this is; empty if nobody's, or no longer. */
    public Optional<Principal> find(String token) {
        byte[] digest = tokens.digest(token);
        Optional<SessionRepository.Live> live =
                transactions.read(
                        LOOK_UP,
                        tx ->
                                new SessionRepository(tx)
                                        .find(
                                                digest,
                                                tx.now().minus(IDLE),
                                                tx.now().minus(LONGEST),
                                                tx.now().minus(ACTING),
                                                tx.now().minus(UNNOTICED)));
        if (live.isPresent() && live.get().unnoticed()) {
            transactions.write(LOOK_UP, tx -> new SessionRepository(tx).touch(digest));
        }
        return live.map(SessionRepository.Live::principal);
    }

    /** Ends a session. */
    public void close(String token) {
        transactions.write(LOOK_UP, tx -> new SessionRepository(tx).delete(tokens.digest(token)));
    }

    /** Ends all sessions of one person, as after a change of password. */
    public void closeAll(Tx tx, UUID subject) {
        new SessionRepository(tx).deleteAll(subject);
    }

    /** Forgets sessions that are over. */
    public void forgetOld(Tx tx) {
        new SessionRepository(tx).deleteOld(tx.now().minus(IDLE), tx.now().minus(LONGEST));
    }
}
