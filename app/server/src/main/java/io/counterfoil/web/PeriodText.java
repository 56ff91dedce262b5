package io.counterfoil.web;

import io.counterfoil.platform.Text;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A period as people say it: "1 year", "6 months", "1 year and 14 days". */
public final class PeriodText {
    private PeriodText() {}

    /** The words for a period of at least a day. */
    public static Text of(Period period) {
        List<String> parts = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        add(parts, values, period.getYears(), "year");
        add(parts, values, period.getMonths(), "month");
        add(parts, values, period.getDays(), "day");
        return new Text(String.join(" and ", parts), values);
    }

    private static void add(
            List<String> parts, Map<String, Object> values, int number, String unit) {
        if (number != 0) {
            parts.add("{%1$ss, plural, one {# %1$s} other {# %1$ss}}".formatted(unit));
            values.put(unit + "s", number);
        }
    }
}
