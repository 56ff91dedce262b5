package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What accrued and no statement has, counted by the hour in which it is payable, so that nobody reads
 * a million accruals to know a balance. What came or was withdrawn after the last count is read one
 * by one, and so is the hour in which a moment is that parts what is payable from what is held.
 */
final class CountedRepository {
    private final Tx tx;

    CountedRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * The beginning of a query by a provider that knows {@code parts} (currency, payable_at, items,
     * amount_minor): together what a retailer's accruals come to that no statement has; and {@code
     * newer}, those that had to be read for it because nobody counted them yet.
     *
     * @param retailer its id, in SQL
     * @param now a moment in SQL; each part is payable up to it, or later
     */
    static String parts(String retailer, String now) {
        return """
            WITH known AS MATERIALIZED (
                SELECT coalesce((SELECT stated_until FROM retailer_settlement
                                 WHERE provider_id = :provider AND retailer_id = %1$s), '-infinity') AS stated,
                       coalesce((SELECT last_id FROM counted_accruals
                                 WHERE provider_id = :provider AND retailer_id = %1$s), 0) AS last_id
            ), hours AS MATERIALIZED (
                SELECT currency, first_at, last_at, items, amount_minor,
                       first_at <= stated OR (first_at <= %2$s AND last_at > %2$s) AS parted
                FROM known, counted_money
                WHERE provider_id = :provider AND retailer_id = %1$s AND last_at > stated
            ), split AS MATERIALIZED (
                SELECT currency, first_at, last_at FROM hours WHERE parted
            ), newer AS MATERIALIZED (
                SELECT currency, payable_at, amount_minor, undone_at FROM accrual
                WHERE provider_id = :provider AND retailer_id = %1$s AND id > (SELECT last_id FROM known)
            ), parts AS (
                SELECT currency, last_at AS payable_at, items, amount_minor FROM hours WHERE NOT parted
                UNION ALL
                SELECT currency, payable_at, 1, each.amount_minor
                FROM split CROSS JOIN LATERAL (
                    SELECT payable_at, amount_minor FROM accrual
                    WHERE provider_id = :provider AND retailer_id = %1$s AND undone_at IS NULL
                      AND payable_at BETWEEN first_at AND last_at AND accrual.currency = split.currency
                      AND payable_at > (SELECT stated FROM known) AND id <= (SELECT last_id FROM known)
                    -- Hour by hour: there are two at most, and each has its part of the index.
                    OFFSET 0
                ) AS each
                UNION ALL
                SELECT currency, payable_at, -1, -amount_minor FROM accrual withdrawn
                WHERE provider_id = :provider AND retailer_id = %1$s AND undone_at IS NOT NULL AND NOT undone_counted
                  AND payable_at > (SELECT stated FROM known) AND id <= (SELECT last_id FROM known)
                  AND NOT EXISTS (SELECT FROM split WHERE split.currency = withdrawn.currency
                                  AND withdrawn.payable_at BETWEEN first_at AND last_at)
                UNION ALL
                SELECT currency, payable_at, 1, amount_minor FROM newer
                WHERE undone_at IS NULL AND payable_at > (SELECT stated FROM known)
            )
            """
                .formatted(retailer, now);
    }

    /** Those of these retailers of whom more than so many accruals, or withdrawn ones, aren't counted. */
    List<UUID> behind(Collection<UUID> retailers, int accruals) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT asked.id FROM unnest(:retailers) AS asked (id)
                        WHERE EXISTS (
                            SELECT FROM accrual
                            WHERE provider_id = :provider AND retailer_id = asked.id
                              -- The policies let no index take part in a comparison with a coalesce, but with a subquery.
                              AND id > (SELECT coalesce(max(last_id), 0) FROM counted_accruals
                                        WHERE provider_id = :provider AND retailer_id = asked.id)
                            ORDER BY id OFFSET :accruals LIMIT 1)
                           OR EXISTS (
                            SELECT FROM accrual
                            WHERE provider_id = :provider AND retailer_id = asked.id AND undone_at IS NOT NULL AND NOT undone_counted
                            OFFSET :accruals LIMIT 1)
                        """)
                .bind("provider", tx.provider())
                .bindArray("retailers", UUID.class, retailers)
                .bind("accruals", accruals)
                .mapTo(UUID.class)
                .list();
    }

    /**
     * Counts the next accruals of a retailer, up to one before which none can come any more.
     *
     * @return how many
     */
    int count(UUID retailer, long last, int most) {
        lock(retailer);
        int counted =
                tx.handle()
                        .createQuery(
                                """
                                WITH next AS MATERIALIZED (
                                    SELECT id, currency, payable_at, amount_minor FROM accrual
                                    WHERE provider_id = :provider AND retailer_id = :retailer
                                      AND id > (SELECT coalesce(max(last_id), 0) FROM counted_accruals
                                                WHERE provider_id = :provider AND retailer_id = :retailer)
                                      AND id <= :last
                                    ORDER BY id LIMIT :most
                                ), noted AS (
                                    UPDATE counted_accruals SET last_id = (SELECT max(id) FROM next)
                                    WHERE provider_id = :provider AND retailer_id = :retailer AND EXISTS (SELECT FROM next)
                                ), added AS (
                                    INSERT INTO counted_money AS counted (provider_id, retailer_id, currency, hour, first_at, last_at,
                                                                          items, amount_minor)
                                    SELECT :provider, :retailer, currency, date_trunc('hour', payable_at, 'UTC'),
                                           min(payable_at), max(payable_at), count(*), sum(amount_minor)
                                    FROM next GROUP BY currency, date_trunc('hour', payable_at, 'UTC')
                                    ON CONFLICT (provider_id, retailer_id, currency, hour) DO UPDATE
                                    SET first_at = least(counted.first_at, excluded.first_at),
                                        last_at = greatest(counted.last_at, excluded.last_at),
                                        items = counted.items + excluded.items,
                                        amount_minor = counted.amount_minor + excluded.amount_minor
                                )
                                SELECT count(*) FROM next
                                """)
                        .bind("provider", tx.provider())
                        .bind("retailer", retailer)
                        .bind("last", last)
                        .bind("most", most)
                        .mapTo(Integer.class)
                        .one();
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM counted_money
                        WHERE provider_id = :provider AND retailer_id = :retailer
                          AND last_at <= (SELECT stated_until FROM retailer_settlement
                                          WHERE provider_id = :provider AND retailer_id = :retailer)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .execute();
        return counted;
    }

    /**
     * Subtracts the next ones that were withdrawn since they were counted.
     *
     * @return how many
     */
    int countWithdrawn(UUID retailer, int most) {
        lock(retailer);
        return tx.handle()
                .createQuery(
                        """
                        WITH next AS (
                            SELECT id FROM accrual
                            WHERE provider_id = :provider AND retailer_id = :retailer AND undone_at IS NOT NULL AND NOT undone_counted
                              AND id <= (SELECT last_id FROM counted_accruals
                                         WHERE provider_id = :provider AND retailer_id = :retailer)
                            LIMIT :most
                        ), gone AS (
                            UPDATE accrual SET undone_counted = true FROM next
                            WHERE provider_id = :provider AND accrual.id = next.id AND NOT undone_counted
                            RETURNING currency, payable_at, amount_minor
                        ), sums AS (
                            SELECT currency, date_trunc('hour', payable_at, 'UTC') AS hour, count(*) AS items,
                                   sum(amount_minor) AS amount_minor
                            FROM gone
                            -- Hours that statements have are gone or never summed; one that came again has no part of it.
                            WHERE payable_at > (SELECT coalesce(max(stated_until), '-infinity') FROM retailer_settlement
                                                WHERE provider_id = :provider AND retailer_id = :retailer)
                            GROUP BY currency, date_trunc('hour', payable_at, 'UTC')
                        ), subtracted AS (
                            UPDATE counted_money counted
                            SET items = counted.items - sums.items, amount_minor = counted.amount_minor - sums.amount_minor
                            FROM sums
                            WHERE provider_id = :provider AND retailer_id = :retailer
                              AND counted.currency = sums.currency AND counted.hour = sums.hour
                        )
                        SELECT count(*) FROM gone
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("most", most)
                .mapTo(Integer.class)
                .one();
    }

    /** Another server that counts the same ends first; in a statement of its own, to see what it did. */
    private void lock(UUID retailer) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO counted_accruals (provider_id, retailer_id, last_id) VALUES (:provider, :retailer, 0)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .execute();
        tx.handle()
                .createQuery(
                        """
                        SELECT last_id FROM counted_accruals
                        WHERE provider_id = :provider AND retailer_id = :retailer FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .mapTo(Long.class)
                .findOne();
    }
}
