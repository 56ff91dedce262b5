package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The days of the provider's calendar that a list is asked for; what is empty doesn't narrow it.
 *
 * @param from this day or later
 * @param to this day or before
 */
public record DayRange(Optional<LocalDate> from, Optional<LocalDate> to) {
    /** All days. */
    public static final DayRange ANY = new DayRange(Optional.empty(), Optional.empty());

    /**
     * Reads the query parameters {@code from} and {@code to}; forms send empty what nobody filled in.
     *
     * @throws Refused if one of them is no day
     */
    public static DayRange of(@Nullable String from, @Nullable String to) {
        Fields fields = new Fields();
        DayRange days = of(fields, from, to);
        fields.done();
        return days;
    }

    /** The same beside other parameters; what is no day is noted. */
    public static DayRange of(Fields fields, @Nullable String from, @Nullable String to) {
        return new DayRange(day(fields, "from", from), day(fields, "to", to));
    }

    /** The first moment that is asked for. */
    public Optional<Instant> start(Zones zones) {
        return from.map(zones::startOf);
    }

    /** The first moment after all that is asked for. */
    public Optional<Instant> end(Zones zones) {
        return to.map(zones::endOf);
    }

    private static Optional<LocalDate> day(Fields fields, String name, @Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : fields.day(name, value);
    }
}
