package io.counterfoil.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The Idempotency-Key of a write and the fingerprint of what it asks for.
 *
 * @param key what the caller sent; it also opens the stored answer, so it is kept as a digest only
 * @param fingerprint keyed digest of method, path and body
 */
public record WriteKey(String key, byte[] fingerprint) {

    /**
     * The same key among those that know {@code secret} too: callers without a name share one space
     * of keys, and would else get in each other's way.
     */
    public WriteKey within(String secret) {
        return new WriteKey(secret + " " + key, fingerprint);
    }

    /**
     * The same key for a request whose body was read later.
     *
     * @param body all of it, or its digest
     */
    WriteKey asking(byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(fingerprint);
            return new WriteKey(key, digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return "WriteKey[…]";
    }
}
