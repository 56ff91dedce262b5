package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class SettledRepository {
    private final Tx tx;

    SettledRepository(Tx tx) {
        this.tx = tx;
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

    /** Changes nothing if it is settled that far already. */
    void close(UUID retailer, Instant end) {
        tx.handle()
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

    /** What is settled and on no statement, if that is something. */
    Optional<Window> unstated(UUID retailer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT stated_until, settled_until FROM retailer_settlement
                        WHERE provider_id = :provider AND retailer_id = :retailer
                          AND stated_until IS DISTINCT FROM settled_until
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .map(
                        (row, context) ->
                                new Window(
                                        Optional.ofNullable(Instants.ofNullable(row, "stated_until")),
                                        Instants.of(row, "settled_until")))
                .findOne();
    }

    /** 0 if somebody else made statements of it. */
    int stated(UUID retailer, Window window) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE retailer_settlement SET stated_until = :until
                        WHERE provider_id = :provider AND retailer_id = :retailer
                          AND stated_until IS NOT DISTINCT FROM :after
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("after", window.after().orElse(null))
                .bind("until", window.until())
                .execute();
    }
}
