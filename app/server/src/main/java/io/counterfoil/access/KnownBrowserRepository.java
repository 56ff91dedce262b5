package io.counterfoil.access;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class KnownBrowserRepository {
    private final Tx tx;
    private final UUID provider;

    KnownBrowserRepository(Tx tx, UUID provider) {
        this.tx = tx;
        this.provider = provider;
    }

    void rename(byte[] before, byte[] digest) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE known_browser SET digest = :digest
                        WHERE provider_id = :provider AND digest = :before
                        """)
                .bind("digest", digest)
                .bind("provider", provider)
                .bind("before", before)
                .execute();
    }

    void see(byte[] digest, UUID subject) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO known_browser (provider_id, digest, subject_id, seen_at)
                        VALUES (:provider, :digest, :subject, :now)
                        ON CONFLICT (provider_id, digest, subject_id) DO UPDATE SET seen_at = excluded.seen_at
                        """)
                .bind("provider", provider)
                .bind("digest", digest)
                .bind("subject", subject)
                .bind("now", tx.now())
                .execute();
    }

    /** The same work whether there is such a person or not. */
    Optional<UUID> countedAs(byte[] digest, @Nullable UUID subject, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT counted_as FROM known_browser
                        WHERE provider_id = :provider AND digest = :digest AND subject_id = :subject
                          AND seen_at > :since
                        """)
                .bind("provider", provider)
                .bind("digest", digest)
                .bind("subject", subject)
                .bind("since", since)
                .mapTo(UUID.class)
                .findOne();
    }

    void deleteBeyond(UUID subject, int most) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM known_browser
                        WHERE provider_id = :provider AND subject_id = :subject AND digest IN (
                            SELECT digest FROM known_browser
                            WHERE provider_id = :provider AND subject_id = :subject
                            ORDER BY seen_at DESC, digest OFFSET :most)
                        """)
                .bind("provider", provider)
                .bind("subject", subject)
                .bind("most", most)
                .execute();
    }

    int deleteOthers(UUID subject, byte[] here) {
        return tx.handle()
                .createUpdate(
                        """
                        DELETE FROM known_browser
                        WHERE provider_id = :provider AND subject_id = :subject AND digest <> :here
                        """)
                .bind("provider", provider)
                .bind("subject", subject)
                .bind("here", here)
                .execute();
    }

    static void deleteOld(Tx tx, Instant before) {
        tx.handle()
                .createUpdate("DELETE FROM known_browser WHERE seen_at <= :before")
                .bind("before", before)
                .execute();
    }
}
