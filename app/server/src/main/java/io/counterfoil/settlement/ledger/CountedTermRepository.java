package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.util.OptionalLong;

/**
 * How many redeemed items have the same amount and days, so that nobody reads all of them to know
 * what they earn. Each item knows as what it is counted; who changes it need not know of that.
 */
final class CountedTermRepository {
    private final Tx tx;

    CountedTermRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Counts some items as they are now, and no longer as they were. Whoever counts on from the last
     * one does not walk again over what the index still has of those that are counted.
     *
     * @param after the serial after which to begin
     * @return the last serial that was counted, or empty: there was none
     */
    OptionalLong count(long after, int most) {
        return tx.handle()
                .createQuery(
                        """
                        WITH next AS MATERIALIZED (
                            SELECT serial, product_id, currency, amount_minor, first_day, end_day, counted_minor, counted_first, counted_end
                            FROM deferral WHERE provider_id = :provider AND uncounted AND serial > :after
                            ORDER BY serial LIMIT :most FOR UPDATE SKIP LOCKED
                        ), noted AS (
                            UPDATE deferral
                            SET counted_minor = next.amount_minor, counted_first = next.first_day, counted_end = next.end_day
                            FROM next WHERE deferral.provider_id = :provider AND deferral.serial = next.serial
                        ), change AS (
                            SELECT serial, product_id, currency, amount_minor, first_day, end_day, 1 AS items FROM next
                            UNION ALL
                            SELECT serial, product_id, currency, counted_minor, counted_first, counted_end, -1
                            FROM next WHERE counted_minor IS NOT NULL
                        ), counted AS (
                            INSERT INTO counted_term AS counted (provider_id, run, product_id, currency, amount_minor, first_day,
                                                                 end_day, items)
                            SELECT :provider, (serial / 100000000)::integer AS run, product_id, currency, amount_minor, first_day,
                                   end_day, sum(items)
                            FROM change GROUP BY run, product_id, currency, amount_minor, first_day, end_day
                            -- Another server that counts has the same rows in the same order.
                            ORDER BY run, product_id, currency, amount_minor, first_day, end_day
                            ON CONFLICT (provider_id, run, product_id, currency, amount_minor, first_day, end_day) DO UPDATE
                            SET items = counted.items + excluded.items
                        )
                        SELECT max(serial) FROM next
                        """)
                .bind("provider", tx.provider())
                .bind("after", after)
                .bind("most", most)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** Amounts and days of which another number of items is counted than there is. */
    int miscounted() {
        return tx.handle()
                .createQuery(
                        """
                        WITH made AS (
                            SELECT (serial / 100000000)::integer AS run, product_id, currency, counted_minor AS amount_minor,
                                   counted_first AS first_day, counted_end AS end_day, count(*) AS items
                            FROM deferral WHERE provider_id = :provider AND counted_minor IS NOT NULL
                            GROUP BY 1, 2, 3, 4, 5, 6
                        ), kept AS (
                            SELECT run, product_id, currency, amount_minor, first_day, end_day, items FROM counted_term
                            WHERE provider_id = :provider
                        )
                        SELECT count(*) FROM kept FULL JOIN made USING (run, product_id, currency, amount_minor, first_day, end_day)
                        WHERE coalesce(kept.items, 0) <> coalesce(made.items, 0)
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }
}
