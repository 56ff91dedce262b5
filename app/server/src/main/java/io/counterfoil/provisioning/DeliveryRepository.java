package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What nodes have not confirmed yet. */
final class DeliveryRepository {
    private final Tx tx;

    DeliveryRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A desired state that its node has not confirmed.
     *
     * @param appliedVersion the last one that it has; 0 = none yet
     * @param endsBytes whether bytes that lie there from before go, or others take their place
     */
    record Pending(Node node, AccountSpec spec, long appliedVersion, boolean endsBytes) {}

    /** Which version of an account is to be delivered. */
    record Due(UUID account, long version) {}

    /** In the system scope: what is to be delivered to the account's holder, if anything. */
    Optional<Pending> pending(UUID account) {
        // The credentials are read last: a change of them raises the version, so what is read too
        // new here is sent again, and nothing too old is ever taken for delivered.
        return tx.handle()
                .createQuery(
                        """
                        SELECT node.id, node.name, node.admin_url, version, applied_version, hard_quota_bytes, user_quota_bytes, pool_id, pool_bytes, state,
                               held, lent_id, lent_digest, %s
                        FROM placement JOIN node ON node.id = placement.node_id
                        WHERE account_id = :account AND applied_version < version AND purge_at IS NULL
                        """
                                .formatted(DesiredColumns.KEEP_DAYS))
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Pending(
                                        new Node(
                                                row.getObject("id", UUID.class),
                                                row.getString("name"),
                                                URI.create(row.getString("admin_url"))),
                                        DesiredColumns.spec(row),
                                        row.getLong("applied_version"),
                                        false))
                .findOne()
                .map(
                        pending ->
                                new Pending(
                                        pending.node(),
                                        DesiredColumns.with(
                                                pending.spec(),
                                                new KeyRepository(tx).credentials(account)),
                                        pending.appliedVersion(),
                                        false));
    }

    /** In the system scope: what nodes that don't hold the account may be told now. */
    List<Pending> elsewhere(UUID account) {
        List<Elsewhere> behind = new ElsewhereRepository(tx).behind(account);
        if (behind.isEmpty()) {
            return List.of();
        }
        List<Credential> credentials = new KeyRepository(tx).credentials(account);
        return behind.stream()
                .map(
                        one ->
                                new Pending(
                                        one.node(),
                                        one.spec(credentials),
                                        one.appliedVersion(),
                                        one.endsBytes()))
                .toList();
    }

    /** In the system scope: 0 if a later one was confirmed before. */
    int applied(UUID account, long version) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE placement SET applied_version = :version, applied_at = :now, last_error = NULL
                        WHERE account_id = :account AND applied_version < :version AND version >= :version
                        """)
                .bind("account", account)
                .bind("version", version)
                .bind("now", tx.now())
                .execute();
    }

    /** In the system scope: why a version did not reach its node. */
    int failed(UUID account, long version, String reason) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE placement SET last_error = :reason
                        WHERE account_id = :account AND version = :version AND applied_version < :version
                        """)
                .bind("account", account)
                .bind("version", version)
                .bind("reason", reason)
                .execute();
    }

    /**
     * In the system scope: makes the state that was sent as {@code sent} newer than the node's {@code version}; empty if
     * a later change has taken its place.
     */
    Optional<Long> overtake(UUID account, long sent, long version) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET version = :version + 1
                        WHERE account_id = :account AND (version < :version OR version = :sent) AND purge_at IS NULL
                        RETURNING version
                        """)
                .bind("account", account)
                .bind("sent", sent)
                .bind("version", version)
                .mapTo(Long.class)
                .findOne();
    }

    /**
     * In the system scope: what has not reached its node.
     *
     * @param after the account after which to go on; null: from the beginning
     */
    List<Due> due(@Nullable UUID after, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, version FROM placement
                        WHERE applied_version < version AND purge_at IS NULL
                          AND (:after::uuid IS NULL OR account_id > :after)
                        UNION
                        SELECT account_id, version FROM account_elsewhere JOIN placement USING (provider_id, account_id)
                        WHERE account_elsewhere.applied_version < version AND purge_at IS NULL
                          AND (:after::uuid IS NULL OR account_id > :after)
                        ORDER BY account_id LIMIT :limit
                        """)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Due(
                                        row.getObject("account_id", UUID.class),
                                        row.getLong("version")))
                .list();
    }

    /** Why what is desired of an account is not on its node; empty: nothing is known against it. */
    Optional<String> problem(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT last_error FROM placement
                        WHERE provider_id = :provider AND account_id = :account AND last_error IS NOT NULL
                          AND (applied_version < version OR (purge_at IS NOT NULL AND purged_at IS NULL))
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(String.class)
                .findOne();
    }

    /** Accounts of the caller's scope with objects that were damaged, at most so many. */
    List<UUID> damaged(int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id FROM placement
                        WHERE provider_id = :provider AND damaged_objects > 0 AND purge_at IS NULL
                        ORDER BY account_id LIMIT :limit
                        """)
                .bind("provider", tx.provider())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** How many objects of an account were damaged, as its node said last. */
    long damaged(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT damaged_objects FROM placement
                        WHERE provider_id = :provider AND account_id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** How much that is, in the scope of the caller. */
    Backlog backlog() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT waiting, failing, stuck, damaged FROM
                            (SELECT count(*) AS waiting, count(last_error) AS failing FROM placement
                             WHERE applied_version < version AND purge_at IS NULL) AS deliveries,
                            (SELECT count(last_error) AS stuck FROM placement
                             WHERE purge_at IS NOT NULL AND purged_at IS NULL) AS purges,
                            (SELECT count(*) AS damaged FROM placement
                             WHERE damaged_objects > 0 AND purge_at IS NULL) AS damages
                        """)
                .map(
                        (row, context) ->
                                new Backlog(
                                        row.getInt("waiting"),
                                        row.getInt("failing"),
                                        row.getInt("stuck"),
                                        row.getInt("damaged")))
                .one();
    }
}
