package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;
import java.util.Currency;
import java.util.UUID;

/** What retailers owe at this moment, without reading all of it each time. */
final class OwedRepository {
    // Any number that no other advisory lock of ours begins with.
    private static final int CREDIT_LOCK = 6;

    /** Where the last statement ends, and what was counted since. */
    private static final String STATED =
            """
            WITH stated AS MATERIALIZED (
                SELECT coalesce(max(stated_until), '-infinity') AS until FROM retailer_settlement
                WHERE provider_id = :provider AND retailer_id = :retailer),
            counted AS MATERIALIZED (
                SELECT last_id, amount_minor FROM counted_accruals
                WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                  AND coalesce(stated_until, '-infinity') = (SELECT until FROM stated))
            """;

    private final Tx tx;

    OwedRepository(Tx tx) {
        this.tx = tx;
    }

    /** Whoever else locks the retailer waits for the end of the transaction. */
    void lock(UUID retailer) {
        tx.handle()
                .createQuery("SELECT pg_advisory_xact_lock(:kind, :retailer) IS NOT NULL")
                .bind("kind", CREDIT_LOCK)
                .bind("retailer", retailer.hashCode())
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * What a retailer owes.
     *
     * @param minor in minor units; below zero, the provider owes the retailer
     * @param uncounted how many accruals had to be read for it
     */
    record Owed(long minor, int uncounted) {}

    /**
     * What a retailer owes now. One statement reads all that it is made of, so that nothing is
     * counted twice or not at all while the retailer is settled.
     */
    Owed of(UUID retailer, Currency currency) {
        return tx.handle()
                .createQuery(
                        STATED
                                + """
                        -- Either from where was counted on, or from the last statement on; each has its index.
                        , newer AS MATERIALIZED (
                            SELECT amount_minor, undone_at FROM accrual
                            WHERE (SELECT count(*) FROM counted) > 0
                              AND provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                              AND id > (SELECT max(last_id) FROM counted)
                            UNION ALL
                            SELECT amount_minor, NULL FROM accrual
                            WHERE (SELECT count(*) FROM counted) = 0
                              AND provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                              AND payable_at > (SELECT until FROM stated) AND undone_at IS NULL)
                        SELECT coalesce((SELECT closing_minor FROM statement
                                   WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                   ORDER BY until_at DESC LIMIT 1), 0)
                             + (SELECT coalesce(sum(amount_minor) FILTER (WHERE undone_at IS NULL), 0) FROM newer)
                             + (SELECT coalesce(max(amount_minor), 0) FROM counted)
                             - (SELECT coalesce(sum(amount_minor), 0) FROM accrual
                                WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                  AND id <= (SELECT coalesce(max(last_id), 0) FROM counted)
                                  AND payable_at > (SELECT until FROM stated) AND undone_at IS NOT NULL)
                             - (SELECT coalesce(sum(amount_minor), 0) FROM payment
                                WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                  AND statement_id IS NULL) AS minor,
                               (SELECT count(*) FROM newer) AS uncounted
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .map((row, context) -> new Owed(row.getLong("minor"), row.getInt("uncounted")))
                .one();
    }

    /**
     * Counts what accrued, so that it need not be read again until there is another statement. No
     * accrual of the retailer may be under way.
     */
    void count(UUID retailer, Currency currency) {
        tx.handle()
                .createUpdate(
                        STATED
                                + """
                        INSERT INTO counted_accruals AS kept (provider_id, retailer_id, currency, stated_until, last_id, amount_minor)
                        SELECT :provider, :retailer, :currency, (SELECT nullif(until, '-infinity') FROM stated), max(id),
                               sum(amount_minor) + (SELECT coalesce(max(amount_minor), 0) FROM counted)
                        FROM accrual
                        WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                          AND id > (SELECT coalesce(max(last_id), 0) FROM counted)
                          AND payable_at > (SELECT until FROM stated)
                        HAVING count(*) > 0
                        ON CONFLICT (provider_id, retailer_id, currency) DO UPDATE
                        SET stated_until = excluded.stated_until, last_id = excluded.last_id, amount_minor = excluded.amount_minor
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .execute();
    }
}
