package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The links by which holders confirm an uninstall; each account has one at most. */
final class UninstallLinkRepository {
    private final Tx tx;

    UninstallLinkRepository(Tx tx) {
        this.tx = tx;
    }

    /** Puts a link in the place of an older one. */
    void replace(UUID account, byte[] digest, Instant expires) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO uninstall_link (provider_id, account_id, digest, expires_at)
                        VALUES (:provider, :account, :digest, :expires)
                        ON CONFLICT (provider_id, account_id) DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("digest", digest)
                .bind("expires", expires)
                .execute();
    }

    /** The account of a link that still lasts. */
    Optional<UUID> find(byte[] digest) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id FROM uninstall_link
                        WHERE provider_id = :provider AND digest = :digest AND expires_at > :now
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .findOne();
    }

    /** Ends the link of an account. */
    void forget(UUID account) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM uninstall_link
                        WHERE provider_id = :provider AND account_id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .execute();
    }
}
