package io.counterfoil.platform;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes ids: UUIDs of version 7 (RFC 9562 §5.7), so that new rows land at the end of their index.
 */
public final class Ids {
    private final InstantSource clock;
    private final SecureRandom random;

    /** Ids dated by {@code clock}, their other 74 bits from {@code random}. */
    public Ids(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id. */
    public UUID next() {
        long high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }
}
