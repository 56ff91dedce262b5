package io.counterfoil.access;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes secrets that programs and cookies carry, and the digests by which the database knows them.
 */
public final class Tokens {
    /** 160 random bits: no list of guesses gets anywhere, so a fast digest is enough. */
    private static final int BYTES = 20;

    private final SecureRandom random;
    private final KeyedDigest digest;

    /** Secrets from {@code random}, known by their digests for one purpose. */
    public Tokens(ServerKey key, ServerKey.Purpose purpose, SecureRandom random) {
        this.random = random;
        this.digest = key.digest(purpose);
    }

    /** A new secret that begins with {@code prefix}. */
    public String next(String prefix) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** By which the database knows a secret. */
    public byte[] digest(String token) {
        return digest.of(token);
    }
}
