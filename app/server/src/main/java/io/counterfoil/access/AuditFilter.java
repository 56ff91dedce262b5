package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log are asked for, as pages and programs write it; what is null or
 * empty doesn't matter.
 *
 * @param actor who did it, as entries name them, or only their kind, such as {@code job}
 * @param area what it is about, one of {@link AuditWords.Area} in lower case; an action counts
 *     instead
 * @param action what was done, such as {@code key.made}
 * @param subject to what, as entries name it, or only its kind, such as {@code run}
 * @param from the first day, in the provider's time zone
 * @param until the last day
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String area,
        @Nullable String action,
        @Nullable String subject,
        @Nullable String from,
        @Nullable String until) {

    /** Every entry. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    private static final Pattern NAME = Pattern.compile("[a-z_-]{1,40}(:[^\\p{Cntrl}]{1,200})?");

    /** What was written, by the names of its parameters. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "actor", actor);
        put(given, "area", area);
        put(given, "action", action);
        put(given, "subject", subject);
        put(given, "from", from);
        put(given, "until", until);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            given.put(name, value);
        }
    }

    /**
     * The same, checked.
     *
     * @param actor all of the name, or its kind
     * @param actions one of these; null: any
     * @param subject all of the name, or its kind
     * @param from not before
     * @param before not at this moment or later
     */
    record Checked(
            @Nullable String actor,
            @Nullable Set<String> actions,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant before) {}

    /**
     * Checks what was written.
     *
     * @throws io.counterfoil.platform.Refused if something is wrong with it
     */
    Checked checked(ZoneId zone) {
        Fields fields = new Fields();
        Checked checked =
                new Checked(
                        name(fields, "actor", actor),
                        actions(fields),
                        name(fields, "subject", subject),
                        dayBegins(fields, "from", from, zone, 0),
                        dayBegins(fields, "until", until, zone, 1));
        if (checked.from() != null
                && checked.before() != null
                && !checked.from().isBefore(checked.before())) {
            fields.problem("until", "This day is before the first one. Swap the two.");
        }
        fields.done();
        return checked;
    }

    private @Nullable Set<String> actions(Fields fields) {
        if (action != null && !action.isEmpty()) {
            if (!AuditWords.actions().contains(action)) {
                fields.problem("action", "No such action. Copy one from an entry, such as key.made.");
            }
            return Set.of(action);
        }
        return area != null && !area.isEmpty()
                ? AuditWords.actions(fields.oneOf("area", area, AuditWords.Area.class))
                : null;
    }

    private static @Nullable String name(Fields fields, String field, @Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            return null;
        }
        if (!NAME.matcher(typed).matches()) {
            fields.problem(field, "Copy it from an entry, such as key:ID, or take its kind alone: key.");
        }
        return typed;
    }

    private static @Nullable Instant dayBegins(
            Fields fields, String field, @Nullable String typed, ZoneId zone, int daysLater) {
        return typed == null || typed.isEmpty()
                ? null
                : fields.day(field, typed)
                        .map(day -> day.plusDays(daysLater).atStartOfDay(zone).toInstant())
                        .orElse(null);
    }
}
