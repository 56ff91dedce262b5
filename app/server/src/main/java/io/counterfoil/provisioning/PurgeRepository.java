package io.counterfoil.provisioning;

import io.counterfoil.platform.Tx;
import java.net.URI;
import java.util.Set;
import java.util.UUID;

final class PurgeRepository {
    private final Tx tx;

    PurgeRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Where an account is to be purged.
     *
     * @param confirmed whether the node has confirmed the desired state
     * @param begun whether it is to remove everything
     */
    record Target(
            Node node, long version, Desired desired, boolean confirmed, boolean begun) {}

    /** In the system scope: where an account is. */
    Target target(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT node.id, node.name, node.admin_url, version, hard_quota_bytes, user_quota_bytes, pool_id, pool_bytes, state,
                               applied_version = version AS confirmed, purge_at IS NOT NULL AS begun
                        FROM placement JOIN node ON node.id = placement.node_id
                        WHERE account_id = :account
                        """)
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Target(
                                        new Node(
                                                row.getObject("id", UUID.class),
                                                row.getString("name"),
                                                URI.create(row.getString("admin_url"))),
                                        row.getLong("version"),
                                        DesiredColumns.read(row),
                                        row.getBoolean("confirmed"),
                                        row.getBoolean("begun")))
                .one();
    }

    /** In the system scope: the nodes that have to do with an account. */
    Set<UUID> nodes(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT node_id FROM placement WHERE account_id = :account
                        UNION SELECT node_id FROM account_elsewhere WHERE account_id = :account
                        """)
                .bind("account", account)
                .mapTo(UUID.class)
                .set();
    }

    /** False if the account is not to be closed. Again changes nothing. */
    boolean begin(UUID account) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE placement SET purge_at = coalesce(purge_at, :now)
                                WHERE provider_id = :provider AND account_id = :account AND state = 'closed'
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    int failed(UUID account, String reason) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE placement SET last_error = :reason
                        WHERE account_id = :account AND purge_at IS NOT NULL AND purged_at IS NULL
                        """)
                .bind("account", account)
                .bind("reason", reason)
                .execute();
    }

    /** False if it was confirmed before, or nobody asked for it. */
    boolean confirm(UUID account, Receipt receipt) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE placement
                                SET purged_at = :at, purged_objects = :objects, purged_bytes = :bytes, used_bytes = 0, last_error = NULL
                                WHERE provider_id = :provider AND account_id = :account AND purge_at IS NOT NULL AND purged_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("at", receipt.at())
                        .bind("objects", receipt.objects())
                        .bind("bytes", receipt.bytes())
                        .execute()
                == 1;
    }
}
