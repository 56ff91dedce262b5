package io.counterfoil.economics;

import io.counterfoil.platform.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts trials. */
final class TrialReportRepository {
    private final Tx tx;

    TrialReportRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * The counts of one group of trials, or of all.
     *
     * @param all whether it is all of them
     * @param key what tells the group apart; null = they have none
     * @param byteDays bytes times days
     * @param medianDays of those that were converted; null = none was
     */
    record Counts(
            boolean all,
            @Nullable String key,
            long begun,
            long inTrial,
            long converted,
            BigDecimal byteDays,
            @Nullable BigDecimal medianDays) {}

    /** The trials that began from one moment until before another: each group, and all. */
    List<Counts> count(TrialReport.By by, Instant from, Instant before) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT grouping(%1$s) = 1 AS whole, %1$s AS key, count(*) AS begun,
                               count(*) FILTER (WHERE converted_at IS NULL AND course = 'running' AND ends_at > :now) AS in_trial,
                               count(converted_at) AS converted, coalesce(sum(byte_days), 0) AS byte_days,
                               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM converted_at - began_at)::float8 / 86400)::numeric AS median_days
                        FROM trial_course
                        WHERE provider_id = :provider AND began_at >= :from AND began_at < :before
                        GROUP BY GROUPING SETS ((%1$s), ())
                        ORDER BY whole, begun DESC, key
                        """
                                .formatted(column(by)))
                .bind("provider", tx.provider())
                .bind("from", from)
                .bind("before", before)
                .bind("now", tx.now())
                .map(
                        (row, context) ->
                                new Counts(
                                        row.getBoolean("whole"),
                                        row.getString("key"),
                                        row.getLong("begun"),
                                        row.getLong("in_trial"),
                                        row.getLong("converted"),
                                        row.getBigDecimal("byte_days"),
                                        row.getBigDecimal("median_days")))
                .list();
    }

    private static String column(TrialReport.By by) {
        return switch (by) {
            case CHANNEL -> "channel";
            case PRODUCT -> "product_id";
            case RETAILER -> "retailer_id";
            case OUTLET -> "outlet_id";
        };
    }
}
