package io.counterfoil.provisioning;

import io.counterfoil.node.contract.Credential;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accounts on their way from node to node. */
final class RelocationRepository {
    private final Tx tx;

    RelocationRepository(Tx tx) {
        this.tx = tx;
    }

    Optional<Relocation.Standing> find(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT node.id, node.name, node.data_url, node.contract, node.problem IS NOT NULL AS silent, deleted_objects, purge_at IS NOT NULL AS ending, last_write_node_at,
                               undelete_id IS NOT NULL AND undelete_done_at IS NULL AS coming_back,
                               damaged_objects > 0 AS damaged,
                               (SELECT max(coalesce(lost_again_at, first_seen_at)) FROM node_drift
                                WHERE node_drift.provider_id = placement.provider_id AND node_drift.account_id = placement.account_id
                                  AND node_drift.node_id = placement.node_id AND kind = 'lost' AND healed_at IS NULL) AS lost_at
                        FROM placement JOIN node ON node.id = placement.node_id
                        WHERE provider_id = :provider AND account_id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Relocation.Standing(
                                        place(row),
                                        row.getLong("deleted_objects"),
                                        row.getBoolean("ending"),
                                        Instants.ofNullable(row, "lost_at"),
                                        row.getBoolean("damaged"),
                                        row.getBoolean("coming_back"),
                                        Instants.ofNullable(row, "last_write_node_at"),
                                        row.getBoolean("silent")))
                .findOne();
    }

    Node node(UUID id) {
        return tx.handle()
                .createQuery("SELECT id, name, admin_url FROM node WHERE id = :id")
                .bind("id", id)
                .map(
                        (row, context) ->
                                new Node(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        URI.create(row.getString("admin_url"))))
                .one();
    }

    /** The new version. */
    long lend(UUID account, Credential credential, boolean hold) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET version = version + 1, lent_id = :id, lent_digest = :digest, held = :hold
                        WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("id", credential.id())
                .bind("digest", credential.digest())
                .bind("hold", hold)
                .mapTo(Long.class)
                .one();
    }

    /** The new version; empty once the account ends. */
    Optional<Long> release(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET version = version + 1, lent_id = NULL, lent_digest = NULL, held = false
                        WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Long.class)
                .findOne();
    }

    /** The new version, as something changes on another node; empty once the account ends. */
    Optional<Long> raise(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET version = version + 1
                        WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Long.class)
                .findOne();
    }

    /**
     * The last version that the node which holds the account may have been sent: its answer may have
     * been lost.
     */
    long sent(UUID account) {
        return tx.handle()
                .createQuery(
                        "SELECT version FROM placement WHERE provider_id = :provider AND account_id = :account FOR UPDATE")
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Long.class)
                .one();
    }

    /** The new version. */
    long handOver(UUID account, UUID from, UUID to, long applied) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement
                        SET node_id = :to, version = version + 1, placed_version = version + 1, applied_version = :applied, last_error = NULL,
                            lent_id = NULL, lent_digest = NULL, held = false, placed_at = :now
                        WHERE provider_id = :provider AND account_id = :account AND node_id = :from AND held AND purge_at IS NULL
                        RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("from", from)
                .bind("to", to)
                .bind("applied", applied)
                .bind("now", tx.now())
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(
                        () -> new IllegalStateException("only a held account is handed over"));
    }

    /** What was lost is so on the next node, too. */
    void takeLossAlong(UUID account, UUID from, UUID to) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE node_drift SET node_id = :to
                        WHERE provider_id = :provider AND account_id = :account AND node_id = :from AND kind = 'lost' AND healed_at IS NULL
                          AND NOT EXISTS (SELECT FROM node_drift AS there
                                          WHERE there.node_id = :to AND there.account_id = :account AND there.kind = 'lost' AND there.healed_at IS NULL)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    Optional<Relocation.Owned> owned(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT provider_id, node.id, node.name, node.data_url, node.contract
                        FROM placement JOIN node ON node.id = placement.node_id
                        WHERE account_id = :account AND purge_at IS NULL
                        """)
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Relocation.Owned(
                                        row.getObject("provider_id", UUID.class), place(row)))
                .findOne();
    }

    List<Relocation.Place> places() {
        return tx.handle()
                .createQuery(
                        "SELECT id, name, data_url, contract FROM node WHERE retired_at IS NULL ORDER BY name")
                .map((row, context) -> place(row))
                .list();
    }

    /** The new version, newer than {@code highest}; the holder has confirmed {@code applied}. */
    long adopt(UUID account, UUID from, UUID to, long highest, long applied) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement
                        SET node_id = :to, version = greatest(version, :highest) + 1, placed_version = greatest(version, :highest) + 1,
                            applied_version = :applied, last_error = NULL,
                            lent_id = NULL, lent_digest = NULL, held = false, placed_at = :now
                        WHERE provider_id = :provider AND account_id = :account AND node_id = :from AND purge_at IS NULL
                        RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("from", from)
                .bind("to", to)
                .bind("highest", highest)
                .bind("applied", applied)
                .bind("now", tx.now())
                .mapTo(Long.class)
                .one();
    }

    /** In the system scope: whether holder and target have the newest version. */
    boolean delivered(UUID account, UUID target) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT applied_version = version AND NOT EXISTS (
                            SELECT FROM account_elsewhere
                            WHERE account_elsewhere.account_id = placement.account_id AND account_elsewhere.node_id = :target
                              AND account_elsewhere.applied_version < version)
                        FROM placement WHERE account_id = :account
                        """)
                .bind("account", account)
                .bind("target", target)
                .mapTo(Boolean.class)
                .one();
    }

    private static Relocation.Place place(ResultSet row) throws SQLException {
        return new Relocation.Place(
                row.getObject("id", UUID.class),
                row.getString("name"),
                URI.create(row.getString("data_url")),
                row.getInt("contract"));
    }
}
