package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Nodes that have to do with accounts which others hold. */
final class ElsewhereRepository {
    private static final String SELECT =
            """
            SELECT account_elsewhere.account_id, node.id, node.name, node.admin_url, holder.data_url, placement.version,
                   -- Older nodes take bytes of a closed account only.
                   CASE WHEN takes THEN CASE WHEN node.contract < 3 THEN 'target' ELSE 'returning' END ELSE role END AS role,
                   account_elsewhere.applied_version, account_elsewhere.applied_at,
                   CASE WHEN purged_at IS NOT NULL THEN 'CONFIRMED' WHEN purge_at IS NOT NULL THEN 'ASKED' ELSE 'NONE' END AS purge
            FROM account_elsewhere
            JOIN placement ON placement.provider_id = account_elsewhere.provider_id AND placement.account_id = account_elsewhere.account_id
            JOIN node ON node.id = account_elsewhere.node_id
            JOIN node AS holder ON holder.id = placement.node_id
            """;

    private final Tx tx;

    ElsewhereRepository(Tx tx) {
        this.tx = tx;
    }

    /** An account on such a node, with when the node last confirmed something. */
    record Standing(
            UUID account,
            Elsewhere where,
            @Nullable Instant appliedAt,
            ReconciliationRepository.Purge purge) {}

    /** In the system scope: all such nodes of an account. */
    List<Elsewhere> of(UUID account) {
        return tx.handle()
                .createQuery(
                        SELECT + "WHERE account_elsewhere.account_id = :account ORDER BY node.id")
                .bind("account", account)
                .map((row, context) -> elsewhere(row))
                .list();
    }

