package io.counterfoil.codes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under one derived key: for fingerprints, session tokens and whatever must be found
 * again without being stored. Safe for many threads.
 */
public final class KeyedDigest {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    KeyedDigest(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The 32 bytes of the digest of these bytes. */
    public byte[] of(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no HMAC-SHA-256.", e);
        }
    }

    /** The 32 bytes of the digest of this text in UTF-8. */
    public byte[] of(String message) {
        return of(message.getBytes(StandardCharsets.UTF_8));
    }
}
