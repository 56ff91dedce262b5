package io.counterfoil.provisioning;

import io.counterfoil.platform.Tx;
import java.net.URI;
import java.util.List;
import java.util.UUID;

final class NodeRepository {
    private final Tx tx;

    NodeRepository(Tx tx) {
        this.tx = tx;
    }

    /** False if another node has this name. One that was retired is back. */
    boolean upsert(UUID id, NodeEntry entry, byte[] keyDigest) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO node (id, name, admin_url, data_url, key_digest, accepts, over_subscription, created_at)
                                VALUES (:id, :name, :adminUrl, :dataUrl, :keyDigest, :accepts, :overSubscription, :now)
                                ON CONFLICT (name) DO UPDATE
                                SET admin_url = excluded.admin_url, data_url = excluded.data_url, key_digest = excluded.key_digest,
                                    accepts = excluded.accepts, over_subscription = excluded.over_subscription, retired_at = NULL
                                WHERE node.key_digest IS NULL OR node.key_digest = excluded.key_digest
                                """)
                        .bind("id", id)
                        .bind("name", entry.name())
                        .bind("adminUrl", entry.adminUrl().toString())
                        .bind("dataUrl", entry.dataUrl().toString())
                        .bind("keyDigest", keyDigest)
                        .bind("accepts", entry.offer().accepts())
                        .bind("overSubscription", entry.offer().overSubscription())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Nodes on which there still is, or may be, what an account stores. */
    List<Node> inUse() {
        return all().stream().filter(node -> hasAccounts(node.id())).toList();
    }

    private boolean hasAccounts(UUID node) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM placement WHERE node_id = :node AND purged_at IS NULL)
                            OR EXISTS (SELECT FROM account_elsewhere JOIN placement USING (provider_id, account_id)
                                WHERE account_elsewhere.node_id = :node AND purged_at IS NULL)
                        """)
                .bind("node", node)
                .mapTo(Boolean.class)
                .one();
    }

    /** All but those that were retired. */
    List<Node> all() {
        return tx.handle()
                .createQuery("SELECT id, name, admin_url FROM node WHERE retired_at IS NULL ORDER BY id")
                .map(
                        (row, context) ->
                                new Node(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        URI.create(row.getString("admin_url"))))
                .list();
    }
}
