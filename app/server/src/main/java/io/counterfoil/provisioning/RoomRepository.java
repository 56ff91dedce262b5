package io.counterfoil.provisioning;

import io.counterfoil.node.contract.Capacity;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** How much room nodes have, and how much of it is promised. */
final class RoomRepository {
    /**
     * What families of accounts are promised and store: one shares its space, so that it counts once.
     */
    private static final String FAMILIES =
            """
            SELECT node_id, sum(used_bytes) AS stored, coalesce(max(pool_bytes),
                CASE WHEN bool_or(hard_quota_bytes IS NULL) THEN greatest(sum(used_bytes), :unlimited) ELSE sum(hard_quota_bytes) END) AS promised
            FROM placement WHERE purged_at IS NULL AND %s GROUP BY node_id, coalesce(parent_id, account_id)
            """;

    private static final String PROMISED =
            """
            WITH promised AS (SELECT node_id, sum(promised)::bigint AS bytes FROM (%s) AS family GROUP BY node_id)
            """
                    .formatted(FAMILIES.formatted("true"));

    private static final String LOAD =
            """
            SELECT coalesce(sum(promised), 0)::bigint AS promised, coalesce(sum(stored), 0)::bigint AS stored
            FROM (%s) AS family
            """;

    private final Tx tx;
    private final long unlimitedBytes;

    /** With an unlimited quota counting as so many bytes. */
    RoomRepository(Tx tx, long unlimitedBytes) {
        this.tx = tx;
        this.unlimitedBytes = unlimitedBytes;
    }

