package io.counterfoil.redemption;

import java.time.Duration;

/**
 * When so many codes fail at a provider, whoever tries them, that somebody must be guessing. Pure.
 */
final class SiteRule {
    /** How far back attempts count. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final long FROM = 500;
    private static final long PERCENT = 1;
    private static final long HUNDRED = 100;

    private SiteRule() {}

    /**
     * How often codes were tried.
     *
     * @param attempts codes that were looked up
     * @param failures those of them that nothing has
     */
    record Counts(long attempts, long failures) {
        static final Counts NONE = new Counts(0, 0);

        /** These and one attempt more. */
        Counts andOne(boolean failed) {
            return new Counts(attempts + 1, failures + (failed ? 1 : 0));
        }
    }

    /** Whether visitors have to show now that they are worth an answer. */
    static boolean suspicious(Counts counts) {
        return counts.attempts() >= FROM
                && counts.failures() * HUNDRED > counts.attempts() * PERCENT;
    }
}
