package io.counterfoil.access;

import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Signed-in browsers. The cookie's token is known to the database as a digest only. */
public final class Sessions {
    /** So long does support see an account as its customer does. */
    public static final Duration ACTING = Duration.ofMinutes(30);

    /** Whose a session was is known for so long after its end. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    // A page and its pictures shouldn't each write that the session was used.
    private static final Duration UNNOTICED = Duration.ofMinutes(1);
    static final Caller LOOK_UP = new Caller(Scope.system(), Actor.VISITOR);

    private final Transactions transactions;
    private final Tokens tokens;
    private final SessionSettings settings;
    private final Ids ids;
    private final List<BiConsumer<Tx, UUID>> closingListeners = new ArrayList<>();

    /** Sessions whose tokens are known by a digest under {@code serverKey}. */
    public Sessions(
            Transactions transactions,
            ServerKey serverKey,
            SecureRandom random,
            SessionSettings settings,
            Ids ids) {
        this.transactions = transactions;
        this.tokens = new Tokens(serverKey, ServerKey.Purpose.SESSION, random);
        this.settings = settings;
        this.ids = ids;
    }

    /**
     * Says who hears of it, as part of the transaction and with a view of all of the provider's rows,
     * that all sessions of a person end, and so has to end what may lead to one and began with a
     * password of before; when the service is wired.
     */
    public void onClosingAll(BiConsumer<Tx, UUID> listener) {
        closingListeners.add(listener);
    }

    /**
     * Where somebody is signed in.
     *
     * @param id by which they end it
     * @param since when they signed in
     * @param usedAt when it was used last, to the minute
     * @param address the network address from which; null if it was not used yet
     * @param browser with what; null if that does not say
     * @param system on what; null if that does not say
     * @param here whether it is the browser that asks
     */
    public record Open(
            UUID id,
            Instant since,
            Instant usedAt,
            @Nullable String address,
            @Nullable String browser,
            @Nullable String system,
            boolean here) {}

    /**
     * Whose a token is.
     *
     * @param live whether it is good; otherwise it was, until lately
     */
    record Known(Principal principal, boolean live) {}

    /** Opens a session for a member of staff and returns its token. */
    public String openForStaff(Tx tx, Member member) {
        return open(
                tx,
                new SessionRepository.Subject("staff", member.id(), null, null),
                member.retailer() == null ? settings.staff() : settings.shops());
    }

    /** Opens a session for the holder of an account and returns its token. */
    public String openForAccount(Tx tx, UUID account, UUID customer) {
        return open(
                tx,
                new SessionRepository.Subject("account", account, customer, null),
                settings.customers());
    }

    /**
     * Opens a session in which a member of staff sees an account as its customer does, and returns
     * its token. It ends with theirs.
     *
     * @param token of their own session
     */
    public String openActing(Tx tx, UUID account, UUID customer, String token) {
        return open(
                tx,
                new SessionRepository.Subject("account", account, customer, tokens.digest(token)),
                new SessionSettings.Span(ACTING, ACTING));
    }

    private String open(
            Tx tx, SessionRepository.Subject subject, SessionSettings.Span span) {
        String token = tokens.next("");
        new SessionRepository(tx).insert(ids.next(), tokens.digest(token), subject, span);
        return token;
    }

    /** A token for a browser that isn't signed in; nobody remembers it. */
    String newVisit() {
        return tokens.next("");
    }

    /** Whose session this is; empty if nobody's, or no longer. */
    public Optional<Principal> find(String token) {
        return transactions
                .read(LOOK_UP, tx -> find(tx, tokens.digest(token)))
                .filter(SessionRepository.Found::live)
                .map(SessionRepository.Found::principal);
    }

    /**
     * Whose session this is or was until lately, for a request that uses it.
     *
     * @param address the network address that it comes from
     * @param userAgent what the browser says of itself
     */
    Optional<Known> use(String token, String address, @Nullable String userAgent) {
        byte[] digest = tokens.digest(token);
        Optional<SessionRepository.Found> found =
                transactions.read(LOOK_UP, tx -> find(tx, digest));
        if (found.isPresent() && found.get().live() && !found.get().noticed()) {
            transactions.write(
                    LOOK_UP,
                    tx ->
                            new SessionRepository(tx)
                                    .touch(digest, address, Device.of(userAgent)));
        }
        return found.map(known -> new Known(known.principal(), known.live()));
    }

    private static Optional<SessionRepository.Found> find(Tx tx, byte[] digest) {
        return new SessionRepository(tx).find(digest, tx.now().minus(UNNOTICED));
    }

    /**
     * Where somebody is signed in, this browser first.
     *
     * @param token of this browser's session
     */
    List<Open> of(Tx tx, UUID subject, String token) {
        return new SessionRepository(tx).list(subject, tokens.digest(token));
    }

    /** Ends one of somebody's sessions; false if it is over already. */
    boolean close(Tx tx, UUID subject, UUID id) {
        return new SessionRepository(tx).delete(subject, id);
    }

    /** Ends all of somebody's sessions but the one of this token, and returns how many. */
    int closeOthers(Tx tx, UUID subject, String token) {
        return new SessionRepository(tx).deleteOthers(subject, tokens.digest(token));
    }

    /** Ends a session. */
    public void close(String token) {
        transactions.write(LOOK_UP, tx -> new SessionRepository(tx).delete(tokens.digest(token)));
    }

    /** Ends all sessions of one person, and what may lead to one, as after a change of password. */
    public void closeAll(Tx tx, UUID subject) {
        tx.forProvider(
                () -> {
                    // First what leads to one: where a sign-in is at its last step, this waits for it.
                    closingListeners.forEach(listener -> listener.accept(tx, subject));
                    new SessionRepository(tx).deleteAll(subject);
                    return subject;
                });
    }

    /** Forgets sessions that were over a day ago. */
    public void forgetOld(Tx tx) {
        new SessionRepository(tx).deleteOld(tx.now().minus(REMEMBERED));
    }
}
