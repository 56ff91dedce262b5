package io.counterfoil.node.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 as a name: four words take half the memory of its text, and a node holds millions of
 * them.
 */
public record ObjectName(long a, long b, long c, long d) implements Comparable<ObjectName> {
    public static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

    /** The name in a text that matches {@link #FORM}. */
    public static ObjectName of(String text) {
        return new ObjectName(word(text, 0), word(text, 16), word(text, 32), word(text, 48));
    }

    /** Makes the hash that is a name. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether all these bytes are what this is the name of. */
    public boolean isOf(InputStream bytes) throws IOException {
        MessageDigest sha256 = sha256();
        var unused = new DigestInputStream(bytes, sha256).transferTo(OutputStream.nullOutputStream());
        return of(HexFormat.of().formatHex(sha256.digest())).equals(this);
    }

    private static long word(String text, int from) {
        return HexFormat.fromHexDigitsToLong(text, from, from + 16);
    }

    /** Writes {@link #toString} without making it. */
    public void put(ByteBuffer target) {
        put(a, target);
        put(b, target);
        put(c, target);
        put(d, target);
    }

    private static void put(long word, ByteBuffer target) {
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            target.put(DIGITS[(int) (word >>> shift) & 0xf]);
        }
    }

    /** The order of their texts. */
    @Override
    public int compareTo(ObjectName other) {
        int byA = Long.compareUnsigned(a, other.a);
        int byB = byA != 0 ? byA : Long.compareUnsigned(b, other.b);
        int byC = byB != 0 ? byB : Long.compareUnsigned(c, other.c);
        return byC != 0 ? byC : Long.compareUnsigned(d, other.d);
    }

    /** Any part of a hash is a hash. */
    @Override
    public int hashCode() {
        return (int) d;
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
    }
}
