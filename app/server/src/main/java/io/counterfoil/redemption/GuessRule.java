package io.counterfoil.redemption;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** How long a guesser has to wait after so many failures. Pure. */
final class GuessRule {
    /** After this time a failure is forgotten. */
    static final Duration REMEMBERED = Duration.ofHours(24);

    /** No rule looks at more failures than that. */
    static final int MOST = 20;

    private static final int PER_MINUTE = 10;
    private static final NavigableMap<Integer, Duration> PAUSES =
            new TreeMap<>(
                    Map.of(
                            5,
                            Duration.ofMinutes(15),
                            10,
                            Duration.ofMinutes(30),
                            15,
                            Duration.ofHours(1),
                            MOST,
                            Duration.ofHours(24)));

    private GuessRule() {}

    /**
     * How long to wait from {@code now} on; empty if the next guess is free.
     *
     * @param failures those of {@link #REMEMBERED}, the latest first, at most {@link #MOST}
     */
    static Optional<Duration> pause(Guesser.Mark mark, List<Instant> failures, Instant now) {
        Optional<Instant> until =
                switch (mark) {
                    // Many people may share an address: it is slowed, not shut out.
                    case ADDRESS -> free(failures, PER_MINUTE, Duration.ofMinutes(1));
                    case BROWSER, ACCOUNT ->
                            Optional.ofNullable(PAUSES.floorEntry(failures.size()))
                                    .flatMap(
                                            step ->
                                                    free(
                                                            failures,
                                                            failures.size() - step.getKey() + 1,
                                                            step.getValue()));
                };
        return until.filter(now::isBefore).map(end -> Duration.between(now, end));
    }

    /** When the pause ends that began with the failure in this place, counted from the latest. */
    private static Optional<Instant> free(List<Instant> failures, int place, Duration pause) {
        return failures.size() < place
                ? Optional.empty()
                : Optional.of(failures.get(place - 1).plus(pause));
    }
}
