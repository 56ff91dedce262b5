package io.counterfoil.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id hashes of passwords (RFC 9106).
 *
 * <p>A hash costs a core some 50 ms on purpose: at most as many run at once as there are cores, and
 * none inside a transaction.
 */
public final class PasswordHasher {
    private static final int LANES = 1;
    private static final Pattern FORMAT =
            Pattern.compile(
                    "argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=1"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final SecureRandom random;
    private final Cost cost;
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /**
     * What one guess at a password costs whoever stole the hashes.
     *
     * @param memoryKib so much memory, at least 8
     * @param passes so many times over all of it
     */
    public record Cost(int memoryKib, int passes) {
        /** 19 MiB, 2 passes, as OWASP's password storage cheat sheet has it. */
        public static final Cost OWASP = new Cost(19 * 1024, 2);
    }

    /** Hashes salted from {@code random}. */
    public PasswordHasher(SecureRandom random) {
        this(random, Cost.OWASP);
    }

    /** The same at another cost; tests of all else don't pay for hashes. */
    public PasswordHasher(SecureRandom random, Cost cost) {
        this.random = random;
        this.cost = cost;
    }

    /** The hash of a new password, with its salt and cost. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.passes(),
                        LANES,
                        text.encodeToString(salt),
                        text.encodeToString(argon2(password, salt, cost)));
    }

    /** Whether {@code password} has this hash, at the cost that it was made at. */
    public boolean matches(String password, String hash) {
        Matcher parts = FORMAT.matcher(hash);
        if (!parts.matches()) {
            throw new IllegalStateException("a stored password hash has an unknown form");
        }
        Cost paid =
                new Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        byte[] salt = Base64.getDecoder().decode(parts.group(3));
        byte[] expected = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(expected, argon2(password, salt, paid));
    }

    /** Takes as long as a check, for a sign-in with an unknown name: the time must not tell. */
    public void matchesNobody(String password) {
        argon2(password, new byte[SALT_BYTES], cost);
    }

    private byte[] argon2(String password, byte[] salt, Cost cost) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.passes())
                        .withParallelism(LANES)
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[HASH_BYTES];
        cores.acquireUninterruptibly();
        try {
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            cores.release();
        }
        return hash;
    }
}
