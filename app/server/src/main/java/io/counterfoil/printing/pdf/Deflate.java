package io.counterfoil.printing.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.Deflater;

/**
 * Compresses streams at level 5: higher ones make the compression the slowest step for a few per
 * cent of size. For one thread; closed after use, because it holds native memory.
 */
public final class Deflate implements AutoCloseable {
    private static final int LEVEL = 5;

    private final Deflater deflater = new Deflater(LEVEL);
    private byte[] buffer = new byte[1 << 14];

    byte[] of(byte[] data, int length) {
        deflater.reset();
        deflater.setInput(data, 0, length);
        deflater.finish();
        int size = 0;
        while (!deflater.finished()) {
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * size);
            }
            size += deflater.deflate(buffer, size, buffer.length - size);
        }
        return Arrays.copyOf(buffer, size);
    }

    /** Compresses one long stream part by part, so that it is never there as a whole. */
    List<byte[]> ofParts(int count, IntFunction<byte[]> part) {
        deflater.reset();
        List<byte[]> deflated = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deflater.setInput(part.apply(i));
            if (i + 1 == count) {
                deflater.finish();
            }
            for (int size = deflater.deflate(buffer); size > 0; size = deflater.deflate(buffer)) {
                deflated.add(Arrays.copyOf(buffer, size));
            }
        }
        return deflated;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
