package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class PlacementRepository {
    private final Tx tx;

    PlacementRepository(Tx tx) {
        this.tx = tx;
    }

    /** A desired state that its node has not confirmed. */
    record Pending(Node node, AccountSpec spec) {}

    /** Which version of an account is to be delivered. */
    record Due(UUID account, long version) {}

    /**
     * Puts an account on a node of these names; empty if there is none.
     *
     * @param beside the account on whose node it has to be; null = any node
     */
    Optional<URI> insert(
            UUID account, Desired desired, Collection<String> nodes, @Nullable UUID beside) {
        // Every account ranks the nodes in an order of its own, so that they fill evenly.
        return tx.handle()
                .createQuery(
                        """
                        WITH chosen AS (
                            SELECT id, data_url FROM node
                            WHERE name = ANY(:nodes) AND (cast(:beside AS uuid) IS NULL OR id = (
                                SELECT node_id FROM placement WHERE provider_id = :provider AND account_id = cast(:beside AS uuid)))
                            ORDER BY md5(id::text || cast(:account AS text)) LIMIT 1),
                        placed AS (
                            INSERT INTO placement (provider_id, account_id, node_id, version, hard_quota_bytes, user_quota_bytes,
                                                   pool_id, pool_bytes, state)
                            SELECT :provider, :account, id, 1, :hard, :user, :pool, :poolBytes, :state FROM chosen)
                        SELECT data_url FROM chosen
                        """)
                .bind("provider", tx.provider())
                .bindArray("nodes", String.class, nodes)
                .bind("beside", beside)
                .bind("account", account)
                .bind("hard", desired.hardQuotaBytes())
                .bind("user", desired.userQuotaBytes())
                .bind("pool", poolId(desired))
                .bind("poolBytes", poolBytes(desired))
                .bind("state", label(desired.state()))
                .map((row, context) -> URI.create(row.getString("data_url")))
                .findOne();
    }

    /** The new version, or empty if that is desired already. */
    Optional<Long> change(UUID account, Desired desired) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement
                        SET version = version + 1, hard_quota_bytes = :hard, user_quota_bytes = :user,
                            pool_id = :pool, pool_bytes = :poolBytes, state = :state
                        WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL
                          AND (hard_quota_bytes, user_quota_bytes, pool_id, pool_bytes, state)
                              IS DISTINCT FROM (cast(:hard AS bigint), cast(:user AS bigint), cast(:pool AS uuid), cast(:poolBytes AS bigint), :state)
                        RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("hard", desired.hardQuotaBytes())
                .bind("user", desired.userQuotaBytes())
                .bind("pool", poolId(desired))
                .bind("poolBytes", poolBytes(desired))
                .bind("state", label(desired.state()))
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

    void insertKey(UUID account, Credential credential) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO repository_key (provider_id, id, account_id, digest, scope, created_at)
                        VALUES (:provider, :id, :account, :digest, :scope, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", credential.id())
                .bind("account", account)
                .bind("digest", credential.digest())
                .bind("scope", credential.scope().name().toLowerCase(Locale.ROOT))
                .bind("now", tx.now())
                .execute();
    }

    /** A key that works. */
    record Key(UUID account, String digest) {}

    /** The key of this name, if it works. */
    Optional<Key> key(String id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, digest FROM repository_key
                        WHERE provider_id = :provider AND id = :id AND revoked_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                new Key(
                                        row.getObject("account_id", UUID.class),
                                        row.getString("digest")))
                .findOne();
    }

    /** How many keys of the account work. */
    int countKeys(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM repository_key
                        WHERE provider_id = :provider AND account_id = :account AND revoked_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    void revokeKeys(UUID account) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE repository_key SET revoked_at = :now
                        WHERE provider_id = :provider AND account_id = :account AND revoked_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("now", tx.now())
                .execute();
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
                               version, applied_version, used_bytes, last_write_at, reported_at,
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

    /** The keys of an account that work, the oldest first. */
    List<RepositoryKey> keys(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, created_at FROM repository_key
                        WHERE provider_id = :provider AND account_id = :account AND revoked_at IS NULL ORDER BY created_at, id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new RepositoryKey(
                                        row.getString("id"),
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant()))
                .list();
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

    /** In the system scope: what is to be delivered for this account, if anything. */
    Optional<Pending> pending(UUID account) {
        // The credentials are read last: a change of them raises the version, so what is read too
        // new here is sent again, and nothing too old is ever taken for delivered.
        return tx.handle()
                .createQuery(
                        """
                        SELECT node.id, node.name, node.admin_url, version, hard_quota_bytes, user_quota_bytes, pool_id, pool_bytes, state
                        FROM placement JOIN node ON node.id = placement.node_id
                        WHERE account_id = :account AND applied_version < version AND purge_at IS NULL
                        """)
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Unsent(
                                        new Node(
                                                row.getObject("id", UUID.class),
                                                row.getString("name"),
                                                URI.create(row.getString("admin_url"))),
                                        row.getLong("version"),
                                        desired(row)))
                .findOne()
                .map(
                        unsent ->
                                new Pending(
                                        unsent.node(),
                                        spec(
                                                unsent.version(),
                                                unsent.desired(),
                                                credentials(account))));
    }

    private record Unsent(Node node, long version, Desired desired) {}

    static AccountSpec spec(long version, Desired desired, List<Credential> credentials) {
        return new AccountSpec(
                version,
                desired.hardQuotaBytes(),
                desired.userQuotaBytes(),
                desired.pool(),
                desired.state(),
                credentials);
    }

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
     * Makes the state that was sent as {@code sent} newer than the node's {@code version}; empty if
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

    List<Due> due(int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, version FROM placement
                        WHERE applied_version < version AND purge_at IS NULL ORDER BY account_id LIMIT :limit
                        """)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Due(
                                        row.getObject("account_id", UUID.class),
                                        row.getLong("version")))
                .list();
    }

    Backlog backlog() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) AS waiting, count(last_error) AS failing FROM placement
                        WHERE applied_version < version AND purge_at IS NULL
                        """)
                .map((row, context) -> new Backlog(row.getInt("waiting"), row.getInt("failing")))
                .one();
    }

    private List<Credential> credentials(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, digest, scope FROM repository_key
                        WHERE account_id = :account AND revoked_at IS NULL ORDER BY created_at, id
                        """)
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Credential(
                                        row.getString("id"),
                                        row.getString("digest"),
                                        Scope.valueOf(upper(row.getString("scope")))))
                .list();
    }

    static Desired desired(ResultSet row) throws SQLException {
        return new Desired(
                row.getObject("hard_quota_bytes", Long.class),
                row.getObject("user_quota_bytes", Long.class),
                pool(row),
                AccountState.valueOf(upper(row.getString("state"))));
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                row.getString("name"),
                URI.create(row.getString("data_url")),
                desired(row),
                row.getLong("version"),
                row.getLong("applied_version"),
                row.getLong("used_bytes"),
                instant(row, "last_write_at"),
                instant(row, "reported_at"),
                receipt(row));
    }

    private static @Nullable Pool pool(ResultSet row) throws SQLException {
        UUID id = row.getObject("pool_id", UUID.class);
        return id == null ? null : new Pool(id, row.getLong("pool_bytes"));
    }

    private static @Nullable UUID poolId(Desired desired) {
        Pool pool = desired.pool();
        return pool == null ? null : pool.id();
    }

    private static @Nullable Long poolBytes(Desired desired) {
        Pool pool = desired.pool();
        return pool == null ? null : (Long) pool.hardQuotaBytes();
    }

    private static @Nullable Receipt receipt(ResultSet row) throws SQLException {
        Instant at = instant(row, "purged_at");
        return at == null
                ? null
                : new Receipt(row.getLong("purged_objects"), row.getLong("purged_bytes"), at);
    }

    private static String label(AccountState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String label) {
        return label.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
