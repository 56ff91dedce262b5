package io.counterfoil.access;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.time.Instant;

final class SignInAttemptRepository {
    private final Tx tx;

    SignInAttemptRepository(Tx tx) {
        this.tx = tx;
    }

    record Failures(int count, Instant last) {}

    Failures failures(byte[] who, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) AS count, coalesce(max(at), :since) AS last FROM sign_in_attempt
                        WHERE provider_id = :provider AND who = :who AND at > :since
                        """)
                .bind("provider", tx.provider())
                .bind("who", who)
                .bind("since", since)
                .map(
                        (row, context) ->
                                new Failures(
                                        row.getInt("count"),
                                        Instants.of(row, "last")))
                .one();
    }

    void insert(byte[] who) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO sign_in_attempt (provider_id, who, at) VALUES (:provider,"
                                + " :who, :now)")
                .bind("provider", tx.provider())
                .bind("who", who)
                .bind("now", tx.now())
                .execute();
    }

    void deleteAll(byte[] who) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM sign_in_attempt WHERE provider_id = :provider AND who = :who")
                .bind("provider", tx.provider())
                .bind("who", who)
                .execute();
    }

    void deleteLast(byte[] who) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM sign_in_attempt WHERE ctid = (
                            SELECT ctid FROM sign_in_attempt
                            WHERE provider_id = :provider AND who = :who ORDER BY at DESC LIMIT 1)
                        """)
                .bind("provider", tx.provider())
                .bind("who", who)
                .execute();
    }

    void deleteOld(Instant before) {
        tx.handle()
                .createUpdate("DELETE FROM sign_in_attempt WHERE at < :before")
                .bind("before", before)
                .execute();
    }
}