    /**
     * In the system scope: those that have not confirmed the newest version, and may be told now.
     * Clients are handed on, and bytes go, only once the node that holds the account has confirmed
     * that it does: before, it turns clients away.
     */
    List<Elsewhere> behind(UUID account) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE account_elsewhere.account_id = :account AND purge_at IS NULL
                                  AND account_elsewhere.applied_version < placement.version
                                  AND (account_elsewhere.role = 'target' OR placement.applied_version >= placement.placed_version)
                                ORDER BY node.id
                                """)
                .bind("account", account)
                .map((row, context) -> elsewhere(row))
                .list();
    }

    /** In the system scope: a node's accounts that others hold, after {@code from} and up to {@code to}. */
    List<Standing> between(UUID node, @Nullable UUID from, @Nullable UUID to) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                WHERE account_elsewhere.node_id = :node
                                  AND (cast(:from AS uuid) IS NULL OR account_elsewhere.account_id > cast(:from AS uuid))
                                  AND (cast(:to AS uuid) IS NULL OR account_elsewhere.account_id <= cast(:to AS uuid))
                                """)
                .bind("node", node)
                .bind("from", from)
                .bind("to", to)
                .map(
                        (row, context) ->
                                new Standing(
                                        row.getObject("account_id", UUID.class),
                                        elsewhere(row),
                                        Instants.ofNullable(row, "applied_at"),
                                        ReconciliationRepository.Purge.valueOf(
                                                row.getString("purge"))))
                .list();
    }

    /** In the system scope: what a node says of accounts that others hold. */
    void report(UUID node, List<AccountStatus> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                UPDATE account_elsewhere SET stored_bytes = :bytes, last_forwarded_at = coalesce(cast(:at AS timestamptz), last_forwarded_at)
                                WHERE account_id = :account AND node_id = :node
                                """);
        for (AccountStatus status : accounts) {
            Instant at = status.lastForwardedAt();
            batch.bind("account", status.id())
                    .bind("node", node)
                    .bind("bytes", status.usage().bytes())
                    .bind("at", at == null ? null : at.atOffset(ZoneOffset.UTC))
                    .add();
        }
        batch.execute();
    }

    /** In the system scope: a node has a version now. */
    int applied(UUID account, UUID node, long version) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE account_elsewhere SET applied_version = :version, applied_at = :now, last_error = NULL
                        WHERE account_id = :account AND node_id = :node AND applied_version < :version
                        """)
                .bind("account", account)
                .bind("node", node)
                .bind("version", version)
                .bind("now", tx.now())
                .execute();
    }

    /** In the system scope: why a node does not have the newest version. */
    int failed(UUID account, UUID node, String reason) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE account_elsewhere SET last_error = :reason WHERE account_id = :account AND node_id = :node
                        """)
                .bind("account", account)
                .bind("node", node)
                .bind("reason", reason)
                .execute();
    }

    /** A node gets this role, whatever it had to do with the account before. */
    void become(UUID account, UUID node, Elsewhere.Role role, long appliedVersion) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO account_elsewhere (provider_id, account_id, node_id, role, applied_version)
                        VALUES (:provider, :account, :node, :role, :applied)
                        ON CONFLICT (provider_id, account_id, node_id) DO UPDATE SET role = excluded.role, takes = false, kept_by = NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .bind("role", role.label())
                .bind("applied", appliedVersion)
                .execute();
    }

    /** A node takes the account's bytes; one that hands its clients on already goes on with that. */
    void take(UUID account, UUID node) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO account_elsewhere (provider_id, account_id, node_id, role)
                        VALUES (:provider, :account, :node, 'target')
                        ON CONFLICT (provider_id, account_id, node_id) DO UPDATE SET takes = account_elsewhere.role <> 'target'
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .execute();
    }

    /** A node that handed the account's clients on does so for good, with what it has by now. */
    void takeNoMore(UUID account, UUID node) {
        tx.handle()
                .createUpdate(
                        "UPDATE account_elsewhere SET takes = false WHERE provider_id = :provider AND account_id = :account AND node_id = :node")
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .execute();
    }

    /** Whether the account comes back to a node that hands its clients on. */
    boolean takes(UUID account, UUID node) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM account_elsewhere
                            WHERE provider_id = :provider AND account_id = :account AND node_id = :node AND takes)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .mapTo(Boolean.class)
                .one();
    }

    /** The last version that the node confirmed, which has nothing to do with the account any more. */
    long leave(UUID account, UUID node) {
        return tx.handle()
                .createQuery(
                        """
                        DELETE FROM account_elsewhere WHERE provider_id = :provider AND account_id = :account AND node_id = :node
                        RETURNING applied_version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .mapTo(Long.class)
                .one();
    }

    /** A node has this role by its own account, in a version that it has. */
    void adopt(UUID account, UUID node, Elsewhere.Role role, long appliedVersion) {
        forget(account, node);
        become(account, node, role, appliedVersion);
    }

    /** A node that may have something to do with the account has not. */
    void forget(UUID account, UUID node) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM account_elsewhere WHERE provider_id = :provider AND account_id = :account AND node_id = :node")
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .execute();
    }

    /** Whether a node has this role. */
    boolean has(UUID account, UUID node, Elsewhere.Role role) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM account_elsewhere
                            WHERE provider_id = :provider AND account_id = :account AND node_id = :node AND role = :role)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .bind("role", role.label())
                .mapTo(Boolean.class)
                .one();
    }

    /** Changes the role, if it has that one and takes nothing beside it; false otherwise. */
    boolean change(UUID account, UUID node, Elsewhere.Role from, Elsewhere.Role to) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE account_elsewhere SET role = :to, kept_by = NULL
                                WHERE provider_id = :provider AND account_id = :account AND node_id = :node AND role = :from AND NOT takes
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("node", node)
                        .bind("from", from.label())
                        .bind("to", to.label())
                        .execute()
                > 0;
    }

    /**
     * A node that takes bytes, and would remove them as soon as it takes no more, keeps them. A copy
     * that it had before stays as it is.
     *
     * @param move which is called off
     */
    void keepWhatCame(UUID account, UUID node, UUID move) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_elsewhere SET role = 'forwarder', kept_by = :move
                        WHERE provider_id = :provider AND account_id = :account AND node_id = :node
                          AND (role = 'target' OR (role = 'emptied' AND takes))
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .bind("move", move)
                .execute();
    }

    /** Whether a node has a copy only because this move was called off. */
    boolean isKeptBy(UUID account, UUID node, UUID move) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM account_elsewhere
                            WHERE provider_id = :provider AND account_id = :account AND node_id = :node AND kept_by = :move)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("node", node)
                .bind("move", move)
                .mapTo(Boolean.class)
                .one();
    }

    /** In the system scope: a node that removes the bytes keeps what it has from now on. */
    int keep(UUID account, UUID node) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE account_elsewhere SET role = 'forwarder'
                        WHERE account_id = :account AND node_id = :node AND role = 'emptied'
                        """)
                .bind("account", account)
                .bind("node", node)
                .execute();
    }

    private static Elsewhere elsewhere(ResultSet row) throws SQLException {
        return new Elsewhere(
                new Node(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        URI.create(row.getString("admin_url"))),
                Elsewhere.Role.of(row.getString("role")),
                URI.create(row.getString("data_url")),
                row.getLong("version"),
                row.getLong("applied_version"));
    }
}
