package io.counterfoil.printing.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.Deflater;

/**
 * Compresses streams, which is the slowest step of drawing a page; higher levels than these make it
 * slower still for a few per cent of size. For one thread; closed after use, because it holds native
 * memory.
 */
public final class Deflate implements AutoCloseable {
    private static final int LEVEL = 5;

    /**
     * A page of one card has little that repeats itself: there the next level takes half as long
     * again for 6 % of size, and on a sheet of ten for 18 %.
     */
    private static final int SHORT = 1 << 13;

    private static final int LEVEL_OF_SHORT = 4;

    private final Deflater deflater = new Deflater(LEVEL);
    private byte[] buffer = new byte[1 << 14];

    byte[] of(byte[] data, int length) {
        deflater.reset();
        deflater.setLevel(length < SHORT ? LEVEL_OF_SHORT : LEVEL);
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
        deflater.setLevel(LEVEL);
        List<byte[]> deflated = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deflater.setInput(part.apply(i));
            boolean last = i + 1 == count;
            if (last) {
                deflater.finish();
            }
            while (last ? !deflater.finished() : !deflater.needsInput()) {
                deflated.add(Arrays.copyOf(buffer, deflater.deflate(buffer)));
            }
        }
        return deflated;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
