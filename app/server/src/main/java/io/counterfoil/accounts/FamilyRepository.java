package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

final class FamilyRepository {
    private final Tx tx;

    FamilyRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A parent account and its sub-accounts, by any of them, the parent first and without those that
     * are deleted. The parent is locked first, so that no sub-account comes or goes.
     */
    List<UUID> lock(UUID account) {
        List<UUID> parent =
                tx.handle()
                        .createQuery(
                                """
                                SELECT id FROM account
                                WHERE provider_id = :provider AND term_state <> 'deleted' AND id = (
                                    SELECT coalesce(parent_id, id) FROM account WHERE provider_id = :provider AND id = :account)
                                FOR UPDATE
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .mapTo(UUID.class)
                        .list();
        if (parent.isEmpty()) {
            return parent;
        }
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM account
                        WHERE provider_id = :provider AND (id = :parent OR parent_id = :parent) AND term_state <> 'deleted'
                        ORDER BY parent_id IS NOT NULL, id FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("parent", parent.getFirst())
                .mapTo(UUID.class)
                .list();
    }
}
