package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;
import java.util.Currency;
import java.util.UUID;

/** What retailers paid and were paid. */
final class PaymentRepository {
    private final Tx tx;

    PaymentRepository(Tx tx) {
        this.tx = tx;
    }

    /** What no statement counts yet, in minor units; it stays that until the transaction ends. */
    long uncounted(UUID retailer, Currency currency) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(amount_minor), 0) FROM (
                            SELECT amount_minor FROM payment
                            WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                              AND statement_id IS NULL) AS waiting
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .mapTo(Long.class)
                .one();
    }

    /**
     * Puts what no statement counts yet onto this one.
     *
     * @return what it comes to, in minor units
     */
    long count(UUID retailer, Currency currency, UUID statement) {
        return tx.handle()
                .createQuery(
                        """
                        WITH counted AS (
                            UPDATE payment SET statement_id = :statement
                            WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                              AND statement_id IS NULL
                            RETURNING amount_minor)
                        SELECT coalesce(sum(amount_minor), 0) FROM counted
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .bind("statement", statement)
                .mapTo(Long.class)
                .one();
    }
}
