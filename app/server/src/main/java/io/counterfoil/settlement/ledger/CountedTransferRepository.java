package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Transfers summed by retailer and account, and what they deferred by run and day, so that nobody
 * reads all of them to know a balance or the revenue. What came after the last count is read one by
 * one.
 */
final class CountedTransferRepository {
    private final Tx tx;

    CountedTransferRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Before something is transferred for these retailers: it is not counted halfway. Nobody ever
     * waits for this lock, which all share.
     */
    void hold(List<UUID> retailers) {
        tx.lockShared(LockKind.TRANSFERS, retailers);
    }

    /** What each account has gained less what it gave, in the order of currencies. */
    List<LedgerBooks.Balance> balances(Optional<UUID> retailer) {
        return tx.handle()
                .createQuery(
                        """
                        -- The policies let no index take part in a comparison with a coalesce, so that is made before.
                        WITH known AS MATERIALIZED (
                            SELECT retailer.id, coalesce(last_id, 0) AS last_id
                            FROM retailer
                            LEFT JOIN counted_transfers counted
                              ON counted.provider_id = retailer.provider_id AND counted.retailer_id = retailer.id
                            WHERE retailer.provider_id = :provider AND (:retailer::uuid IS NULL OR retailer.id = :retailer)
                        ), part AS (
                            SELECT account, currency, amount_minor AS minor FROM counted_balance
                            WHERE provider_id = :provider AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                            UNION ALL
                            SELECT side.account, currency, side.minor
                            FROM known CROSS JOIN LATERAL (
                                SELECT debit, credit, currency, amount_minor FROM ledger_transfer
                                WHERE provider_id = :provider AND retailer_id = known.id AND id > known.last_id
                                -- Retailer by retailer: each has its part of the index, and few that nobody counted.
                                OFFSET 0
                            ) AS newer
                            CROSS JOIN LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
                        )
                        SELECT account, currency, sum(minor)::bigint AS minor FROM part
                        GROUP BY account, currency HAVING sum(minor) <> 0 ORDER BY currency, account
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer.orElse(null))
                .map(
                        (row, context) ->
                                new LedgerBooks.Balance(
                                        LedgerAccount.of(row.getString("account")),
                                        new Money(
                                                row.getLong("minor"),
                                                Currency.getInstance(row.getString("currency")))))
                .list();
    }

    /** The retailers of whom something isn't counted. */
    List<UUID> behind() {
        return tx.handle()
                .createQuery(
                        """
                        WITH known AS MATERIALIZED (
                            SELECT retailer.id, coalesce(last_id, 0) AS last_id
                            FROM retailer
                            LEFT JOIN counted_transfers counted
                              ON counted.provider_id = retailer.provider_id AND counted.retailer_id = retailer.id
                            WHERE retailer.provider_id = :provider
                        )
                        SELECT id FROM known
                        WHERE EXISTS (
                            SELECT FROM ledger_transfer
                            WHERE provider_id = :provider AND retailer_id = known.id AND ledger_transfer.id > known.last_id)
                        """)
                .bind("provider", tx.provider())
                .mapTo(UUID.class)
                .list();
    }

    /**
     * Counts for each of these retailers up to its transfer, before which none can come any more.
     *
     * @return for how many there was something to count
     */
    int count(Map<UUID, Long> last) {
        List<UUID> retailers = last.keySet().stream().sorted().toList();
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO counted_transfers (provider_id, retailer_id, last_id)
                        SELECT :provider, id, 0 FROM unnest(:retailers) AS asked (id) ORDER BY id
                        ON CONFLICT DO NOTHING
                        """)
                .bind("provider", tx.provider())
                .bindArray("retailers", UUID.class, retailers)
                .execute();
        // Another server that counts them ends first.
        tx.handle()
                .createQuery(
                        """
                        SELECT last_id FROM counted_transfers
                        WHERE provider_id = :provider AND retailer_id = ANY(:retailers) ORDER BY retailer_id FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bindArray("retailers", UUID.class, retailers)
                .mapTo(Long.class)
                .list();
        return tx.handle()
                .createUpdate(
                        """
                        WITH asked AS MATERIALIZED (
                            SELECT counted.retailer_id, counted.last_id, asked.last_id AS until
                            FROM unnest(:retailers, :last) AS asked (retailer_id, last_id)
                            JOIN counted_transfers counted USING (retailer_id) WHERE provider_id = :provider
                        ), next AS (
                            SELECT asked.retailer_id, each.*
                            FROM asked CROSS JOIN LATERAL (
                                SELECT debit, credit, currency, amount_minor, kind, at, serial, product_id FROM ledger_transfer
                                WHERE provider_id = :provider AND retailer_id = asked.retailer_id
                                  AND id > asked.last_id AND id <= asked.until
                                OFFSET 0
                            ) AS each
                        ), added AS (
                            INSERT INTO counted_balance AS counted (provider_id, retailer_id, account, currency, amount_minor)
                            SELECT :provider, retailer_id, side.account, currency, sum(side.minor)
                            FROM next, LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
                            GROUP BY retailer_id, side.account, currency
                            ON CONFLICT (provider_id, retailer_id, account, currency) DO UPDATE
                            SET amount_minor = counted.amount_minor + excluded.amount_minor
                        ), revenue AS (
                            INSERT INTO counted_revenue AS counted (provider_id, run, product_id, currency, day, first_at, last_at,
                                                                    left_minor, breakage_minor)
                            SELECT :provider, (serial / 100000000)::integer AS run, product_id, currency,
                                   (at AT TIME ZONE 'UTC')::date AS day, min(at), max(at),
                                   sum(CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END),
                                   sum(CASE 'breakage' WHEN credit THEN amount_minor WHEN debit THEN -amount_minor ELSE 0 END)
                            FROM next WHERE kind <> 'earning' AND 'deferred_revenue' IN (debit, credit)
                            GROUP BY run, product_id, currency, day
                            -- Who counts other retailers has the same rows in the same order.
                            ORDER BY run, product_id, currency, day
                            ON CONFLICT (provider_id, run, product_id, currency, day) DO UPDATE
                            SET first_at = least(counted.first_at, excluded.first_at),
                                last_at = greatest(counted.last_at, excluded.last_at),
                                left_minor = counted.left_minor + excluded.left_minor,
                                breakage_minor = counted.breakage_minor + excluded.breakage_minor
                        )
                        UPDATE counted_transfers counted SET last_id = asked.until
                        FROM asked
                        WHERE provider_id = :provider AND counted.retailer_id = asked.retailer_id
                          AND counted.last_id < asked.until
                        """)
                .bind("provider", tx.provider())
                .bindArray("retailers", UUID.class, retailers)
                .bindArray("last", Long.class, retailers.stream().map(last::get).toList())
                .execute();
    }

    /** Balances that are not what the counted transfers come to. */
    int miscounted() {
        return tx.handle()
                .createQuery(
                        """
                        WITH made AS (
                            SELECT transfer.retailer_id, side.account, currency, sum(side.minor) AS minor
                            FROM counted_transfers counted
                            JOIN ledger_transfer transfer
                              ON transfer.provider_id = counted.provider_id AND transfer.retailer_id = counted.retailer_id
                             AND id <= last_id,
                            LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
                            WHERE counted.provider_id = :provider
                            GROUP BY transfer.retailer_id, side.account, currency
                        ), kept AS (
                            SELECT retailer_id, account, currency, amount_minor FROM counted_balance WHERE provider_id = :provider
                        )
                        SELECT count(*) FROM kept FULL JOIN made USING (retailer_id, account, currency)
                        WHERE coalesce(kept.amount_minor, 0) <> coalesce(made.minor, 0)
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    /** Days of runs whose counted revenue is not what their counted transfers come to. */
    int miscountedRevenue() {
        return tx.handle()
                .createQuery(
                        """
                        WITH made AS (
                            SELECT (serial / 100000000)::integer AS run, product_id, currency, (at AT TIME ZONE 'UTC')::date AS day,
                                   sum(CASE WHEN credit = 'deferred_revenue' THEN amount_minor ELSE -amount_minor END) AS left_minor,
                                   sum(CASE 'breakage' WHEN credit THEN amount_minor WHEN debit THEN -amount_minor ELSE 0 END) AS breakage_minor
                            FROM counted_transfers counted
                            JOIN ledger_transfer transfer
                              ON transfer.provider_id = counted.provider_id AND transfer.retailer_id = counted.retailer_id
                             AND id <= last_id
                            WHERE counted.provider_id = :provider AND kind <> 'earning' AND 'deferred_revenue' IN (debit, credit)
                            GROUP BY 1, 2, 3, 4
                        ), kept AS (
                            SELECT run, product_id, currency, day, left_minor, breakage_minor FROM counted_revenue
                            WHERE provider_id = :provider
                        )
                        SELECT count(*) FROM kept FULL JOIN made USING (run, product_id, currency, day)
                        WHERE (kept.left_minor, kept.breakage_minor) IS DISTINCT FROM (made.left_minor, made.breakage_minor)
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }
}
