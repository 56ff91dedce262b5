package io.counterfoil.provisioning.overview;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Nodes, with what of theirs is in the caller's scope. */
final class OverviewRepository {
    private final Tx tx;

    OverviewRepository(Tx tx) {
        this.tx = tx;
    }

    List<StorageNodeView> all() {
        return tx.handle()
                .createQuery(
                        """
                        WITH held AS (
                                SELECT node_id, count(*) AS accounts, sum(used_bytes)::bigint AS stored
                                FROM placement WHERE purged_at IS NULL GROUP BY node_id),
                            leaving AS (
                                SELECT from_node, count(*) AS moving FROM account_move WHERE state IN ('copying', 'switching') GROUP BY from_node),
                            passed AS (
                                SELECT account_elsewhere.node_id, count(*) AS forwarded, max(last_forwarded_at) AS last_forwarded_at
                                FROM account_elsewhere JOIN placement USING (provider_id, account_id)
                                WHERE role <> 'target' AND purged_at IS NULL GROUP BY account_elsewhere.node_id)
                        SELECT name, data_url, answered_at, problem, contract, extract(epoch FROM clock_behind)::double precision AS behind,
                               disk_bytes, free_bytes, accepts, draining, CASE WHEN draining THEN drain_problem END AS drain_problem, over_subscription, placed_bytes,
                               coalesce(accounts, 0) AS accounts, coalesce(stored, 0) AS stored,
                               greatest(coalesce(stored_bytes, 0) - coalesce(stored, 0), 0) AS others_stored,
                               coalesce(moving, 0) AS moving, coalesce(forwarded, 0) AS forwarded, last_forwarded_at
                        FROM node LEFT JOIN held ON held.node_id = node.id LEFT JOIN leaving ON leaving.from_node = node.id
                        LEFT JOIN passed ON passed.node_id = node.id
                        WHERE retired_at IS NULL
                        ORDER BY name
                        """)
                .map((row, context) -> view(row))
                .list();
    }

    /** False if there is no such node. */
    boolean drain(String name, boolean draining) {
        return tx.handle()
                        .createUpdate(
                                "UPDATE node SET draining = :draining, drain_problem = NULL WHERE name = :name")
                        .bind("name", name)
                        .bind("draining", draining)
                        .execute()
                == 1;
    }

    private static StorageNodeView view(ResultSet row) throws SQLException {
        return new StorageNodeView(
                row.getString("name"),
                URI.create(row.getString("data_url")),
                Instants.ofNullable(row, "answered_at"),
                row.getString("problem"),
                row.getObject("contract", Integer.class),
                row.getObject("behind", Double.class),
                row.getObject("disk_bytes", Long.class),
                row.getObject("free_bytes", Long.class),
                row.getBoolean("accepts"),
                row.getBoolean("draining"),
                row.getString("drain_problem"),
                row.getBigDecimal("over_subscription"),
                row.getLong("placed_bytes"),
                row.getLong("accounts"),
                row.getLong("stored"),
                row.getLong("others_stored"),
                row.getLong("moving"),
                row.getLong("forwarded"),
                Instants.ofNullable(row, "last_forwarded_at"));
    }
}
