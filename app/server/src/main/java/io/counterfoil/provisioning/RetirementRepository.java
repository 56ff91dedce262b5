package io.counterfoil.provisioning;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What there is of a node that is to be retired, in the system scope. */
final class RetirementRepository {
    private final Tx tx;

    RetirementRepository(Tx tx) {
        this.tx = tx;
    }

    /** The node of a name, on which nothing is put until the transaction ends. */
    Optional<UUID> lock(String name) {
        return tx.handle()
                .createQuery("SELECT id FROM node WHERE name = :name FOR UPDATE")
                .bind("name", name)
                .mapTo(UUID.class)
                .findOne();
    }

    /** How many accounts it holds of which it has not confirmed that nothing is left. */
    long accounts(UUID node) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM placement WHERE node_id = :node AND purged_at IS NULL")
                .bind("node", node)
                .mapTo(Long.class)
                .one();
    }

    List<Retirement.Held> some(UUID node, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT provider_id, account_id FROM placement WHERE node_id = :node AND purged_at IS NULL
                        ORDER BY provider_id, account_id LIMIT :limit
                        """)
                .bind("node", node)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Retirement.Held(
                                        row.getObject("provider_id", UUID.class),
                                        row.getObject("account_id", UUID.class)))
                .list();
    }

    /** How many moves to it are under way. */
    long arriving(UUID node) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM account_move WHERE to_node = :node AND state IN ('copying', 'switching')")
                .bind("node", node)
                .mapTo(Long.class)
                .one();
    }

    /** Whatever it has to do with accounts of other nodes: how many of these there were. */
    int forget(UUID node) {
        return tx.handle()
                .createUpdate("DELETE FROM account_elsewhere WHERE node_id = :node")
                .bind("node", node)
                .execute();
    }

    /** Another node may have its name, and so another key, from now on. */
    void retire(UUID node) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE node SET retired_at = coalesce(retired_at, :now), key_digest = NULL, draining = false, drain_problem = NULL, problem = NULL
                        WHERE id = :node
                        """)
                .bind("node", node)
                .bind("now", tx.now())
                .execute();
        tx.handle()
                .createUpdate(
                        "UPDATE node_drift SET healed_at = :now WHERE node_id = :node AND healed_at IS NULL")
                .bind("node", node)
                .bind("now", tx.now())
                .execute();
    }
}
