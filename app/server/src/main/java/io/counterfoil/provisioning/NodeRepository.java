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

    void upsert(UUID id, String name, URI adminUrl, URI dataUrl) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO node (id, name, admin_url, data_url, created_at)
                        VALUES (:id, :name, :adminUrl, :dataUrl, :now)
                        ON CONFLICT (name) DO UPDATE SET admin_url = excluded.admin_url, data_url = excluded.data_url
                        """)
                .bind("id", id)
                .bind("name", name)
                .bind("adminUrl", adminUrl.toString())
                .bind("dataUrl", dataUrl.toString())
                .bind("now", tx.now())
                .execute();
    }

    List<Node> all() {
        return tx.handle()
                .createQuery("SELECT id, name, admin_url FROM node ORDER BY id")
                .map(
                        (row, context) ->
                                new Node(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        URI.create(row.getString("admin_url"))))
                .list();
    }
}
