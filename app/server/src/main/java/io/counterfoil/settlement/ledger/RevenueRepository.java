package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.Earning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What was deferred, and what can be earned of it, run by run or of all runs together. */
final class RevenueRepository {
    /** Run by run. */
    static final Grouping<Group> BY_RUN =
            new Grouping<>(
                    "run, product_id, currency", (row, context) -> group(row), Group.ORDER);

    /** All runs of a currency together: many of their items have the same amount and days. */
    static final Grouping<Currency> BY_CURRENCY =
            new Grouping<>(
                    "currency",
                    (row, context) -> currency(row),
                    Comparator.comparing(Currency::getCurrencyCode));

    private final Tx tx;

    RevenueRepository(Tx tx) {
        this.tx = tx;
    }

    /** The items of a product in a run, sold in one currency. */
    record Group(int run, UUID product, Currency currency) {
        private static final Comparator<Group> ORDER =
                Comparator.comparingInt(Group::run)
                        .thenComparing(Group::product)
                        .thenComparing(group -> group.currency().getCurrencyCode());
    }

    /**
     * What is told together.
     *
     * @param columns whose values it has in common
     * @param mapper reads them
     * @param order of the groups
     */
    record Grouping<G>(String columns, RowMapper<G> mapper, Comparator<G> order) {}

    /**
     * What was deferred of a group between two moments.
     *
     * @param place that of the later one among those that were asked for
     * @param left what is, as if nothing were earned
     * @param breakage what will never be redeemed
     */
    record Deferred<G>(int place, G group, long left, long breakage) {}

    /**
     * So many redeemed items of a group with the same amount and days.
     *
     * @param only the place of the moment at which they count; null: at all of them
     */
    record Alike<G>(@Nullable Integer only, G group, Earning earning, long items) {
        boolean isAt(int place) {
            return only == null || only == place;
        }
    }

    /**
     * What was deferred before each of these moments and not before an earlier one: from what is
     * counted by days in UTC, and one by one what nobody counted and what is in days that a moment
     * parts.
     *
     * @param moments one after the other
     */
    <G> List<Deferred<G>> deferred(Grouping<G> grouping, List<Instant> moments) {
        return tx.handle()
                .createQuery(
                        """
                        -- The policies let no index take part in a comparison with a coalesce, so that is made before.
                        WITH known AS MATERIALIZED (
                            SELECT retailer.id, coalesce(last_id, 0) AS last_id
                            FROM retailer
                            LEFT JOIN counted_transfers counted
                              ON counted.provider_id = retailer.provider_id AND counted.retailer_id = retailer.id
                            WHERE retailer.provider_id = :provider
                        ), ends AS MATERIALIZED (
                            SELECT array_agg(moment ORDER BY moment) AS moments,
                                   array_agg((moment AT TIME ZONE 'UTC')::date ORDER BY moment) AS days
                            FROM unnest(CAST(:moments AS timestamptz[])) AS moment
                        ), days AS MATERIALIZED (
                            SELECT run, product_id, currency, first_at, last_at, left_minor, breakage_minor,
                                   width_bucket(first_at, (SELECT moments FROM ends)) AS place,
                                   width_bucket(last_at, (SELECT moments FROM ends)) AS last_place
                            FROM counted_revenue WHERE provider_id = :provider AND first_at < :last AND day = ANY ((SELECT days FROM ends)::date[])
                        ), single AS (
                            SELECT (serial / 100000000)::integer AS run, product_id, currency, debit, credit, amount_minor, at
                            FROM known CROSS JOIN LATERAL (
                                SELECT kind, debit, credit, currency, amount_minor, at, serial, product_id FROM ledger_transfer
                                WHERE provider_id = :provider AND retailer_id = known.id AND id > known.last_id
                                -- Retailer by retailer: each has its part of the index, and few that nobody counted.
                                OFFSET 0
                            ) AS newer
                            WHERE at < :last AND kind <> 'earning' AND 'deferred_revenue' IN (debit, credit)
                            UNION ALL
                            SELECT run, product_id, currency, debit, credit, amount_minor, at
                            FROM (
                                SELECT place, min(first_at) AS first_at, max(last_at) AS last_at FROM days WHERE place < last_place GROUP BY place
                            ) AS parted CROSS JOIN LATERAL (
                                SELECT (serial / 100000000)::integer AS run, product_id, currency, debit, credit, amount_minor, at, retailer_id, id
                                FROM ledger_transfer
                                WHERE provider_id = :provider AND at BETWEEN parted.first_at AND parted.last_at AND at < :last
                                  AND kind <> 'earning' AND 'deferred_revenue' IN (debit, credit)
                                -- Day by day: each has its part of the index.
                                OFFSET 0
                            ) AS that_day
                            JOIN days USING (place, run, product_id, currency)
                            JOIN known ON known.id = that_day.retailer_id AND that_day.id <= known.last_id
                            WHERE days.place < days.last_place
                        ), part AS (
                            -- No moment is in most days: those are neither kept nor looked at closely.
                            SELECT width_bucket(day, (SELECT days FROM ends)) AS place, %1$s,
                                   sum(left_minor) AS left_minor, sum(breakage_minor) AS breakage_minor
                            FROM counted_revenue
                            WHERE provider_id = :provider AND first_at < :last AND day <> ALL ((SELECT days FROM ends)::date[])
                            GROUP BY 1, %1$s
                            UNION ALL
                            SELECT place, %1$s, left_minor, breakage_minor FROM days WHERE place = last_place
                            UNION ALL
                            SELECT width_bucket(at, (SELECT moments FROM ends)), %1$s,
                                   CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END,
                                   CASE 'breakage' WHEN credit THEN amount_minor WHEN debit THEN -amount_minor ELSE 0 END
                            FROM single
                        )
                        SELECT place, %1$s, sum(left_minor)::bigint AS minor, sum(breakage_minor)::bigint AS breakage
                        FROM part GROUP BY place, %1$s
                        """
                                .formatted(grouping.columns()))
                .bind("provider", tx.provider())
                .bindArray("moments", String.class, words(moments))
                .bind("last", moments.getLast())
                .map(
                        (row, context) ->
                                new Deferred<>(
                                        row.getInt("place"),
                                        grouping.mapper().map(row, context),
                                        row.getLong("minor"), row.getLong("breakage")))
                .list();
    }

