package io.counterfoil.provisioning;

import io.counterfoil.platform.Due;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** Which accounts wait for a backup, and of which of them that was told. */
final class SilenceRepository {
    /** A node that was not heard of for so long may have backups that nobody here knows of. */
    static final Duration HEARD = Duration.ofHours(1);

    private static final String SILENT =
            """
            silence_told_at IS NULL AND state = 'open' AND purge_at IS NULL AND backup_awaited_since <= :since
            AND reported_at > :heard AND NOT held AND lent_id IS NULL
            AND (last_snapshot_at IS NOT NULL OR NOT EXISTS (
                SELECT FROM placement AS child
                WHERE child.provider_id = placement.provider_id AND child.parent_id = placement.account_id
                  AND child.last_snapshot_at IS NOT NULL))
            """;

    private final Tx tx;

    SilenceRepository(Tx tx) {
        this.tx = tx;
    }

    List<Due> due(UUID provider, Instant since, Due after, int limit) {
        return Due.list(
                silent(
                                """
                                SELECT provider_id, account_id AS id, backup_awaited_since AS at FROM placement
                                WHERE provider_id = :provider AND %s AND (backup_awaited_since, account_id) > (:after, :afterId)
                                ORDER BY backup_awaited_since, account_id LIMIT :limit
                                """
                                        .formatted(SILENT),
                                since)
                        .bind("provider", provider)
                        .bind("after", after.at())
                        .bind("afterId", after.id())
                        .bind("limit", limit));
    }

    /** Locks accounts, in the order in which reports of their nodes do. */
    void lock(Collection<UUID> accounts) {
        tx.handle()
                .createQuery(
                        """
                        SELECT account_id FROM placement
                        WHERE provider_id = :provider AND account_id = ANY(:accounts)
                        ORDER BY account_id FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .mapTo(UUID.class)
                .list();
    }

    /** Those of some accounts that have waited since then and have no backup, from now on told. */
    List<UUID> takeNew(Collection<UUID> accounts, Instant since) {
        return take(accounts, since, "last_snapshot_at IS NULL").mapTo(UUID.class).list();
    }

    /** Those that have waited since then for another one, from now on told, and their last ones. */
    Map<UUID, Instant> takeStopped(Collection<UUID> accounts, Instant since) {
        return take(accounts, since, "last_snapshot_at IS NOT NULL")
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("account_id", UUID.class),
                                        Instants.of(row, "last_snapshot_at")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void toldBy(Collection<UUID> accounts, UUID message) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE placement SET silence_message_id = :message
                        WHERE provider_id = :provider AND account_id = ANY(:accounts)
                        """)
                .bind("message", message)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .execute();
    }

    /** Those of some messages that tell of an account which had a backup since. */
    Set<UUID> untrue(Collection<UUID> messages) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT silence_message_id FROM placement
                        WHERE provider_id = :provider AND silence_message_id = ANY(:messages) AND silence_told_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bindArray("messages", UUID.class, messages)
                .mapTo(UUID.class)
                .set();
    }

    /** Nobody gets these messages, so that nobody was told of any of their accounts. */
    void untold(Collection<UUID> messages) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE placement SET silence_told_at = NULL, silence_message_id = NULL
                        FROM (SELECT account_id FROM placement
                              WHERE provider_id = :provider AND silence_message_id = ANY(:messages)
                              ORDER BY account_id FOR UPDATE) AS told
                        WHERE placement.provider_id = :provider AND placement.account_id = told.account_id
                        """)
                .bind("provider", tx.provider())
                .bindArray("messages", UUID.class, messages)
                .execute();
    }

    private Query take(Collection<UUID> accounts, Instant since, String which) {
        return silent(
                        """
                        UPDATE placement SET silence_told_at = :now
                        WHERE provider_id = :provider AND account_id = ANY(:accounts) AND %s AND %s
                        RETURNING account_id, last_snapshot_at
                        """
                                .formatted(SILENT, which),
                        since)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts);
    }

    private Query silent(String sql, Instant since) {
        return tx.handle()
                .createQuery(sql)
                .bind("since", since)
                .bind("heard", tx.now().minus(HEARD));
    }

    /** The accounts whose holders were told, from new to old, one more than asked for if there is. */
    List<UUID> told(Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id FROM placement
                        WHERE provider_id = :provider AND silence_told_at IS NOT NULL AND state = 'open' AND purge_at IS NULL
                          AND (cast(:after AS uuid) IS NULL OR account_id < cast(:after AS uuid))
                        ORDER BY account_id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .mapTo(UUID.class)
                .list();
    }
}
