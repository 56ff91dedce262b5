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

    /** What was deferred before a moment, run by run. */
    List<Deferred> deferred(Instant before) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT (serial / 100000000)::integer AS run, product_id, currency,
                               sum(CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END)::bigint AS minor,
                               coalesce(sum(amount_minor) FILTER (WHERE credit = 'breakage'), 0)::bigint AS breakage
                        FROM ledger_transfer
                        WHERE provider_id = :provider AND at < :before AND kind <> 'earning'
                          AND 'deferred_revenue' IN (debit, credit)
                        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                        """)
                .bind("provider", tx.provider())
                .bind("before", before)
                .map(
                        (row, context) ->
                                new Deferred(
                                        group(row), row.getLong("minor"), row.getLong("breakage")))
                .list();
    }

    /** What can have earned something by the end of a day. */
    List<Alike> deferrals(LocalDate day) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT (serial / 100000000)::integer AS run, product_id, currency, amount_minor, first_day, end_day,
                               count(*) AS items
                        FROM deferral WHERE provider_id = :provider AND first_day <= :day
                        GROUP BY 1, 2, 3, 4, 5, 6
                        """)
                .bind("provider", tx.provider())
                .bind("day", day)
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
