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
import org.jspecify.annotations.Nullable;

/** What was deferred, run by run. */
final class RevenueRepository {
    private final Tx tx;

    RevenueRepository(Tx tx) {
        this.tx = tx;
    }

    /** The items of a product in a run, sold in one currency. */
    record Group(int run, UUID product, Currency currency) implements Comparable<Group> {
        private static final Comparator<Group> ORDER =
                Comparator.comparingInt(Group::run)
                        .thenComparing(Group::product)
                        .thenComparing(group -> group.currency().getCurrencyCode());

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What was deferred of a group between two moments.
     *
     * @param place that of the later one among those that were asked for
     * @param left what is, as if nothing were earned
     * @param breakage what will never be redeemed
     */
    record Deferred(int place, Group group, long left, long breakage) {
        Deferred plus(Deferred later) {
            return new Deferred(
                    later.place, group, left + later.left, breakage + later.breakage);
        }
    }

    /**
     * So many redeemed items of a group with the same amount and days.
     *
     * @param only the place of the moment at which they count; null: at all of them
     */
    record Alike(@Nullable Integer only, Group group, Earning earning, long items) {
        boolean isAt(int place) {
            return only == null || only == place;
        }
    }

    /**
     * What was deferred before each of these moments and not before an earlier one, run by run: from
     * what is counted by days in UTC, and one by one what nobody counted and what is in days that a
     * moment parts.
     *
     * @param moments one after the other
     */
    List<Deferred> deferred(List<Instant> moments) {
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
                        ), days AS MATERIALIZED (
                            SELECT run, product_id, currency, first_at, last_at, left_minor, breakage_minor,
                                   width_bucket(first_at, CAST(:moments AS timestamptz[])) AS place,
                                   width_bucket(last_at, CAST(:moments AS timestamptz[])) AS last_place
                            FROM counted_revenue WHERE provider_id = :provider AND first_at < :last
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
                            SELECT place, run, product_id, currency, left_minor, breakage_minor FROM days WHERE place = last_place
                            UNION ALL
                            SELECT width_bucket(at, CAST(:moments AS timestamptz[])), run, product_id, currency,
                                   CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END,
                                   CASE 'breakage' WHEN credit THEN amount_minor WHEN debit THEN -amount_minor ELSE 0 END
                            FROM single
                        )
                        SELECT place, run, product_id, currency, sum(left_minor)::bigint AS minor, sum(breakage_minor)::bigint AS breakage
                        FROM part GROUP BY place, run, product_id, currency
                        """)
                .bind("provider", tx.provider())
                .bindArray("moments", String.class, words(moments))
                .bind("last", moments.getLast())
                .map(
                        (row, context) ->
                                new Deferred(
                                        row.getInt("place"),
                                        group(row),
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
    List<Alike> deferrals(List<Instant> moments, LocalDate day) {
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
                        SELECT place, run, product_id, currency, amount_minor, first_day, end_day, sum(items)::bigint AS items
                        FROM part WHERE first_day <= :day
                        GROUP BY place, run, product_id, currency, amount_minor, first_day, end_day HAVING sum(items) <> 0
                        """)
                .bind("provider", tx.provider())
                .bindArray("moments", String.class, words(moments))
                .bind("day", day)
                .map(
                        (row, context) ->
                                new Alike(
                                        only(row),
                                        group(row),
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
                Currency.getInstance(row.getString("currency")));
    }
}
