package io.counterfoil.printing.bureau;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;

/** Counts and digests what is sent, and gives a sign of life now and then. */
final class SentStream extends FilterOutputStream {
    private final InstantSource clock;
    private final Duration pause;
    private final SignOfLife signOfLife;
    private final MessageDigest digest;
    private Instant last;
    private long length;

    /** Called from time to time while bytes are sent. */
    @FunctionalInterface
    interface SignOfLife {
        /** So many bytes are sent; an exception stops the rest. */
        void give(long bytes) throws IOException;
    }

    SentStream(OutputStream out, InstantSource clock, Duration pause, SignOfLife signOfLife) {
        super(out);
        this.clock = clock;
        this.pause = pause;
        this.signOfLife = signOfLife;
        this.last = clock.instant();
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        out.write(bytes, offset, count);
        digest.update(bytes, offset, count);
        length += count;
        if (clock.instant().isAfter(last.plus(pause))) {
            signOfLife.give(length);
            last = clock.instant();
        }
    }

    /** How many bytes were sent. */
    long length() {
        return length;
    }

    /** The SHA-256 of all of them, in hexadecimal; asked once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
