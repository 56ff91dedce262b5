package io.counterfoil.retailers;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class BankRepository {
    private final Tx tx;

    BankRepository(Tx tx) {
        this.tx = tx;
    }

    /** What the seal holds, with what its opener has to know. */
    record Sealed(UUID id, byte[] bytes, Instant payableFrom) {}

    void insertWaiting(UUID id, UUID retailer, Iban iban, byte[] sealed) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO bank_details (provider_id, id, retailer_id, state, sealed, country, last_four, told_at)
                        VALUES (:provider, :id, :retailer, 'waiting', :sealed, :country, :lastFour, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("retailer", retailer)
                .bind("sealed", sealed)
                .bind("country", iban.country())
                .bind("lastFour", iban.lastFour())
                .bind("now", tx.now())
                .execute();
    }

    /** Turns down what waits for this retailer, and forgets it. */
    void turnDown(UUID retailer) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE bank_details SET state = 'turned_down', sealed = NULL
                        WHERE provider_id = :provider AND retailer_id = :retailer AND state = 'waiting'
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .execute();
    }

    /** Ends what counts for this retailer, and forgets it. */
    void replace(UUID retailer) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE bank_details SET state = 'replaced', sealed = NULL
                        WHERE provider_id = :provider AND retailer_id = :retailer AND state = 'in_force'
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .execute();
    }

    /** False if they don't wait any more. */
    boolean putInForce(UUID id, Instant payableFrom) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE bank_details SET state = 'in_force', in_force_at = :now, payable_from = :payableFrom
                                WHERE provider_id = :provider AND id = :id AND state = 'waiting'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("now", tx.now())
                        .bind("payableFrom", payableFrom)
                        .execute()
                == 1;
    }

    /** What counts for a retailer. */
    Optional<BankView> inForce(UUID retailer) {
        return view(
                """
                SELECT * FROM bank_details
                WHERE provider_id = :provider AND retailer_id = :retailer AND state = 'in_force'
                """,
                retailer);
    }

    /** Since when it is paid to what counts, however often that was told; empty: nothing counts. */
    Optional<Instant> paidThereSince(UUID retailer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT same.in_force_at
                        FROM bank_details AS counts
                          JOIN bank_details AS same USING (provider_id, retailer_id, country, last_four)
                        WHERE provider_id = :provider AND retailer_id = :retailer AND counts.state = 'in_force'
                          AND NOT EXISTS (
                            SELECT FROM bank_details AS other
                            WHERE other.provider_id = :provider AND other.retailer_id = :retailer
                              AND other.in_force_at > same.in_force_at
                              AND (other.country, other.last_four) <> (counts.country, counts.last_four))
                          AND same.in_force_at IS NOT NULL
                        ORDER BY same.in_force_at LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .map((row, context) -> Instants.of(row, "in_force_at"))
                .findOne();
    }

    /** Which of these retailers are paid to what counts by now. */
    Set<UUID> payable(Collection<UUID> retailers) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT retailer_id FROM bank_details
                        WHERE provider_id = :provider AND retailer_id = ANY(:retailers) AND state = 'in_force'
                          AND payable_from <= :now
                        """)
                .bind("provider", tx.provider())
                .bindArray("retailers", UUID.class, retailers)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .set();
    }

    /** What waits for somebody's agreement. */
    Optional<BankView> waiting(UUID retailer) {
        return view(
                """
                SELECT * FROM bank_details
                WHERE provider_id = :provider AND retailer_id = :retailer AND state = 'waiting'
                """,
                retailer);
    }

    private Optional<BankView> view(String query, UUID retailer) {
        return tx.handle()
                .createQuery(query)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .map(
                        (row, context) ->
                                new BankView(
                                        row.getObject("id", UUID.class),
                                        row.getString("country"),
                                        row.getString("last_four"),
                                        Instants.of(row, "told_at"),
                                        Instants.ofNullable(row, "in_force_at"),
                                        Instants.ofNullable(row, "payable_from")))
                .findOne();
    }

    Optional<Sealed> sealed(UUID retailer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, sealed, payable_from FROM bank_details
                        WHERE provider_id = :provider AND retailer_id = :retailer AND state = 'in_force'
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .map(
                        (row, context) ->
                                new Sealed(
                                        row.getObject("id", UUID.class),
                                        row.getBytes("sealed"),
                                        Instants.of(row, "payable_from")))
                .findOne();
    }
}
