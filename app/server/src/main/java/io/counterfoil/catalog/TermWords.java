package io.counterfoil.catalog;

import io.counterfoil.platform.Fields;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A term as people read it ("1 year", "6 months") and as programs write it (P1Y, P6M). */
public final class TermWords {
    private static final Period LONGEST = Period.ofYears(10);
    private static final String HINT =
            "A period such as P1M, P6M, P1Y or P2Y: above zero and at most ten years.";

    private TermWords() {}

    /** The term that a field names; empty, after noting the problem, if it names none. */
    public static Optional<Period> read(Fields fields, String field, @Nullable String typed) {
        return fields.parsed(field, typed, TermWords::parse, HINT);
    }

    private static Period parse(String text) {
        Period period = Period.parse(text);
        if (period.isZero()
                || period.isNegative()
                || LocalDate.EPOCH.plus(period).isAfter(LocalDate.EPOCH.plus(LONGEST))) {
            throw new IllegalArgumentException(HINT);
        }
        return period;
    }

    /** The words for a term. */
    public static String of(Period term) {
        List<String> words = new ArrayList<>();
        add(words, term.getYears(), "year");
        add(words, term.getMonths(), "month");
        int days = term.getDays();
        add(words, days, "day");
        return String.join(" ", words);
    }

    private static void add(List<String> words, int count, String unit) {
        if (count != 0) {
            words.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }
}
