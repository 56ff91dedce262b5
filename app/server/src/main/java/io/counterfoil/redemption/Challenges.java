package io.counterfoil.redemption;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Challenges for {@link ProofOfWork}: {@code BITS.EXPIRY.MARK}, where the mark is a keyed digest,
 * so that nothing about them is stored. A solution holds for one code and until its challenge
 * expires; sending it again tells nothing new.
 */
public final class Challenges {
    private static final Duration VALID = Duration.ofMinutes(30);
    private static final Pattern FORM =
            Pattern.compile("[0-9]{1,2}\\.([0-9]{1,12})\\.[0-9a-f]{64}");

    private final KeyedDigest marks;
    private final InstantSource clock;

    /** Challenges marked under {@code serverKey}. */
    public Challenges(ServerKey serverKey, InstantSource clock) {
        this.marks = serverKey.digest(ServerKey.Purpose.CHALLENGE);
        this.clock = clock;
    }

    /** What a browser did. */
    record Solution(String challenge, String proof) {}

    /** A challenge for visitors of this provider. */
    String issue(UUID provider) {
        return marked(provider, clock.instant().plus(VALID).getEpochSecond());
    }

    /** Whether this is the work that a challenge of ours asked for, in time and for this code. */
    boolean solved(UUID provider, String code, Solution solution) {
        Matcher challenge = FORM.matcher(solution.challenge());
        if (!challenge.matches()) {
            return false;
        }
        long expiry = Long.parseLong(challenge.group(1));
        return MessageDigest.isEqual(bytes(solution.challenge()), bytes(marked(provider, expiry)))
                && clock.instant().isBefore(Instant.ofEpochSecond(expiry))
                && ProofOfWork.holds(solution.challenge(), code, solution.proof());
    }

    private String marked(UUID provider, long expiry) {
        String open = ProofOfWork.BITS + "." + expiry;
        return open + "." + HexFormat.of().formatHex(marks.of(open + " " + provider));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
