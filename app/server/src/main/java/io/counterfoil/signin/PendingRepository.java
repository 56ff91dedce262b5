package io.counterfoil.signin;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class PendingRepository {
    private final Tx tx;

    PendingRepository(Tx tx) {
        this.tx = tx;
    }

    record Pending(String kind, UUID person) {}

    void insert(byte[] digest, String kind, UUID person) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO pending_sign_in (digest, provider_id, kind, person_id, began_at)
                        VALUES (:digest, :provider, :kind, :person, :now)
                        """)
                .bind("digest", digest)
                .bind("provider", tx.provider())
                .bind("kind", kind)
                .bind("person", person)
                .bind("now", tx.now())
                .execute();
    }

    Optional<Pending> find(byte[] digest, Instant beganAfter) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT kind, person_id FROM pending_sign_in
                        WHERE provider_id = :provider AND digest = :digest AND began_at > :beganAfter
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .bind("beganAfter", beganAfter)
                .map(
                        (row, context) ->
                                new Pending(
                                        row.getString("kind"),
                                        row.getObject("person_id", UUID.class)))
                .findOne();
    }

    /** False if somebody was faster. */
    boolean delete(byte[] digest) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM pending_sign_in WHERE provider_id = :provider AND"
                                        + " digest = :digest")
                        .bind("provider", tx.provider())
                        .bind("digest", digest)
                        .execute()
                == 1;
    }

    void deleteOf(UUID person) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM pending_sign_in WHERE provider_id = :provider AND person_id ="
                                + " :person")
                .bind("provider", tx.provider())
                .bind("person", person)
                .execute();
    }

    void deleteOld(Instant beganBefore) {
        tx.handle()
                .createUpdate("DELETE FROM pending_sign_in WHERE began_at <= :beganBefore")
                .bind("beganBefore", beganBefore)
                .execute();
    }
}
