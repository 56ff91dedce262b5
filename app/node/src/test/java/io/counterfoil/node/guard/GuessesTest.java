package io.counterfoil.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private long now = Long.MAX_VALUE - 5;
    private final Guesses guesses = new Guesses(() -> now);

    private void guess(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(guesses.mustWait(name, address)).as("try %s", i).isFalse();
            guesses.wrong(name, address);
        }
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    @Test
    void tenWrongPasswordsAndThenOneInHalfAMinute() {
        guess(Guesses.OF_ONE_NAME, "anna", HERE);
        assertThat(guesses.mustWait("anna", HERE)).isTrue();
        after(Guesses.WAIT.minusNanos(1));
        assertThat(guesses.mustWait("anna", HERE)).isTrue();
        after(Duration.ofNanos(1));
        guess(1, "anna", HERE);
        assertThat(guesses.mustWait("anna", HERE)).isTrue();
        after(Guesses.WAIT.multipliedBy(Guesses.OF_ONE_NAME));
        guess(Guesses.OF_ONE_NAME, "anna", HERE);
    }

    @Test
    void nobodyIsLockedOutByWhoGuessesElsewhere() {
        guess(Guesses.OF_ONE_NAME, "anna", ELSEWHERE);
        assertThat(guesses.mustWait("anna", HERE)).isFalse();
        assertThat(guesses.mustWait("bert", ELSEWHERE)).isFalse();
    }

    @Test
    void theRightPasswordPutsAnEndToIt() {
        guess(Guesses.OF_ONE_NAME - 1, "anna", HERE);
        guesses.right("anna", HERE);
        guess(Guesses.OF_ONE_NAME, "anna", HERE);
    }

    @Test
    void oneNameAfterTheOtherIsNoWayRoundItNorDoesItHoldUpWhoIsKnownThere() {
        guesses.right("neighbour", HERE);
        for (int i = 0; i < Guesses.OF_ONE_NETWORK; i++) {
            guess(1, "name" + i, HERE);
        }
        assertThat(guesses.mustWait("another", HERE)).isTrue();
        assertThat(guesses.mustWait("another", ELSEWHERE)).isFalse();
        assertThat(guesses.mustWait("neighbour", HERE)).isFalse();
        after(Duration.ofHours(1).plusNanos(1));
        assertThat(guesses.mustWait("another", HERE)).isFalse();
    }

    @Test
    void aNetworkOfIpv6IsOneHoweverManyAddressesItHas() {
        for (int i = 0; i < Guesses.OF_ONE_NAME; i++) {
            guess(1, "anna", "2001:db8:1:2:" + i + "::1");
        }
        assertThat(guesses.mustWait("anna", "[2001:db8:1:2:ffff::9]")).isTrue();
        assertThat(guesses.mustWait("anna", "2001:db8:1:3::1")).isFalse();
        assertThat(Guesses.network("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(Guesses.network("2001:db8::g")).doesNotContain("2001");
    }

    @Test
    void neitherManyNamesNorLongOnesTakeMemory() {
        Tries<Integer> tries = new Tries<>(2, Duration.ofSeconds(1), 80);
        for (int i = 0; i < 1_000; i++) {
            tries.add(i, 0);
            assertThat(tries.size()).isLessThanOrEqualTo(80);
        }
        guess(Guesses.OF_ONE_NAME, "x".repeat(256), HERE);
        assertThat(guesses.mustWait("y".repeat(1_000), HERE)).isTrue();
    }
}
