package io.counterfoil.redemption;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Slows those down who guess codes. Failures per browser or account: 5 cost 15 minutes, 10 half an
 * hour, 15 an hour, 20 a day; an address has 10 failures a minute.
 *
 * <p>With a million live codes of 75 bits and a thousand guesses a second, 2e-9 of them would hit
 * in a day.
 */
public final class GuessLimits {
    private final KeyedDigest digest;

    /** Guessers known by a digest under {@code serverKey}. */
    public GuessLimits(ServerKey serverKey) {
        this.digest = serverKey.digest(ServerKey.Purpose.GUESSER);
    }

    /**
     * Lets a guess pass if none of its guessers has to wait.
     *
     * @throws Refused with the time to wait otherwise
     */
    void check(Tx tx, Collection<Guesser> guessers) {
        Optional<Duration> pause =
                guessers.stream()
                        .flatMap(guesser -> pause(tx, guesser).stream())
                        .max(Comparator.naturalOrder());
        if (pause.isPresent()) {
            throw Refused.tooMany(pause.get(), wait(pause.get()));
        }
    }

    /**
     * Notes a refused guess; in a transaction of its own, since the guess's is undone. Guesses of
     * the same guesser go one after the other here: in parallel they get no more answers than in a
     * row.
     *
     * @param counts whether it counts as a failure; the work is the same if it doesn't
     * @throws Refused if others have used the last guess up in the meantime
     */
    void refused(Tx tx, Collection<Guesser> guessers, boolean counts) {
        guessers.forEach(guesser -> tx.lock(digest(guesser)));
        check(tx, guessers);
        GuessRepository repository = new GuessRepository(tx);
        guessers.forEach(guesser -> repository.insert(digest(guesser), counts));
    }

    /** Forgets failures, refusals and attempts that no rule looks at any more. */
    public void forgetOld(Tx tx) {
        new GuessRepository(tx).deleteBefore(tx.now().minus(GuessRule.REMEMBERED));
        new AttemptRepository(tx).deleteBefore(tx.now().minus(GuessRule.REMEMBERED));
        new RefusalRepository(tx).deleteBefore(tx.now().minus(GuessRule.REMEMBERED));
    }

    private Optional<Duration> pause(Tx tx, Guesser guesser) {
        List<Instant> failures =
                new GuessRepository(tx)
                        .latest(
                                digest(guesser),
                                tx.now().minus(GuessRule.REMEMBERED),
                                GuessRule.MOST);
        return GuessRule.pause(guesser.mark(), failures, tx.now());
    }

    private byte[] digest(Guesser guesser) {
        return digest.of(guesser.mark() + " " + guesser.id());
    }

    private static Text wait(Duration pause) {
        long minutes = Math.max(1, pause.plusSeconds(59).toMinutes());
        return minutes < 120
                ? Text.of(
                        "There were too many wrong attempts. Please wait {minutes, plural, one {a minute} other {# minutes}} and try again.",
                        "minutes",
                        minutes)
                : Text.of(
                        "There were too many wrong attempts. Please wait {hours} hours and try again.",
                        "hours",
                        (minutes + 59) / 60);
    }
}
