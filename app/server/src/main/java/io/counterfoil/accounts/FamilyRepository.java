package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** The same as they are now. */
    List<UUID> members(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT member.id FROM account JOIN account AS member
                            ON member.provider_id = account.provider_id AND coalesce(member.parent_id, member.id) = coalesce(account.parent_id, account.id)
                        WHERE account.provider_id = :provider AND account.id = :account AND member.term_state <> 'deleted'
                        ORDER BY member.parent_id IS NOT NULL, member.id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(UUID.class)
                .list();
    }

    /** The caller's, by their ids. */
    Map<UUID, String> usernames(Collection<UUID> accounts) {
        return tx.handle()
                .createQuery(
                        "SELECT id, username FROM account WHERE provider_id = :provider AND id = ANY(:accounts)")
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .reduceRows(
                        new HashMap<>(),
                        (names, row) -> {
                            names.put(
                                    row.getColumn("id", UUID.class),
                                    row.getColumn("username", String.class));
                            return names;
                        });
    }
}
