package io.counterfoil.access;

import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One-time links that let in the first owner of a provider; only digests are stored. */
public final class SetupLinks {
    /** How long a link may be used. */
    static final Duration VALID = Duration.ofHours(24);

    private final Tokens tokens;

    /** Links whose digests are under {@code serverKey}. */
    public SetupLinks(ServerKey serverKey, SecureRandom random) {
        this.tokens = new Tokens(serverKey, ServerKey.Purpose.ONE_TIME_LINK, random);
    }

    /**
     * What a link is for.
     *
     * @param provider whose owner it lets in; null: it makes the first provider too
     */
    record Link(@Nullable UUID provider) {}

    /** A new link; earlier ones for the same end no more. */
    String make(Tx tx, @Nullable UUID provider) {
        SetupLinkRepository links = new SetupLinkRepository(tx);
        links.deleteFor(provider);
        String token = tokens.next("");
        links.insert(tokens.digest(token), provider);
        return "/setup?token=" + token;
    }

    /** Ends the link that makes the first provider, if there is one. */
    void endFirst(Tx tx) {
        new SetupLinkRepository(tx).deleteFor(null);
    }

    /** What this token is for; empty if it was used, is too old, or never was one. */
    Optional<Link> find(Tx tx, String token) {
        return new SetupLinkRepository(tx).find(tokens.digest(token), tx.now().minus(VALID));
    }

    /** Uses a token up; false if somebody else was faster. */
    boolean use(Tx tx, String token) {
        return new SetupLinkRepository(tx).delete(tokens.digest(token), tx.now().minus(VALID));
    }
}
