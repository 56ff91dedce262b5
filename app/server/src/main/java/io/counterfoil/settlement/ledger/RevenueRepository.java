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
     * What was deferred of a group.
     *
     * @param left what is, as if nothing were earned
     * @param breakage what will never be redeemed
     */
    record Deferred(Group group, long left, long breakage) {}

    /** So many redeemed items of a group with the same amount and days. */
    record Alike(Group group, Earning earning, long items) {}

    /**
     * What was deferred before a moment, run by run: from what is counted by days in UTC, and one by
     * one what nobody counted and what is in the day that the moment parts.
     */
    List<Deferred> deferred(Instant before) {
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
                            SELECT run, product_id, currency, first_at, last_at >= :before AS parted, left_minor, breakage_minor
                            FROM counted_revenue WHERE provider_id = :provider AND first_at < :before
                        ), single AS (
                            SELECT (serial / 100000000)::integer AS run, product_id, currency, debit, credit, amount_minor
                            FROM known CROSS JOIN LATERAL (
                                SELECT kind, debit, credit, currency, amount_minor, at, serial, product_id FROM ledger_transfer
                                WHERE provider_id = :provider AND retailer_id = known.id AND id > known.last_id
                                -- Retailer by retailer: each has its part of the index, and few that nobody counted.
                                OFFSET 0
                            ) AS newer
                            WHERE at < :before AND kind <> 'earning' AND 'deferred_revenue' IN (debit, credit)
                            UNION ALL
                            SELECT run, product_id, currency, debit, credit, amount_minor
                            FROM (
                                SELECT (serial / 100000000)::integer AS run, product_id, currency, debit, credit, amount_minor, retailer_id, id
                                FROM ledger_transfer
                                WHERE provider_id = :provider AND at < :before AND at >= (SELECT min(first_at) FROM days WHERE parted)
                                  AND kind <> 'earning' AND 'deferred_revenue' IN (debit, credit)
                            ) AS that_day
                            JOIN days USING (run, product_id, currency)
                            JOIN known ON known.id = that_day.retailer_id AND that_day.id <= known.last_id
                            WHERE parted
                        ), part AS (
                            SELECT run, product_id, currency, left_minor, breakage_minor FROM days WHERE NOT parted
                            UNION ALL
                            SELECT run, product_id, currency,
                                   CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END,
                                   CASE 'breakage' WHEN credit THEN amount_minor WHEN debit THEN -amount_minor ELSE 0 END
                            FROM single
                        )
                        SELECT run, product_id, currency, sum(left_minor)::bigint AS minor, sum(breakage_minor)::bigint AS breakage
                        FROM part GROUP BY run, product_id, currency ORDER BY run, product_id, currency
                        """)
                .bind("provider", tx.provider())
                .bind("before", before)
                .map(
                        (row, context) ->
                                new Deferred(
                                        group(row), row.getLong("minor"), row.getLong("breakage")))
                .list();
    }

    /**
     * What can have earned something by the end of a day: from what is counted, and one by one what
     * nobody counted, or not as it is now, and what has changed since.
     *
     * @param before the moment at which the day ends
     */
    List<Alike> deferrals(LocalDate day, Instant before) {
        return tx.handle()
                .createQuery(
                        """
                        WITH uncounted AS MATERIALIZED (
                            SELECT (serial / 100000000)::integer AS run, product_id, currency, amount_minor, first_day, end_day,
                                   counted_minor, counted_first, counted_end
                            FROM deferral WHERE provider_id = :provider AND uncounted
                        ), changed AS MATERIALIZED (
                            SELECT DISTINCT ON (serial) serial, amount_minor, first_day, end_day FROM deferral_before
                            WHERE provider_id = :provider AND until_at >= :before ORDER BY serial, seq
                        ), part AS (
                            SELECT run, product_id, currency, amount_minor, first_day, end_day, items FROM counted_term
                            WHERE provider_id = :provider
                            UNION ALL
                            SELECT run, product_id, currency, amount_minor, first_day, end_day, 1 FROM uncounted
                            UNION ALL
                            SELECT run, product_id, currency, counted_minor, counted_first, counted_end, -1 FROM uncounted
                            WHERE counted_minor IS NOT NULL
                            UNION ALL
                            SELECT (serial / 100000000)::integer, product_id, currency, version.*
                            FROM changed JOIN deferral latest USING (serial),
                            LATERAL (VALUES (changed.amount_minor, changed.first_day, changed.end_day, 1),
                                            (latest.amount_minor, latest.first_day, latest.end_day, -1)) AS version
                            WHERE latest.provider_id = :provider
                        )
                        SELECT run, product_id, currency, amount_minor, first_day, end_day, sum(items)::bigint AS items
                        FROM part WHERE first_day <= :day
                        GROUP BY run, product_id, currency, amount_minor, first_day, end_day HAVING sum(items) <> 0
                        """)
                .bind("provider", tx.provider())
                .bind("day", day)
                .bind("before", before)
                .map(
                        (row, context) ->
                                new Alike(
                                        group(row),
                                        new Earning(
                                                row.getLong("amount_minor"),
                                                row.getObject("first_day", LocalDate.class),
                                                row.getObject("end_day", LocalDate.class)),
                                        row.getLong("items")))
                .list();
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getInt("run"),
                row.getObject("product_id", UUID.class),
                Currency.getInstance(row.getString("currency")));
    }
}
