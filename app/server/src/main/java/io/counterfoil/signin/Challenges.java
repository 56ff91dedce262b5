package io.counterfoil.signin;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Tx;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What passkeys sign, so that no answer is good for long or twice. A challenge says itself until when
 * it is good, under a keyed digest: nothing is kept for everybody who only looks at a sign-in page.
 */
public final class Challenges {
    private static final Duration GOOD = Duration.ofMinutes(5);
    private static final int RANDOM_BYTES = 16;
    private static final int BYTES = RANDOM_BYTES + Long.BYTES;

    private final KeyedDigest digest;
    private final SecureRandom random;

    /** Challenges under {@code serverKey}. */
    public Challenges(ServerKey serverKey, SecureRandom random) {
        this.digest = serverKey.digest(ServerKey.Purpose.PASSKEY_CHALLENGE);
        this.random = random;
    }

    /** A new one for the pages of a provider. */
    byte[] next(UUID provider, Instant now) {
        byte[] salt = new byte[RANDOM_BYTES];
        random.nextBytes(salt);
        byte[] said =
                ByteBuffer.allocate(BYTES)
                        .put(salt)
                        .putLong(now.plus(GOOD).getEpochSecond())
                        .array();
        byte[] mark = mark(provider, said);
        return ByteBuffer.allocate(said.length + mark.length).put(said).put(mark).array();
    }

    /** Uses one up; false if it is none of ours, too old, or was answered before. */
    boolean use(Tx tx, byte[] challenge) {
        if (challenge.length < BYTES) {
            return false;
        }
        byte[] said = Arrays.copyOf(challenge, BYTES);
        byte[] mark = Arrays.copyOfRange(challenge, BYTES, challenge.length);
        long until = ByteBuffer.wrap(said).getLong(RANDOM_BYTES);
        return MessageDigest.isEqual(mark, mark(tx.provider(), said))
                && tx.now().getEpochSecond() < until
                && new PasskeyRepository(tx).answered(mark);
    }

    /** In the system scope: forgets those that are too old to count anyway. */
    void forgetOld(Tx tx) {
        new PasskeyRepository(tx).forgetAnswered(tx.now().minus(GOOD));
    }

    private byte[] mark(UUID provider, byte[] said) {
        return digest.of(provider + " " + HexFormat.of().formatHex(said));
    }
}
