package io.counterfoil.access;

import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Browsers in which people have signed in to the end, so that strangers who type wrong passwords
 * under their names don't keep them out there. It lets nobody in: the database knows the cookie's
 * token as a digest only, and whoever stole it may try as often as anybody.
 */
public final class KnownBrowsers {
    /** So long after their last sign-in there, a browser is known for somebody. */
    static final Duration KEPT = Duration.ofDays(180);

    /** So many are known for one person; then the one that they used least lately is forgotten. */
    static final int MOST = 20;

    private final Transactions transactions;
    private final Tokens tokens;

    /** Browsers whose tokens are known by a digest under {@code serverKey}. */
    public KnownBrowsers(Transactions transactions, ServerKey serverKey, SecureRandom random) {
        this.transactions = transactions;
        this.tokens = new Tokens(serverKey, ServerKey.Purpose.KNOWN_BROWSER, random);
    }

    /**
     * Knows a browser for somebody who has just signed in there, and returns its new token. The one
     * that it had is worth nothing more: somebody else may have put it there. For whom the browser
     * was known by that, it still is.
     *
     * @param before the token that it had; null if none
     */
    String remember(Principal person, @Nullable String before) {
        String token = tokens.next("");
        byte[] digest = tokens.digest(token);
        return transactions.write(
                Sessions.LOOK_UP,
                tx -> {
                    KnownBrowserRepository browsers =
                            new KnownBrowserRepository(tx, person.provider());
                    if (before != null) {
                        browsers.rename(tokens.digest(before), digest);
                    }
                    browsers.see(digest, person.person());
                    browsers.deleteBeyond(person.person(), MOST);
                    return token;
                });
    }

    /**
     * For what wrong passwords count that are typed for this person, if any, in the browser of this
     * token; empty if they have not signed in there. It stays the same while the token changes, so
     * that nobody begins to count anew by signing in as somebody else.
     */
    Optional<UUID> countedAs(Tx tx, @Nullable String token, @Nullable UUID person) {
        return token == null
                ? Optional.empty()
                : new KnownBrowserRepository(tx, tx.provider())
                        .countedAs(tokens.digest(token), person, tx.now().minus(KEPT));
    }

    /** Forgets all browsers of a person but the one of this token. */
    void forgetOthers(Tx tx, UUID person, @Nullable String token) {
        tx.forProvider(
                () ->
                        new KnownBrowserRepository(tx, tx.provider())
                                .deleteOthers(person, tokens.digest(String.valueOf(token))));
    }

    /** Forgets browsers in which nobody signed in for long. */
    public void forgetOld(Tx tx) {
        KnownBrowserRepository.deleteOld(tx, tx.now().minus(KEPT));
    }
}
