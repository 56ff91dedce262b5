package io.counterfoil.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The time zones of a provider's calendar, now and before. What was booked on a day stays on that day,
 * whatever zone there is later: whoever dates something of the past asks here.
 */
public final class Zones {
    private final NavigableMap<Instant, ZoneId> past;
    private final ZoneId now;

    /**
     * Zones of which {@code now} is the one today.
     *
     * @param past those before, each by the first moment of the one after it
     */
    public Zones(Map<Instant, ZoneId> past, ZoneId now) {
        this.past = Collections.unmodifiableNavigableMap(new TreeMap<>(past));
        this.now = now;
    }

    /** The zone that there was at a moment. */
    public ZoneId at(Instant moment) {
        Map.Entry<Instant, ZoneId> then = past.higherEntry(moment);
        return then == null ? now : then.getValue();
    }

    /** The day that it was at a moment. */
    public LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, at(moment));
    }

    /** The first moment at which it was that day, or a later one. */
    public Instant startOf(LocalDate day) {
        Instant from = Instant.MIN;
        for (Map.Entry<Instant, ZoneId> before : past.entrySet()) {
            Instant start = later(from, day.atStartOfDay(before.getValue()).toInstant());
            if (start.isBefore(before.getKey())) {
                return start;
            }
            from = before.getKey();
        }
        return later(from, day.atStartOfDay(now).toInstant());
    }

    /** The first moment at which it was a later day. */
    public Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    /** The moments at which one of these days may begin, or another zone, in no order. */
    public List<Instant> startsOf(Collection<LocalDate> days) {
        List<Instant> starts = new ArrayList<>(past.keySet());
        for (LocalDate day : days) {
            past.values().forEach(zone -> starts.add(day.atStartOfDay(zone).toInstant()));
            starts.add(day.atStartOfDay(now).toInstant());
        }
        return starts;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
