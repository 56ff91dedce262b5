package io.counterfoil.access;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes secrets that programs and cookies carry, and the digests by which the database knows them.
 */
final class Tokens {
    /** 160 random bits: no list of guesses gets anywhere, so a fast digest is enough. */
    private static final int BYTES = 20;

    private final SecureRandom random;
    private final KeyedDigest digest;

    Tokens(ServerKey key, ServerKey.Purpose purpose, SecureRandom random) {
        this.random = random;
        this.digest = key.digest(purpose);
    }

    String next(String prefix) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] digest(String token) {
        return digest.of(token);
    }
}
