package io.counterfoil.redemption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A sum that takes a browser a moment and the server none (hashcash). The seed is SHA-256 of
 * challenge and code, and a number proves the work if SHA-256 of the seed and the number, as eight
 * bytes, begins with {@link #BITS} zero bits. Pure.
 *
 * <p>The code is part of it, so that each further guess costs the work anew.
 */
final class ProofOfWork {
    /** 2^18 hashes on average: about a second of a phone in JavaScript. */
    static final int BITS = 18;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private ProofOfWork() {}

    /** Whether {@code proof}, a decimal number, proves the work for this code. */
    static boolean holds(String challenge, String code, String proof) {
        return NUMBER.matcher(proof).matches()
                && holds(seed(challenge, code), Long.parseLong(proof));
    }

    /** Does the work as a browser does it; empty if no number below {@code limit} proves it. */
    static OptionalLong search(String challenge, String code, long limit) {
        byte[] seed = seed(challenge, code);
        for (long number = 0; number < limit; number++) {
            if (holds(seed, number)) {
                return OptionalLong.of(number);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean holds(byte[] seed, long number) {
        byte[] hash =
                sha256(
                        ByteBuffer.allocate(seed.length + Long.BYTES)
                                .put(seed)
                                .putLong(number)
                                .array());
        return ByteBuffer.wrap(hash).getInt() >>> (Integer.SIZE - BITS) == 0;
    }

    private static byte[] seed(String challenge, String code) {
        return sha256((challenge + "\n" + code).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }
}
