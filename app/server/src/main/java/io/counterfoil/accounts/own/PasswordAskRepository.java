package io.counterfoil.accounts.own;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who has forgotten a password and was not looked for yet. */
final class PasswordAskRepository {
    private final Tx tx;

    PasswordAskRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(UUID id, String who) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO password_ask (provider_id, id, who, asked_at) VALUES (:provider,"
                                + " :id, :who, :now)")
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("who", who)
                .bind("now", tx.now())
                .execute();
    }

    /** Takes one, of which nothing is kept; empty if it was taken already. */
    Optional<String> take(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        DELETE FROM password_ask WHERE provider_id = :provider AND id = :id RETURNING who
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /** In the system scope: forgets those that were asked before then. */
    void forgetOld(Instant before) {
        tx.handle()
                .createUpdate("DELETE FROM password_ask WHERE asked_at < :before")
                .bind("before", before)
                .execute();
    }
}
