package io.counterfoil.access;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class HeldFormRepository {
    private final Tx tx;

    HeldFormRepository(Tx tx) {
        this.tx = tx;
    }

    int keep(UUID subject, byte[] digest, byte[] sealed) {
        return tx.handle()
                .createUpdate(
                        """
                        INSERT INTO held_form (provider_id, subject_id, digest, sealed, held_at)
                        VALUES (:provider, :subject, :digest, :sealed, :now)
                        ON CONFLICT (provider_id, subject_id)
                        DO UPDATE SET digest = excluded.digest, sealed = excluded.sealed, held_at = excluded.held_at
                        """)
                .bind("provider", tx.provider())
                .bind("subject", subject)
                .bind("digest", digest)
                .bind("sealed", sealed)
                .bind("now", tx.now())
                .execute();
    }

    Optional<byte[]> find(UUID subject, byte[] digest, Instant heldAfter) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sealed FROM held_form
                        WHERE subject_id = :subject AND digest = :digest AND held_at > :heldAfter
                        """)
                .bind("subject", subject)
                .bind("digest", digest)
                .bind("heldAfter", heldAfter)
                .mapTo(byte[].class)
                .findOne();
    }

    int delete(byte[] digest) {
        return tx.handle()
                .createUpdate("DELETE FROM held_form WHERE digest = :digest")
                .bind("digest", digest)
                .execute();
    }

    void deleteOld(Instant heldBefore) {
        tx.handle()
                .createUpdate("DELETE FROM held_form WHERE held_at <= :heldBefore")
                .bind("heldBefore", heldBefore)
                .execute();
    }
}
