package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class SettledRepository {
    // Any number that no other advisory lock of ours begins with.
    private static final int SETTLED_LOCK = 2;

    private final Tx tx;

    SettledRepository(Tx tx) {
        this.tx = tx;
    }

    void lockShared(UUID retailer) {
        lock("pg_advisory_xact_lock_shared", retailer);
    }

    void lock(UUID retailer) {
        lock("pg_advisory_xact_lock", retailer);
    }

    private void lock(String how, UUID retailer) {
        tx.handle()
                .createQuery("SELECT %s(:kind, :retailer) IS NOT NULL".formatted(how))
                .bind("kind", SETTLED_LOCK)
                .bind("retailer", retailer.hashCode())
                .mapTo(Boolean.class)
                .one();
    }

    /** In a statement of its own, so that it sees what the lock waited for. */
    Optional<Instant> until(UUID retailer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT settled_until FROM retailer_settlement
                        WHERE provider_id = :provider AND retailer_id = :retailer
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .mapTo(Instant.class)
                .findOne();
    }

    /** 0 if it is settled that far already. */
    int close(UUID retailer, Instant end) {
        return tx.handle()
                .createUpdate(
                        """
                        INSERT INTO retailer_settlement AS settled (provider_id, retailer_id, settled_until)
                        VALUES (:provider, :retailer, :end)
                        ON CONFLICT (provider_id, retailer_id) DO UPDATE SET settled_until = excluded.settled_until
                        WHERE settled.settled_until < excluded.settled_until
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("end", end)
                .execute();
    }
}
