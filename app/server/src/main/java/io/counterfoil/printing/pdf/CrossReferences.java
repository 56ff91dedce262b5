package io.counterfoil.printing.pdf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where each object of a file is: all that the writer remembers, eight bytes an object. */
final class CrossReferences {
    /** Bytes of one entry's fields: type, offset or container, index in the container. */
    static final String WIDTHS = "[1 6 2]";

    private static final int ENTRY_BYTES = 9;
    private static final int INDEX_BITS = 16;
    private static final long COMPRESSED = Long.MIN_VALUE;

    /** They are kept in parts, because growing a long array takes three times its memory. */
    private static final int PART = 1 << 13;

    private final List<long[]> parts = new ArrayList<>();
    private int size = 1;

    CrossReferences() {
        parts.add(new long[PART]);
    }

    /** The next free object number. */
    int reserve() {
        if (size % PART == 0) {
            parts.add(new long[PART]);
        }
        return size++;
    }

    /** One more than the highest object number. */
    int size() {
        return size;
    }

    /** The object stands by itself. */
    void plain(int number, long offset) {
        put(number, offset << INDEX_BITS);
    }

    /** The object is the one at {@code index} in an object stream. */
    void compressed(int number, int container, int index) {
        put(number, COMPRESSED | ((long) container << INDEX_BITS) | index);
    }

    private void put(int number, long place) {
        parts.get(number / PART)[number % PART] = place;
    }

    /** How many parts the entries are kept in. */
    int parts() {
        return parts.size();
    }

    /** The entries of a part, as a cross-reference stream has them. */
    byte[] part(int index) {
        int count = Math.min(PART, size - index * PART);
        ByteBuffer bytes = ByteBuffer.allocate(count * ENTRY_BYTES);
        for (int i = 0; i < count; i++) {
            long place = parts.get(index)[i];
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
