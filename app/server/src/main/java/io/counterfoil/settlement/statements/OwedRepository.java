package io.counterfoil.settlement.statements;

import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Tx;
import java.util.Currency;
import java.util.UUID;

/** What retailers owe at this moment, without reading all of it each time. */
final class OwedRepository {
    private final Tx tx;

    OwedRepository(Tx tx) {
        this.tx = tx;
    }

    /** Whoever else locks the retailer waits for the end of the transaction. */
    void lock(UUID retailer) {
        tx.lock(LockKind.CREDIT, retailer);
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
                        CountedRepository.parts(":retailer", "'infinity'::timestamptz")
                                + """
                        SELECT coalesce((SELECT closing_minor FROM statement
                                   WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                   ORDER BY until_at DESC LIMIT 1), 0)
                             + (SELECT coalesce(sum(amount_minor), 0) FROM parts WHERE currency = :currency)
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
}
