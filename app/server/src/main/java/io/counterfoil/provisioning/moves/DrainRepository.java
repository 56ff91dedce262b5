package io.counterfoil.provisioning.moves;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nodes that are to become empty, in the system scope. */
final class DrainRepository {
    private final Tx tx;

    DrainRepository(Tx tx) {
        this.tx = tx;
    }

    /** An account that is still there. */
    record Left(UUID provider, UUID account) {}

    List<UUID> draining() {
        return tx.handle()
                .createQuery("SELECT id FROM node WHERE draining ORDER BY id")
                .mapTo(UUID.class)
                .list();
    }

    /** How many moves away from the node are under way without a problem. */
    int gettingOn(UUID node) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM account_move
                        WHERE from_node = :node AND state IN ('copying', 'switching') AND problem IS NULL
                        """)
                .bind("node", node)
                .mapTo(Integer.class)
                .one();
    }

    /** Some accounts there that are not on their way; others each time, as one may be refused. */
    List<Left> left(UUID node, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT provider_id, account_id FROM placement
                        WHERE node_id = :node AND purge_at IS NULL AND deleted_objects = 0
                          AND NOT EXISTS (SELECT FROM account_move
                              WHERE account_move.account_id = placement.account_id AND state IN ('copying', 'switching'))
                          AND NOT EXISTS (SELECT FROM account_move_copy JOIN account_move ON account_move.id = move_id
                              WHERE account_move_copy.account_id = placement.account_id AND state IN ('copying', 'switching'))
                        ORDER BY random() LIMIT :limit
                        """)
                .bind("node", node)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Left(
                                        row.getObject("provider_id", UUID.class),
                                        row.getObject("account_id", UUID.class)))
                .list();
    }

    /**
     * Why no account gets on that could leave the node; or else, by the database's own knowledge,
     * what those that are left wait for. Null if nothing.
     */
    int note(UUID node, @Nullable String problem) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE node SET drain_problem = coalesce(cast(:problem AS text), (
                            SELECT 'Accounts that wait until what was deleted from them is not kept any more: ' || count(*) || '.'
                            FROM placement WHERE node_id = node.id AND purge_at IS NULL AND deleted_objects > 0 HAVING count(*) > 0))
                        WHERE id = :node
                        """)
                .bind("node", node)
                .bind("problem", problem)
                .execute();
    }
}
