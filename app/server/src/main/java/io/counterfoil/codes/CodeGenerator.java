package io.counterfoil.codes;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Makes redemption codes of 75 random bits, about a million a second. For one thread at a time; it
 * asks the random source for many codes at once because each call has a price.
 */
public final class CodeGenerator {
    private static final int BATCH = 512;
    private static final long LEFT_BITS = (1L << 40) - 1;
    private static final long RIGHT_BITS = (1L << 35) - 1;

    private final SecureRandom random;
    private final byte[] bytes = new byte[BATCH * 2 * Long.BYTES];
    private final ByteBuffer supply = ByteBuffer.wrap(bytes).limit(0);

    public CodeGenerator(SecureRandom random) {
        this.random = random;
    }

    /** A new code. That no other one is equal is for the unique index over digests to say. */
    public RedemptionCode next() {
        if (!supply.hasRemaining()) {
            random.nextBytes(bytes);
            supply.clear();
        }
        int start = supply.position();
        RedemptionCode code =
                RedemptionCode.withCheck(
                        supply.getLong() & LEFT_BITS, supply.getLong() & RIGHT_BITS);
        Arrays.fill(bytes, start, supply.position(), (byte) 0);
        return code;
    }
}
