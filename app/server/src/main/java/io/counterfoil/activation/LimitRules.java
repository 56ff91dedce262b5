package io.counterfoil.activation;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a sale breaks a limit of its till, and what to tell the shop then. */
final class LimitRules {
    /** The time over which sales are counted. */
    static final Duration WITHIN = Duration.ofMinutes(10);

    private static final String RELEASE =
            "{limit} If it has to go on, ask your manager for a release.";
    private static final String RELEASE_AND_SEND =
            "{limit} It is listed for somebody to look at. If it is right, ask your manager for a release"
                    + " of this till and enter the sale again.";

    private LimitRules() {}

    /**
     * What a till did around the moment of a sale.
     *
     * @param open whether its shop was open then
     * @param pace the most sales that it made within {@link #WITHIN}, this one with them
     * @param mostPace how many it may make in that time; 0: any number
     * @param dayValue what it sold on that day that stands, this one with it, in minor units
     * @param mostValue the most that it may sell on a day; empty: any amount
     * @param entered how many sales were entered later for it within 24 hours, this one with them;
     *     0: this one isn't
     * @param mostEntered how many may be; 0: any number
     */
    record Figures(
            boolean open,
            int pace,
            int mostPace,
            long dayValue,
            Optional<Money> mostValue,
            int entered,
            int mostEntered) {}

    /**
     * Which limit the sale would break; empty if none. A manager may release the till.
     *
     * @param later whether the till could not ask when it was made
     */
    static Optional<Text> broken(Figures till, boolean later) {
        return first(till, later)
                .map(limit -> Text.of(later ? RELEASE_AND_SEND : RELEASE, "limit", limit));
    }

    private static Optional<Text> first(Figures till, boolean later) {
        if (!till.open()) {
            return Optional.of(
                    Text.of(
                            later
                                    ? "This shop was closed at that time."
                                    : "This shop is closed at this time."));
        }
        if (till.mostPace() > 0 && till.pace() > till.mostPace()) {
            return Optional.of(
                    later
                            ? Text.of(
                                    "This till sold more than {items} within {minutes} minutes then.",
                                    "items",
                                    Text.counted(till.mostPace(), "item"),
                                    "minutes",
                                    WITHIN.toMinutes())
                            : Text.of(
                                    "This till has sold {items} within {minutes} minutes. Please wait a little.",
                                    "items",
                                    Text.counted(till.pace() - 1, "item"),
                                    "minutes",
                                    WITHIN.toMinutes()));
        }
        if (till.mostValue().filter(most -> till.dayValue() > most.minor()).isPresent()) {
            return Optional.of(
                    Text.of(
                            later
                                    ? "With this item the till would have sold for more than {most} on that day."
                                    : "With this item the till would have sold for more than {most} today.",
                            "most",
                            till.mostValue().get()));
        }
        return till.mostEntered() > 0 && till.entered() > till.mostEntered()
                ? Optional.of(
                        Text.of(
                                "This till had {sales} entered later within 24 hours, and may have no more.",
                                "sales",
                                Text.counted(till.entered() - 1, "sale")))
                : Optional.empty();
    }

    /**
     * The most sales that fall into any span of {@link #WITHIN} around this one, which counts too:
     * they may come in any order, so it is not enough to look back.
     *
     * @param others the moments of other sales
     */
    static int pace(List<Instant> others, Instant sale) {
        List<Instant> all = Stream.concat(others.stream(), Stream.of(sale)).sorted().toList();
        int most = 0;
        int end = 0;
        for (int first = 0; first < all.size() && !all.get(first).isAfter(sale); first++) {
            Instant until = all.get(first).plus(WITHIN);
            while (end < all.size() && all.get(end).isBefore(until)) {
                end++;
            }
            if (sale.isBefore(until)) {
                most = Math.max(most, end - first);
            }
        }
        return most;
    }
}
