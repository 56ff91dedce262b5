package io.counterfoil.codes;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What the database knows of a redemption code: HMAC-SHA-256 over its 16 normalised symbols, with a
 * key that is outside the database. Made by {@link CodeDigester}.
 */
public final class CodeDigest {
    /** Bytes of a digest. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    /**
     * The digest with these bytes, as read from the database.
     *
     * @throws IllegalArgumentException when they are not {@link #BYTES} long
     */
    public CodeDigest(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A digest has 32 bytes, not " + bytes.length + ".");
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes, for the database. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeDigest digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "CodeDigest[hidden]";
    }
}
