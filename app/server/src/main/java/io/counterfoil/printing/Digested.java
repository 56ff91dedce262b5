package io.counterfoil.printing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests what passes through it. */
final class Digested extends FilterOutputStream {
    private final MessageDigest digest;
    private long length;

    /** Passes everything on to {@code out}. */
    Digested(OutputStream out) {
        super(out);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        digest.update((byte) one);
        length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        out.write(bytes, offset, count);
        digest.update(bytes, offset, count);
        length += count;
    }

    /** How many bytes have passed. */
    long length() {
        return length;
    }

    /**
     * Makes sure, at the end and instead of {@link #sha256}, that this was the file that was checked.
     *
     * @param sha256 of that file, in hexadecimal
     * @throws IOException if it was not, which keeps the receiver from taking it for that file
     */
    void require(String sha256) throws IOException {
        if (!sha256().equals(sha256)) {
            throw new IOException("a file came out otherwise than it was checked");
        }
    }

    /** The SHA-256 of all of them, in hexadecimal; asked once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
