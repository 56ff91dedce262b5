package io.counterfoil.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Something to store under its hash. Those of one size differ in their first bytes and share the
 * rest, so that thousands of them fit into memory.
 *
 * @param name SHA-256 of both parts
 */
record StoredBlob(String name, ByteBuffer start, ByteBuffer rest) {
    private static final int START = 32;

    /** So many different ones of that size. */
    static List<StoredBlob> some(int count, int size, long seed) {
        byte[] random = new byte[size - START];
        new Random(seed).nextBytes(random);
        ByteBuffer rest = ByteBuffer.allocateDirect(random.length).put(random).flip();
        return IntStream.range(0, count)
                .mapToObj(i -> of("%032x".formatted(seed * count + i).getBytes(US_ASCII), rest))
                .toList();
    }

    private static StoredBlob of(byte[] begin, ByteBuffer rest) {
        ByteBuffer start = ByteBuffer.allocateDirect(begin.length).put(begin).flip();
        return new StoredBlob(HexFormat.of().formatHex(digest(start, rest)), start, rest);
    }

    static byte[] digest(ByteBuffer start, ByteBuffer rest) {
        MessageDigest sha256 = sha256();
        sha256.update(start.duplicate());
        sha256.update(rest.duplicate());
        return sha256.digest();
    }

    int size() {
        return start.remaining() + rest.remaining();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
