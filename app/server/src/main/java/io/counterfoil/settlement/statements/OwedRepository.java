package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;
import java.util.Currency;
import java.util.UUID;

/** What retailers owe at this moment. */
final class OwedRepository {
    // Any number that no other advisory lock of ours begins with.
    private static final int CREDIT_LOCK = 6;

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
     * In minor units; below zero, the provider owes the retailer. One statement, so that nothing is
     * counted twice or not at all while the retailer is settled.
     */
    long of(UUID retailer, Currency currency) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce((SELECT closing_minor FROM statement
                                   WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                   ORDER BY until_at DESC LIMIT 1), 0)
                             + (SELECT coalesce(sum(amount_minor), 0) FROM accrual
                                WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                  AND undone_at IS NULL
                                  AND payable_at > (
                                      SELECT coalesce(max(stated_until), '-infinity') FROM retailer_settlement
                                      WHERE provider_id = :provider AND retailer_id = :retailer))
                             - (SELECT coalesce(sum(amount_minor), 0) FROM payment
                                WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                  AND statement_id IS NULL)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .mapTo(Long.class)
                .one();
    }
}
