package io.counterfoil.bench;

import java.io.OutputStream;

/** Forgets what is written to it, but for its length. */
final class CountingSink extends OutputStream {
    private long bytes;

    @Override
    public void write(int octet) {
        bytes++;
    }

    @Override
    public void write(byte[] more, int from, int length) {
        bytes += length;
    }

    /** How many bytes were written. */
    long bytes() {
        return bytes;
    }
}
