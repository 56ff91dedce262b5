package io.counterfoil.terms;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What an account's grants and refunds, in their order, add up to. */
public final class Grants {
    private Grants() {}

    /**
     * From when to when a grant runs.
     *
     * @param from when its time starts
     * @param to when it is used up; the same instant where a refund took back all of it
     */
    public record Span(Instant from, Instant to) {
        private Span until(Instant cut) {
            return new Span(from.isBefore(cut) ? from : cut, to.isBefore(cut) ? to : cut);
        }

        private Span earlier(Duration by) {
            return new Span(from.minus(by), to.minus(by));
        }
    }

    /**
     * What a refund does.
     *
     * @param taken how much time it takes back: what of the grant is not used up yet
     * @param oldEnd the end of the term so far
     * @param newEnd its end after that
     */
    public record Refund(Duration taken, Instant oldEnd, Instant newEnd) {}

    /** The end of the term; empty if nothing was granted. */
    public static Optional<Instant> end(List<Grant> grants) {
        return spans(grants).values().stream().map(Span::to).max(Instant::compareTo);
    }

    /** What each grant comes to; what a refund takes back moves those that follow forward. */
    public static Map<UUID, Span> spans(List<Grant> grants) {
        Map<UUID, Span> spans = new LinkedHashMap<>();
        for (Grant grant : grants) {
            if (grant.refunds() == null) {
                // One that begins before others are used up has their rest in it, on another plan.
                spans.replaceAll((id, span) -> span.until(grant.from()));
                spans.put(grant.id(), new Span(grant.from(), grant.to()));
            } else {
                takeBack(spans, grant.refunds(), Duration.between(grant.from(), grant.to()));
            }
        }
        return spans;
    }

    /**
     * How far a conversion has come where one part of the time that it took over ends, and the next
     * one is worth more or less of it.
     *
     * @param old seconds of the time that it took over
     * @param fresh seconds of the conversion
     */
    public record Milestone(long old, long fresh) {}

    /**
     * What of its own time every grant has brought or still brings, on whatever plan. What a
     * conversion took over counts as it was; of what is taken back of the conversion, the same share
     * of its worth is taken back of that, from its end.
     *
     * @param conversions which of the grants have the rest of those before them, with their
     *     milestones in their order; none if all of that is worth the same
     */
    public static Map<UUID, Span> kept(
            List<Grant> grants, Map<UUID, List<Milestone>> conversions) {
        Map<UUID, Span> kept = new LinkedHashMap<>(spans(grants));
        List<TakenOver> all = new ArrayList<>();
        for (int i = 0; i < grants.size(); i++) {
            Grant grant = grants.get(i);
            List<Milestone> milestones = conversions.get(grant.id());
            if (milestones != null) {
                Map<UUID, Span> rest = spans(grants.subList(0, i));
                rest.values().removeIf(span -> !span.to().isAfter(grant.from()));
                kept.putAll(rest);
                all.add(new TakenOver(grant, rest, milestones));
            }
        }
        // A later one may have taken over an earlier one.
        for (TakenOver each : all.reversed()) {
            Instant end = Objects.requireNonNull(kept.get(each.by().id())).to();
            if (end.isBefore(each.by().to())) {
                Instant cut = each.cut(end);
                each.rest()
                        .keySet()
                        .forEach(id -> kept.computeIfPresent(id, (same, span) -> span.until(cut)));
            }
        }
        return kept;
    }

    /**
     * What a conversion took over.
     *
     * @param rest the grants that were not used up, as they were before it
     */
    private record TakenOver(Grant by, Map<UUID, Span> rest, List<Milestone> milestones) {

        /**
         * How far what is left of the conversion reaches in the time that it took over.
         *
         * @param end when that is used up
         */
        private Instant cut(Instant end) {
            long whole =
                    rest.values().stream()
                            .mapToLong(span -> seconds(span.to()))
                            .max()
                            .orElse(0);
            List<Milestone> all = new ArrayList<>(milestones);
            all.add(new Milestone(whole, seconds(by.to())));
            Milestone before = new Milestone(0, 0);
            Milestone after = all.removeFirst();
            while (after.fresh() < seconds(end)) {
                before = after;
                after = all.removeFirst();
            }
            long old = after.old() - before.old();
            long fresh = Math.max(1, after.fresh() - before.fresh());
            // The seconds of the most years ahead, squared, still fit.
            return by.from()
                    .plusSeconds(before.old() + old * (seconds(end) - before.fresh()) / fresh);
        }

        private long seconds(Instant until) {
            return Duration.between(by.from(), until).toSeconds();
        }
    }

    /**
     * What taking back the rest of a grant would do; empty if nothing of it is left.
     *
     * @throws IllegalArgumentException if there is no such grant
     */
    public static Optional<Refund> refund(List<Grant> grants, UUID grant, Instant now) {
        Span span = span(grants, grant);
        Instant unused = span.from().isAfter(now) ? span.from() : now;
        if (!unused.isBefore(span.to())) {
            return Optional.empty();
        }
        Duration taken = Duration.between(unused, span.to());
        Instant end = end(grants).orElseThrow();
        return Optional.of(new Refund(taken, end, end.minus(taken)));
    }

    /**
     * What taking back the last part of a grant would do; empty if not so much of it is left. Just
     * what was granted is all of it while nothing of it is used up, though counted back the month
     * from 31 January to 28 February has more days.
     *
     * @param period how much, counted back from its end
     * @param zone of the calendar by which it was granted
     * @throws IllegalArgumentException if there is no such grant
     */
    public static Optional<Refund> refund(
            List<Grant> grants, UUID grant, Period period, Instant now, ZoneId zone) {
        Instant to = span(grants, grant).to();
        Duration taken = Duration.between(to.atZone(zone).minus(period).toInstant(), to);
        Optional<Refund> rest = refund(grants, grant, now);
        boolean whole =
                grants.stream()
                        .filter(each -> each.id().equals(grant) && lasts(each, period, zone))
                        .map(each -> Duration.between(each.from(), each.to()))
                        .anyMatch(granted -> rest.filter(all -> all.taken().equals(granted)).isPresent());
        return whole
                ? rest
                : rest.filter(all -> taken.compareTo(all.taken()) <= 0)
                        .map(all -> new Refund(taken, all.oldEnd(), all.oldEnd().minus(taken)));
    }

    private static boolean lasts(Grant grant, Period period, ZoneId zone) {
        return grant.from().atZone(zone).plus(period).toInstant().equals(grant.to());
    }

    private static Span span(List<Grant> grants, UUID grant) {
        Span span = spans(grants).get(grant);
        if (span == null) {
            throw new IllegalArgumentException("no such grant");
        }
        return span;
    }

    private static void takeBack(Map<UUID, Span> spans, UUID grant, Duration taken) {
        boolean follows = false;
        for (Map.Entry<UUID, Span> each : spans.entrySet()) {
            Span span = each.getValue();
            if (follows) {
                each.setValue(span.earlier(taken));
            } else if (each.getKey().equals(grant)) {
                each.setValue(new Span(span.from(), span.to().minus(taken)));
                follows = true;
            }
        }
        if (!follows) {
            throw new IllegalArgumentException("a refund of no grant before it");
        }
    }
}
