package io.counterfoil.redemption;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;

final class GuessRepository {
    private final Tx tx;

    GuessRepository(Tx tx) {
        this.tx = tx;
    }

    /** Notes a failure if it counts; the statement runs either way. */
    void insert(byte[] guesser, boolean counts) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO failed_guess (provider_id, guesser, at)
                        SELECT :provider, :guesser, :now WHERE :counts
                        """)
                .bind("counts", counts)
                .bind("provider", tx.provider())
                .bind("guesser", guesser)
                .bind("now", tx.now())
                .execute();
    }

    List<Instant> latest(byte[] guesser, Instant since, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT at FROM failed_guess
                        WHERE provider_id = :provider AND guesser = :guesser AND at > :since
                        ORDER BY at DESC LIMIT :limit
                        """)
                .bind("provider", tx.provider())
                .bind("guesser", guesser)
                .bind("since", since)
                .bind("limit", limit)
                .mapTo(Instant.class)
                .list();
    }

    void deleteBefore(Instant time) {
        tx.handle()
                .createUpdate("DELETE FROM failed_guess WHERE at < :time")
                .bind("time", time)
                .execute();
    }
}
