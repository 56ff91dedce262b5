package io.counterfoil.economics;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of the trials that began in some months.
 *
 * @param from the first month
 * @param to the last month
 * @param by what they are told apart by
 * @param price what storage costs; null = nobody said that
 * @param rows one for each that had any, the one with most trials first
 * @param total of all of them
 */
record TrialReport(
        YearMonth from,
        YearMonth to,
        By by,
        @Nullable StoragePrice price,
        List<TrialCohort> rows,
        TrialCohort total) {
    TrialReport {
        rows = List.copyOf(rows);
    }

    /** What trials are told apart by. */
    enum By {
        /** On which way they came. */
        CHANNEL,
        /** What the customer was handed. */
        PRODUCT,
        /** Which company had it for sale. */
        RETAILER,
        /** In which of its shops. */
        OUTLET;

        /** What the API and the page call it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
