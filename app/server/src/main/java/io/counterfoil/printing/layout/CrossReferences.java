package io.counterfoil.printing.layout;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where each object of a file is: all that the writer remembers, eight bytes an object. */
final class CrossReferences {
    /** Bytes of one entry's fields: type, offset or container, index in the container. */
    static final String WIDTHS = "[1 6 2]";

    private static final int ENTRY_BYTES = 9;
    private static final int INDEX_BITS = 16;
    private static final long COMPRESSED = Long.MIN_VALUE;

    private long[] places = new long[1 << 10];
    private int size = 1;

    /** The next free object number. */
    int reserve() {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        return size++;
    }

    /** One more than the highest object number. */
    int size() {
        return size;
    }

    /** The object stands by itself. */
    void plain(int number, long offset) {
        places[number] = offset << INDEX_BITS;
    }

    /** The object is the one at {@code index} in an object stream. */
    void compressed(int number, int container, int index) {
        places[number] = COMPRESSED | ((long) container << INDEX_BITS) | index;
    }

    /** All entries, as a cross-reference stream has them. */
    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size * ENTRY_BYTES);
        for (int number = 0; number < size; number++) {
            long place = places[number];
            boolean free = place == 0;
            boolean compressed = place < 0;
            long target = (place & ~COMPRESSED) >>> INDEX_BITS;
            bytes.put((byte) (free ? 0 : compressed ? 2 : 1));
            bytes.putShort((short) (target >>> Integer.SIZE));
            bytes.putInt((int) target);
            bytes.putShort((short) (free ? 0xffff : place & 0xffff));
        }
        return bytes.array();
    }
}
