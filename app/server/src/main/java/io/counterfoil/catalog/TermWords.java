package io.counterfoil.catalog;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** A term as people read it: "1 year", "6 months". */
public final class TermWords {
    private TermWords() {}

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
