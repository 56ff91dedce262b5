package io.counterfoil.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a message is tried again: after a minute, then after twice as long each time up to four
 * hours, for three days. While the mail server can't be used at all, which says nothing about the
 * message, it is ten minutes at most: whatever waits goes out soon after an outage is over. RFC 5321 §4.5.4.1 asks for four to five days of a mail server; what we
 * send is of no use that late, and the mail server behind us has its own patience.
 */
final class RetryPlan {
    /** For how long a message is tried. */
    static final Duration PATIENCE = Duration.ofDays(3);

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(10);
    private static final int MAX_DOUBLINGS = 10;

    private RetryPlan() {}

    /**
     * When to try again.
     *
     * @param attempts how many failed, 1 or more
     * @param giveUpAt when the last attempt is made
     * @return nothing once that one has failed
     */
    static Optional<Instant> next(int attempts, Instant now, Instant giveUpAt) {
        return next(attempts, LONGEST, now, giveUpAt);
    }

    /** The same where no message gets through just now. */
    static Optional<Instant> whileAway(int attempts, Instant now, Instant giveUpAt) {
        return next(attempts, LONGEST_AWAY, now, giveUpAt);
    }

    private static Optional<Instant> next(
            int attempts, Duration longest, Instant now, Instant giveUpAt) {
        if (!now.isBefore(giveUpAt)) {
            return Optional.empty();
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        Instant next = now.plus(doubled.compareTo(longest) < 0 ? doubled : longest);
        return Optional.of(next.isBefore(giveUpAt) ? next : giveUpAt);
    }
}
