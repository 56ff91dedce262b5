package io.counterfoil.retailers;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When a shop is open: for each day of the week some spans of its wall clock. A day that isn't there
 * is closed. What goes on after midnight is a span of the next day.
 *
 * @param week the spans of each day, in order and apart from each other
 */
public record OpeningHours(Map<DayOfWeek, List<Span>> week) {
    private static final int DAYS = 7;
    private static final Pattern RULE =
            Pattern.compile("(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? +(.+)");
    private static final Map<String, DayOfWeek> SHORT = new LinkedHashMap<>();

    static {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name();
            SHORT.put(name.charAt(0) + name.substring(1, 2).toLowerCase(Locale.ROOT), day);
        }
    }

    public OpeningHours {
        Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);
        week.forEach(
                (day, spans) -> {
                    if (!spans.isEmpty()) {
                        days.put(day, inOrder(spans));
                    }
                });
        week = Collections.unmodifiableMap(days);
    }

    /**
     * A time in which a shop is open without a break.
     *
     * @param from its first minute, counted from midnight on the wall clock
     * @param to the first minute after it, up to 1440 for midnight
     */
    public record Span(int from, int to) {
        private static final int MIDNIGHT = 24 * 60;
        private static final Pattern WRITTEN =
                Pattern.compile(" *([0-9]{1,2}):([0-9]{2}) *[-–] *([0-9]{1,2}):([0-9]{2}) *");

        public Span {
            if (from < 0 || to > MIDNIGHT || from >= to) {
                throw new IllegalArgumentException("a span begins before it ends, on one day");
            }
        }

        /**
         * Reads a span such as 09:00-12:30; 24:00 is midnight.
         *
         * @throws IllegalArgumentException if it is none
         */
        static Span parse(String text) {
            Matcher written = WRITTEN.matcher(text);
            if (!written.matches()) {
                throw new IllegalArgumentException("not a span");
            }
            return new Span(
                    minute(written.group(1), written.group(2)),
                    minute(written.group(3), written.group(4)));
        }

        private static int minute(String hours, String minutes) {
            if (Integer.parseInt(minutes) > 59) {
                throw new IllegalArgumentException("no such minute");
            }
            return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        }

        private boolean has(LocalTime time) {
            int minute = time.getHour() * 60 + time.getMinute();
            return from <= minute && minute < to;
        }

        @Override
        public String toString() {
            return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
        }
    }

    /**
     * Reads hours such as {@code Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-13:00}; nothing is always
     * closed.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static OpeningHours parse(String text) {
        Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
        for (String rule : text.split(";", -1)) {
            if (rule.isBlank()) {
                continue;
            }
            Matcher parts = RULE.matcher(rule.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a rule");
            }
            List<Span> spans = spans(parts.group(3));
            DayOfWeek first = Objects.requireNonNull(SHORT.get(parts.group(1)));
            DayOfWeek last =
                    parts.group(2) == null
                            ? first
                            : Objects.requireNonNull(SHORT.get(parts.group(2)));
            for (DayOfWeek day = first; ; day = day.plus(1)) {
                week.computeIfAbsent(day, none -> new ArrayList<>()).addAll(spans);
                if (day == last) {
                    break;
                }
            }
        }
        return new OpeningHours(week);
    }

    /**
     * Reads the spans of one day, such as {@code 09:00-12:30, 14:00-18:00}.
     *
     * @throws IllegalArgumentException if they are none
     */
    static List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        for (String span : text.split(",", -1)) {
            spans.add(Span.parse(span));
        }
        return spans;
    }

    /** Whether the shop is open at a moment, on the wall clock of this zone. */
    public boolean isOpen(Instant at, ZoneId zone) {
        ZonedDateTime there = at.atZone(zone);
        return week.getOrDefault(there.getDayOfWeek(), List.of()).stream()
                .anyMatch(span -> span.has(there.toLocalTime()));
    }

    /** When the shop opens next after a moment at which it is closed; empty: never. */
    public Optional<Instant> nextOpening(Instant after, ZoneId zone) {
        LocalDate today = after.atZone(zone).toLocalDate();
        for (int days = 0; days <= DAYS; days++) {
            LocalDate day = today.plusDays(days);
            for (Span span : week.getOrDefault(day.getDayOfWeek(), List.of())) {
                Instant opens = first(day.atStartOfDay().plusMinutes(span.from()), zone);
                if (opens.isAfter(after) && isOpen(opens, zone)) {
                    return Optional.of(opens);
                }
            }
        }
        return Optional.empty();
    }

    /** The first moment at or after this time of the wall clock, which skips an hour in spring. */
    private static Instant first(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? change.getInstant()
                : time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    /** The spans of a day as people write them; empty if it is closed. */
    public String of(DayOfWeek day) {
        return week.getOrDefault(day, List.of()).stream()
                .map(Span::toString)
                .collect(Collectors.joining(", "));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return SHORT.entrySet().stream()
                .filter(day -> week.containsKey(day.getValue()))
                .map(day -> day.getKey() + " " + of(day.getValue()).replace(" ", ""))
                .collect(Collectors.joining("; "));
    }

    private static List<Span> inOrder(List<Span> spans) {
        List<Span> sorted =
                spans.stream().sorted(Comparator.comparingInt(Span::from)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).from() < sorted.get(i - 1).to()) {
                throw new IllegalArgumentException("spans of one day lie apart");
            }
        }
        return sorted;
    }
}
