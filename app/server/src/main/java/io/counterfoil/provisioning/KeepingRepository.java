package io.counterfoil.provisioning;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** For how long deleted data is kept, and what of it was asked back. */
final class KeepingRepository {
    private final Tx tx;

    KeepingRepository(Tx tx) {
        this.tx = tx;
    }

    /** What has to come back on a node. */
    record Wanted(Node node, UUID id, Instant since) {}

    /** The provider's days for all accounts without their own. */
    int days() {
        return tx.handle()
                .createQuery("SELECT keep_days FROM kept_deletions WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    /** Chooses them; false if they are that already. */
    boolean choose(int days) {
        boolean changed =
                tx.handle()
                                .createUpdate(
                                        """
                                        INSERT INTO kept_deletions (provider_id, keep_days) VALUES (:provider, :days)
                                        ON CONFLICT (provider_id) DO UPDATE SET keep_days = :days WHERE kept_deletions.keep_days <> :days
                                        """)
                                .bind("provider", tx.provider())
                                .bind("days", days)
                                .execute()
                        > 0;
        if (changed) {
            tx.handle()
                    .createUpdate(
                            """
                            UPDATE placement SET version = version + 1
                            WHERE provider_id = :provider AND keep_deleted_days IS NULL AND purge_at IS NULL
                            """)
                    .bind("provider", tx.provider())
                    .execute();
        }
        return changed;
    }

    /** Chooses an account's own days; the new version, or empty if it has them already. */
    Optional<Long> choose(UUID account, @Nullable Integer days) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET version = version + 1, keep_deleted_days = :days
                        WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL
                          AND keep_deleted_days IS DISTINCT FROM cast(:days AS integer)
                        RETURNING version
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("days", days)
                .mapTo(Long.class)
                .findOne();
    }

    Optional<KeptDeletions> find(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT keep_deleted_days, deleted_objects, deleted_bytes, %s, undelete_since, undelete_asked_at,
                               undelete_done_at, undelete_objects, undelete_bytes
                        FROM placement WHERE provider_id = :provider AND account_id = :account
                        """
                                .formatted(DesiredColumns.KEEP_DAYS))
                .bind("provider", tx.provider())
                .bind("account", account)
                .map((row, context) -> kept(row))
                .findOne();
    }

    /** Asks for what was deleted since an instant; false while the last time is not done. */
    boolean ask(UUID account, UUID id, Instant since) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE placement SET undelete_id = :id, undelete_since = :since, undelete_asked_at = :now,
                                    undelete_done_at = NULL, undelete_objects = NULL, undelete_bytes = NULL
                                WHERE provider_id = :provider AND account_id = :account AND purge_at IS NULL
                                  AND (undelete_id IS NULL OR undelete_done_at IS NOT NULL)
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("id", id)
                        .bind("since", since)
                        .bind("now", tx.now())
                        .execute()
                > 0;
    }

    /** In the system scope: what is still to come back; empty if nothing is. */
    Optional<Wanted> wanted(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT node.id, node.name, node.admin_url, undelete_id, undelete_since
                        FROM placement JOIN node ON node.id = placement.node_id
                        WHERE account_id = :account AND undelete_id IS NOT NULL AND undelete_done_at IS NULL AND purge_at IS NULL
                        """)
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Wanted(
                                        new Node(
                                                row.getObject("id", UUID.class),
                                                row.getString("name"),
                                                URI.create(row.getString("admin_url"))),
                                        row.getObject("undelete_id", UUID.class),
                                        Instants.of(row, "undelete_since")))
                .findOne();
    }

    /** In the system scope: all of it is back; 0 if that was noted before. */
    int done(UUID account, UUID id, long objects, long bytes) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE placement SET undelete_done_at = :now, undelete_objects = :objects, undelete_bytes = :bytes
                        WHERE account_id = :account AND undelete_id = :id AND undelete_done_at IS NULL
                        """)
                .bind("account", account)
                .bind("id", id)
                .bind("objects", objects)
                .bind("bytes", bytes)
                .bind("now", tx.now())
                .execute();
    }

    private static KeptDeletions kept(ResultSet row) throws SQLException {
        return new KeptDeletions(
                row.getInt("keep_days"),
                row.getObject("keep_deleted_days", Integer.class),
                row.getLong("deleted_objects"),
                row.getLong("deleted_bytes"),
                returned(row));
    }

    private static KeptDeletions.@Nullable Returned returned(ResultSet row) throws SQLException {
        Instant since = Instants.ofNullable(row, "undelete_since");
        Instant asked = Instants.ofNullable(row, "undelete_asked_at");
        Instant done = Instants.ofNullable(row, "undelete_done_at");
        if (since == null || asked == null) {
            return null;
        }
        return new KeptDeletions.Returned(
                since,
                asked,
                done == null
                        ? null
                        : new KeptDeletions.Done(
                                done,
                                row.getLong("undelete_objects"),
                                row.getLong("undelete_bytes")));
    }
}
