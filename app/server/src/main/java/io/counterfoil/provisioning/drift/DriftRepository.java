package io.counterfoil.provisioning.drift;

import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Differences, as long as they last and for a while after. */
final class DriftRepository {
    private final Tx tx;

    DriftRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * In the system scope: these differences are there now.
     *
     * @param stranger whose the accounts are that no provider has; null = nobody's
     */
    void seen(UUID node, Map<UUID, DriftKind> found, @Nullable UUID stranger, Ids ids) {
        if (found.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO node_drift (id, provider_id, node_id, account_id, kind, first_seen_at, last_seen_at)
                                VALUES (:id, coalesce((SELECT provider_id FROM placement WHERE account_id = :account), cast(:stranger AS uuid)),
                                        :node, :account, :kind, :now, :now)
                                ON CONFLICT (node_id, account_id, kind) WHERE healed_at IS NULL
                                DO UPDATE SET last_seen_at = excluded.last_seen_at
                                """);
        found.forEach(
                (account, kind) ->
                        batch.bind("id", ids.next())
                                .bind("stranger", stranger)
                                .bind("node", node)
                                .bind("account", account)
                                .bind("kind", kind.label())
                                .bind("now", tx.now())
                                .add());
        batch.execute();
    }

    /** In the system scope: so much is gone now. */
    void lost(UUID node, Map<UUID, Lost> found, Ids ids) {
        if (found.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO node_drift (id, provider_id, node_id, account_id, kind, first_seen_at, last_seen_at, had_write_at, has_write_at)
                                VALUES (:id, (SELECT provider_id FROM placement WHERE account_id = :account), :node, :account, :kind, :now, :now, :had, :has)
                                ON CONFLICT (node_id, account_id, kind) WHERE healed_at IS NULL
                                DO UPDATE SET last_seen_at = excluded.last_seen_at
                                """);
        found.forEach(
                (account, lost) ->
                        batch.bind("id", ids.next())
                                .bind("node", node)
                                .bind("account", account)
                                .bind("kind", DriftKind.LOST.label())
                                .bind("now", tx.now())
                                .bind("had", lost.had())
                                .bind("has", lost.has())
                                .add());
        batch.execute();
    }

    /** In the system scope: more is gone now of accounts of which something is. */
    void lostAgain(UUID node, Collection<UUID> accounts) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE node_drift SET lost_again_at = :now
                        WHERE node_id = :node AND account_id = ANY (:accounts) AND kind = 'lost' AND healed_at IS NULL
                        """)
                .bind("node", node)
                .bindArray("accounts", UUID.class, accounts)
                .bind("now", tx.now())
                .execute();
    }

    /**
     * In the system scope: what was not seen in this transaction on the node, of accounts after {@code from} and up to
     * {@code to}, is healed, if what was sent there has arrived.
     */
    void heal(UUID node, @Nullable UUID from, @Nullable UUID to) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE node_drift SET healed_at = :now
                        WHERE node_id = :node AND healed_at IS NULL AND last_seen_at < :now
                          AND (cast(:from AS uuid) IS NULL OR account_id > cast(:from AS uuid))
                          AND (cast(:to AS uuid) IS NULL OR account_id <= cast(:to AS uuid))
                          AND NOT EXISTS (SELECT FROM placement
                              WHERE placement.account_id = node_drift.account_id AND placement.node_id = node_drift.node_id
                                AND applied_version < version AND purge_at IS NULL)
                          AND NOT EXISTS (SELECT FROM account_elsewhere JOIN placement USING (provider_id, account_id)
                              WHERE account_elsewhere.account_id = node_drift.account_id AND account_elsewhere.node_id = node_drift.node_id
                                AND account_elsewhere.applied_version < version AND purge_at IS NULL)
                        """)
                .bind("node", node)
                .bind("from", from)
                .bind("to", to)
                .bind("now", tx.now())
                .execute();
    }

    /** From new to old, one row more than asked for, if there is one; healed or not, null = both. */
    List<DriftRow> list(Listing listing, @Nullable Boolean healed) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT node_drift.id, account_id, node.name, kind, first_seen_at, last_seen_at, healed_at, had_write_at, has_write_at
                        FROM node_drift JOIN node ON node.id = node_drift.node_id
                        WHERE (cast(:provider AS uuid) IS NULL OR provider_id = cast(:provider AS uuid))
                          AND (cast(:after AS uuid) IS NULL OR node_drift.id < cast(:after AS uuid))
                          AND (cast(:healed AS boolean) IS NULL OR (healed_at IS NOT NULL) = cast(:healed AS boolean))
                        ORDER BY node_drift.id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.caller().scope().providerOrNull())
                .bind("after", listing.after())
                .bind("healed", healed)
                .bind("limit", listing.limit())
                .map((row, context) -> row(row))
                .list();
    }

    /** In the system scope: the accounts of which one of a kind lasts. */
    List<UUID> lasting(DriftKind kind) {
        return tx.handle()
                .createQuery(
                        "SELECT DISTINCT account_id FROM node_drift WHERE kind = :kind AND healed_at IS NULL ORDER BY account_id")
                .bind("kind", kind.label())
                .mapTo(UUID.class)
                .list();
    }

    /** How many last, by kind, as far as the scope sees them. */
    Map<DriftKind, Integer> open() {
        return tx.handle()
                .createQuery(
                        "SELECT kind, count(*) AS lasting FROM node_drift WHERE healed_at IS NULL GROUP BY kind")
                .reduceRows(
                        new EnumMap<>(DriftKind.class),
                        (counts, row) -> {
                            counts.put(
                                    DriftKind.of(row.getColumn("kind", String.class)),
                                    row.getColumn("lasting", Integer.class));
                            return counts;
                        });
    }

    void forget(Duration after) {
        tx.handle()
                .createUpdate("DELETE FROM node_drift WHERE healed_at < :before")
                .bind("before", tx.now().minus(after))
                .execute();
    }

    private static DriftRow row(ResultSet row) throws SQLException {
        Instant had = Instants.ofNullable(row, "had_write_at");
        return new DriftRow(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("name"),
                row.getString("kind"),
                Instants.of(row, "first_seen_at"),
                Instants.of(row, "last_seen_at"),
                Instants.ofNullable(row, "healed_at"),
                had == null ? null : new Lost(had, Instants.ofNullable(row, "has_write_at")));
    }
}
