package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.MovableClock;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.redemption.Challenges.Solution;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {
    private static final UUID PROVIDER = UUID.fromString("019c137e-c100-7e23-b776-0fda7bdcb455");
    private static final String CODE = "AAAA-BBBB-CCCC-DDDD";
    private static final long MUCH = 1L << 24;

    private final MovableClock clock = new MovableClock();
    private final Challenges challenges =
            new Challenges(new ServerKey(new byte[ServerKey.BYTES]), clock);
    private final String challenge = challenges.issue(PROVIDER);

    @Test
    void theWorkIsProvedForItsCodeAndProviderInTime() {
        Solution solution = solved(challenge);
        assertThat(challenges.solved(PROVIDER, CODE, solution)).isTrue();
        assertThat(challenges.solved(PROVIDER, "AAAA-BBBB-CCCC-DDDE", solution)).isFalse();
        assertThat(challenges.solved(new UUID(1, 1), CODE, solution)).isFalse();
        clock.forward(Duration.ofMinutes(29));
        assertThat(challenges.solved(PROVIDER, CODE, solution)).isTrue();
        clock.forward(Duration.ofMinutes(1));
        assertThat(challenges.solved(PROVIDER, CODE, solution)).isFalse();
    }

    @Test
    void aNumberThatWasNotSearchedForProvesNothing() {
        long proof = Long.parseLong(solved(challenge).proof());
        assertThat(challenges.solved(PROVIDER, CODE, new Solution(challenge, "" + (proof + 1))))
                .isFalse();
    }

    @Test
    void aChallengeOfSomebodyElsesMakingIsWorthNothing() {
        String later = challenge.replaceFirst("\\.[0-9]+\\.", ".999999999999.");
        String easier = challenge.replaceFirst("^[0-9]+", "0");
        Challenges other =
                new Challenges(
                        new ServerKey(
                                "another key of thirty-two bytes!"
                                        .getBytes(StandardCharsets.US_ASCII)),
                        clock);
        for (String forged : new String[] {later, easier, other.issue(PROVIDER)}) {
            assertThat(challenges.solved(PROVIDER, CODE, solved(forged))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e9", "0x10", "99999999999999999999", "\u0661", " 1"})
    void whatIsNoNumberIsNoProof(String proof) {
        assertThat(challenges.solved(PROVIDER, CODE, new Solution(challenge, proof))).isFalse();
        assertThat(challenges.solved(PROVIDER, CODE, new Solution(proof, proof))).isFalse();
    }

    private static Solution solved(String challenge) {
        return new Solution(
                challenge, "" + ProofOfWork.search(challenge, CODE, MUCH).orElseThrow());
    }
}
