package io.counterfoil.provisioning;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Which account is on which node, and how it shall stand there. */
final class PlacementRepository {
    private final Tx tx;

    PlacementRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Puts an account on a node.
     *
     * @param parent whose space it shares; null = nobody's
     */
    void insert(UUID account, @Nullable UUID parent, Desired desired, UUID node) {
        Query insert =
                tx.handle()
                        .createQuery(
                                """
                                INSERT INTO placement (provider_id, account_id, parent_id, node_id, version, hard_quota_bytes,
                                                       user_quota_bytes, pool_id, pool_bytes, state, placed_at)
                                VALUES (:provider, :account, :parent, :node, 1, :hard, :user, :pool, :poolBytes, :state, :now)
                                RETURNING account_id
                                """);
        DesiredColumns.bind(insert, desired)
                .bind("provider", tx.provider())
                .bind("node", node)
                .bind("account", account)
                .bind("parent", parent)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .one();
    }

    /** The node of an account, by its id. */
    Optional<UUID> node(UUID account) {
        return tx.handle()
                .createQuery(
                        "SELECT node_id FROM placement WHERE provider_id = :provider AND account_id = :account")
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(UUID.class)
                .findOne();
    }

    /** The new version, or empty if that is desired already. */
    Optional<Long> change(UUID account, Desired desired) {
        Query update =
                tx.handle()
                        .createQuery(
                                """
                                UPDATE placement
                                SET version = version + 1, hard_quota_bytes = :hard, user_quota_bytes = :user,
                                    pool_id = :pool, pool_bytes = :poolBytes, state = :state,
                                    backup_awaited_since = CASE WHEN state = :state THEN backup_awaited_since END
                                WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL
                                  AND (hard_quota_bytes, user_quota_bytes, pool_id, pool_bytes, state)
                                      IS DISTINCT FROM (cast(:hard AS bigint), cast(:user AS bigint), cast(:pool AS uuid), cast(:poolBytes AS bigint), :state)
                                RETURNING version
                                """);
        return DesiredColumns.bind(update, desired)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Long.class)
                .findOne();
    }

    /** The new version of an account whose credentials change. */
    long touch(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET version = version + 1
                        WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Long.class)
                .one();
    }

    Optional<Placement> find(UUID account) {
        return Optional.ofNullable(find(List.of(account)).get(account));
    }

    /** Where several accounts are. */
    Map<UUID, Placement> find(Collection<UUID> accounts) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, node.name, node.data_url, hard_quota_bytes, user_quota_bytes, pool_id, pool_bytes, state,
                               version, applied_version, used_bytes, space_told, last_write_at, last_snapshot_at, reported_at,
                               purged_at, purged_objects, purged_bytes
                        FROM placement JOIN node ON node.id = placement.node_id
                        WHERE provider_id = :provider AND account_id = ANY(:accounts)
                        """)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("account_id", UUID.class), placement(row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the members of a pool stored together at their last reports. */
    long usedInPool(UUID pool) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(used_bytes), 0) FROM placement
                        WHERE provider_id = :provider AND pool_id = :pool
                        """)
                .bind("provider", tx.provider())
                .bind("pool", pool)
                .mapTo(Long.class)
                .one();
    }

    /** How many bytes each of these accounts stored at the last report. */
    Map<UUID, Long> used(Collection<UUID> accounts) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, used_bytes FROM placement
                        WHERE provider_id = :provider AND account_id = ANY(:accounts)
                        """)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .reduceRows(
                        new HashMap<>(),
                        (used, row) -> {
                            used.put(
                                    row.getColumn("account_id", UUID.class),
                                    row.getColumn("used_bytes", Long.class));
                            return used;
                        });
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                row.getString("name"),
                URI.create(row.getString("data_url")),
                DesiredColumns.read(row),
                row.getLong("version"),
                row.getLong("applied_version"),
                row.getLong("used_bytes"),
                row.getInt("space_told"),
                Instants.ofNullable(row, "last_write_at"),
                Instants.ofNullable(row, "last_snapshot_at"),
                Instants.ofNullable(row, "reported_at"),
                receipt(row));
    }

    private static @Nullable Receipt receipt(ResultSet row) throws SQLException {
        Instant at = Instants.ofNullable(row, "purged_at");
        return at == null
                ? null
                : new Receipt(row.getLong("purged_objects"), row.getLong("purged_bytes"), at);
    }
}
