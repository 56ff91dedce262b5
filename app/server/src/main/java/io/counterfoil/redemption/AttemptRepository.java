package io.counterfoil.redemption;

import io.counterfoil.platform.Tx;
import java.time.Instant;

final class AttemptRepository {
    private final Tx tx;

    AttemptRepository(Tx tx) {
        this.tx = tx;
    }

    void add(Instant slot, SiteRule.Counts counts) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO code_attempts AS known (provider_id, slot, attempts, failures)
                        VALUES (:provider, :slot, :attempts, :failures)
                        ON CONFLICT (provider_id, slot) DO UPDATE
                        SET attempts = known.attempts + excluded.attempts, failures = known.failures + excluded.failures
                        """)
                .bind("provider", tx.provider())
                .bind("slot", slot)
                .bind("attempts", counts.attempts())
                .bind("failures", counts.failures())
                .execute();
    }

    SiteRule.Counts since(Instant time) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(attempts), 0) AS attempts, coalesce(sum(failures), 0) AS failures
                        FROM code_attempts WHERE provider_id = :provider AND slot > :time
                        """)
                .bind("provider", tx.provider())
                .bind("time", time)
                .map(
                        (row, context) ->
                                new SiteRule.Counts(
                                        row.getLong("attempts"), row.getLong("failures")))
                .one();
    }

    void deleteBefore(Instant time) {
        tx.handle()
                .createUpdate("DELETE FROM code_attempts WHERE slot < :time")
                .bind("time", time)
                .execute();
    }
}