    /**
     * What can have earned something by the ends of days: from what is counted, and one by one what
     * nobody counted, or not as it is now, and what has changed since each of them.
     *
     * @param moments at which the days end, one after the other
     * @param day the last of them
     */
    <G> List<Alike<G>> deferrals(
            Grouping<G> grouping, List<Instant> moments, LocalDate day) {
        return tx.handle()
                .createQuery(
                        """
                        WITH uncounted AS MATERIALIZED (
                            SELECT (serial / 100000000)::integer AS run, product_id, currency, amount_minor, first_day, end_day,
                                   counted_minor, counted_first, counted_end
                            FROM deferral WHERE provider_id = :provider AND uncounted
                        ), changed AS MATERIALIZED (
                            SELECT DISTINCT ON (place, serial) place, serial, amount_minor, first_day, end_day
                            FROM unnest(CAST(:moments AS timestamptz[])) WITH ORDINALITY AS ends (before, place) CROSS JOIN LATERAL (
                                SELECT serial, seq, amount_minor, first_day, end_day FROM deferral_before
                                WHERE provider_id = :provider AND until_at >= before
                            ) AS version
                            ORDER BY place, serial, seq
                        ), part AS (
                            SELECT NULL::bigint AS place, run, product_id, currency, amount_minor, first_day, end_day, items FROM counted_term
                            WHERE provider_id = :provider
                            UNION ALL
                            SELECT NULL, run, product_id, currency, amount_minor, first_day, end_day, 1 FROM uncounted
                            UNION ALL
                            SELECT NULL, run, product_id, currency, counted_minor, counted_first, counted_end, -1 FROM uncounted
                            WHERE counted_minor IS NOT NULL
                            UNION ALL
                            SELECT place, (serial / 100000000)::integer, product_id, currency, version.*
                            FROM changed JOIN deferral latest USING (serial),
                            LATERAL (VALUES (changed.amount_minor, changed.first_day, changed.end_day, 1),
                                            (latest.amount_minor, latest.first_day, latest.end_day, -1)) AS version
                            WHERE latest.provider_id = :provider
                        )
                        SELECT place, %1$s, amount_minor, first_day, end_day, sum(items)::bigint AS items
                        FROM part WHERE first_day <= :day
                        GROUP BY place, %1$s, amount_minor, first_day, end_day HAVING sum(items) <> 0
                        """
                                .formatted(grouping.columns()))
                .bind("provider", tx.provider())
                .bindArray("moments", String.class, words(moments))
                .bind("day", day)
                .map(
                        (row, context) ->
                                new Alike<>(
                                        only(row),
                                        grouping.mapper().map(row, context),
                                        new Earning(
                                                row.getLong("amount_minor"),
                                                row.getObject("first_day", LocalDate.class),
                                                row.getObject("end_day", LocalDate.class)),
                                        row.getLong("items")))
                .list();
    }

    private static List<String> words(List<Instant> moments) {
        return moments.stream().map(Instant::toString).toList();
    }

    /** SQL counts places from 1. */
    private static @Nullable Integer only(ResultSet row) throws SQLException {
        int place = row.getInt("place");
        return row.wasNull() ? null : place - 1;
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getInt("run"),
                row.getObject("product_id", UUID.class),
                currency(row));
    }

    private static Currency currency(ResultSet row) throws SQLException {
        return Currency.getInstance(row.getString("currency"));
    }
}