    /** Takes in what a node says of itself. */
    void measured(Node node, NodeClient.Told<Capacity> told, int contract) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE node
                        SET contract = :contract, disk_bytes = :disk, free_bytes = :free, stored_bytes = :stored, promised_bytes = :promised,
                            clock_behind = make_interval(secs => :behind), measured_at = :now, answered_at = :now, problem = NULL
                        WHERE id = :node
                        """)
                .bind("node", node.id())
                .bind("contract", contract)
                .bind("disk", told.what().totalBytes())
                .bind("free", told.what().usableBytes())
                .bind("stored", told.what().usedBytes())
                .bind("promised", told.what().promisedBytes())
                .bind("behind", told.by().behind().toMillis() / 1000.0)
                .bind("now", tx.now())
                .execute();
    }

    /** Takes note that a node could not be asked, and why. */
    void silent(Node node, String problem) {
        tx.handle()
                .createUpdate("UPDATE node SET problem = :problem WHERE id = :node")
                .bind("node", node.id())
                .bind("problem", problem)
                .execute();
    }

    /** In the system scope: counts anew what is promised on each node, with what is on its way there. */
    void count() {
        tx.handle()
                .createUpdate(
                        PROMISED
                                + """
                                UPDATE node SET placed_until = :now,
                                    placed_bytes = coalesce((SELECT bytes FROM promised WHERE node_id = node.id), 0)
                                        + coalesce((SELECT sum(promised_bytes)::bigint FROM account_move
                                            WHERE to_node = node.id AND state IN ('copying', 'switching')), 0)
                                """)
                .bind("unlimited", unlimitedBytes)
                .bind("now", tx.now())
                .execute();
    }

    /** What is promised now on each node that has accounts, to those that the caller may see. */
    Map<UUID, Long> promised() {
        return tx.handle()
                .createQuery(PROMISED + "SELECT node_id, bytes FROM promised")
                .bind("unlimited", unlimitedBytes)
                .reduceRows(new HashMap<>(), RoomRepository::put);
    }

    /** What some accounts are promised, a family once, and what they store. */
    Destinations.Load load(Collection<UUID> accounts) {
        return tx.handle()
                .createQuery(LOAD.formatted(FAMILIES.formatted("account_id = ANY(:accounts)")))
                .bindArray("accounts", UUID.class, accounts)
                .bind("unlimited", unlimitedBytes)
                .map((row, context) -> load(row))
                .one();
    }

    /** The same of all accounts on a node that the caller may see. */
    Destinations.Load loadOf(UUID node) {
        return tx.handle()
                .createQuery(LOAD.formatted(FAMILIES.formatted("node_id = :node")))
                .bind("node", node)
                .bind("unlimited", unlimitedBytes)
                .map((row, context) -> load(row))
                .one();
    }

    private static Destinations.Load load(ResultSet row) throws SQLException {
        return new Destinations.Load(row.getLong("promised"), row.getLong("stored"));
    }

    /**
     * The nodes of these names. What is placed there is as it was last counted, and what the caller
     * can see of what came since then.
     */
    List<NodeRoom> rooms(Collection<String> names) {
        List<Counted> counted =
                tx.handle()
                        .createQuery(
                                """
                                SELECT id, name, data_url, accepts AND NOT draining AS accepts, draining, over_subscription, contract, disk_bytes,
                                       free_bytes, stored_bytes, promised_bytes, measured_at, extract(epoch FROM clock_behind) AS behind, answered_at,
                                       problem, placed_bytes, placed_until
                                FROM node WHERE name = ANY(:names) AND retired_at IS NULL ORDER BY name
                                """)
                        .bindArray("names", String.class, names)
                        .map(
                                (row, context) ->
                                        new Counted(room(row), Instants.ofNullable(row, "placed_until")))
                        .list();
        Map<UUID, Long> since =
                counted.stream()
                        .filter(node -> node.room().overSubscription() != null)
                        .map(Counted::until)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .map(this::placedSince)
                        .orElse(Map.of());
        return counted.stream()
                .map(Counted::room)
                .map(room -> room.plus(since.getOrDefault(room.id(), 0L)))
                .toList();
    }

    /** A node, and until when what is placed there was counted. */
    private record Counted(NodeRoom room, @Nullable Instant until) {}

    /** With the instant as a value of its own: only so the planner knows how little there is. */
    private Map<UUID, Long> placedSince(Instant counted) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT node_id, sum(bytes)::bigint AS bytes FROM (
                            SELECT node_id, coalesce(pool_bytes, hard_quota_bytes, :unlimited) AS bytes
                            FROM placement WHERE placed_at > :counted AND parent_id IS NULL
                            UNION ALL
                            SELECT to_node, promised_bytes FROM account_move WHERE state IN ('copying', 'switching') AND asked_at > :counted
                        ) AS since GROUP BY node_id
                        """)
                .bind("unlimited", unlimitedBytes)
                .bind("counted", counted.atOffset(ZoneOffset.UTC))
                .reduceRows(new HashMap<>(), RoomRepository::put);
    }

    private static Map<UUID, Long> put(Map<UUID, Long> bytes, RowView row) {
        bytes.put(row.getColumn("node_id", UUID.class), row.getColumn("bytes", Long.class));
        return bytes;
    }

    private static NodeRoom room(ResultSet row) throws SQLException {
        return new NodeRoom(
                row.getObject("id", UUID.class),
                row.getString("name"),
                URI.create(row.getString("data_url")),
                row.getBoolean("accepts"),
                row.getBoolean("draining"),
                row.getBigDecimal("over_subscription"),
                row.getLong("placed_bytes"),
                measure(row),
                Instants.ofNullable(row, "answered_at"),
                row.getString("problem"));
    }

    private static NodeRoom.@Nullable Measure measure(ResultSet row) throws SQLException {
        Instant at = Instants.ofNullable(row, "measured_at");
        return at == null
                ? null
                : new NodeRoom.Measure(
                        row.getInt("contract"),
                        row.getLong("disk_bytes"),
                        row.getLong("free_bytes"),
                        row.getLong("stored_bytes"),
                        row.getLong("promised_bytes"),
                        Duration.ofMillis(Math.round(row.getDouble("behind") * 1000)),
                        at);
    }
}
