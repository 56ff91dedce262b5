package io.counterfoil.provisioning;

import io.counterfoil.platform.Due;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How full the space of accounts is, and what of that was told. */
final class SpaceRepository {
    /** A level is left behind only five points below it. */
    private static final String LEVELS =
            """
            WITH bounded AS (
                SELECT provider_id, account_id, space_told, used_bytes, least(hard_quota_bytes, user_quota_bytes) AS own_bytes, pool_bytes,
                    CASE WHEN pool_id = account_id THEN (SELECT sum(used_bytes) FROM placement AS member
                        WHERE member.provider_id = placement.provider_id AND member.pool_id = placement.pool_id) END AS pool_used
                FROM placement
                WHERE account_id = ANY(:accounts) AND state = 'open' AND purge_at IS NULL),
            filled AS (
                SELECT provider_id, account_id, space_told, used_bytes, own_bytes, pool_used, pool_bytes,
                    coalesce(100.0 * pool_used / pool_bytes, 0) >= coalesce(100.0 * used_bytes / own_bytes, 0) AND pool_used IS NOT NULL AS shared,
                    coalesce(greatest(100.0 * used_bytes / own_bytes, 100.0 * pool_used / pool_bytes), 0) AS percent
                FROM bounded),
            leveled AS (
                SELECT provider_id, account_id, space_told, shared, CASE WHEN shared THEN pool_used ELSE used_bytes END AS used,
                    CASE WHEN shared THEN pool_bytes ELSE own_bytes END AS bound,
                    greatest(
                        CASE WHEN percent >= 95 THEN 95 WHEN percent >= 90 THEN 90 WHEN percent >= 80 THEN 80 ELSE 0 END,
                        least(space_told, CASE WHEN percent >= 90 THEN 95 WHEN percent >= 85 THEN 90 WHEN percent >= 75 THEN 80 ELSE 0 END)) AS level
                FROM filled)
            """;

    private final Tx tx;

    SpaceRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * In the system scope: marks those of some accounts that have reached a level, and forgets the
     * levels that others have left.
     */
    void look(Collection<UUID> accounts) {
        tx.handle()
                .createUpdate(
                        LEVELS
                                + """
                                UPDATE placement
                                SET space_told = least(placement.space_told, level),
                                    space_due_at = CASE WHEN level > placement.space_told THEN coalesce(space_due_at, :now) END
                                FROM leveled
                                WHERE placement.provider_id = leveled.provider_id AND placement.account_id = leveled.account_id
                                  AND (level < placement.space_told OR (level > placement.space_told) <> (space_due_at IS NOT NULL))
                                """)
                .bindArray("accounts", UUID.class, accounts)
                .bind("now", tx.now())
                .execute();
    }

    List<Due> due(Due after, int limit) {
        return Due.list(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, account_id AS id, space_due_at AS at FROM placement
                                WHERE space_due_at <= :now AND (space_due_at, account_id) > (:after, :afterId)
                                ORDER BY space_due_at, account_id LIMIT :limit
                                """),
                tx,
                after,
                limit);
    }

    /** The accounts whose holders were told, from new to old, one more than asked for if there is. */
    List<UUID> filling(Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id FROM placement
                        WHERE provider_id = :provider AND space_told > 0 AND purge_at IS NULL
                          AND (cast(:after AS uuid) IS NULL OR account_id < cast(:after AS uuid))
                        ORDER BY account_id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .mapTo(UUID.class)
                .list();
    }

    Map<UUID, FullSpace> take(Collection<UUID> accounts) {
        List<UUID> due = claim(accounts);
        return due.isEmpty() ? Map.of() : told(due);
    }

    /** Whatever has become of them: what they reach later is seen later. */
    private List<UUID> claim(Collection<UUID> accounts) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE placement SET space_due_at = NULL
                        WHERE provider_id = :provider AND account_id = ANY(:accounts) AND space_due_at IS NOT NULL
                        RETURNING account_id
                        """)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .mapTo(UUID.class)
                .list();
    }

    private Map<UUID, FullSpace> told(List<UUID> accounts) {
        return tx.handle()
                .createQuery(
                        LEVELS
                                + """
                                UPDATE placement SET space_told = level
                                FROM leveled
                                WHERE placement.provider_id = :provider AND placement.provider_id = leveled.provider_id
                                  AND placement.account_id = leveled.account_id AND level > placement.space_told
                                RETURNING placement.account_id, level, used, bound, shared
                                """)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .reduceRows(
                        new HashMap<>(),
                        (told, row) -> {
                            told.put(
                                    row.getColumn("account_id", UUID.class),
                                    new FullSpace(
                                            row.getColumn("level", Integer.class),
                                            row.getColumn("used", Long.class),
                                            row.getColumn("bound", Long.class),
                                            row.getColumn("shared", Boolean.class)));
                            return told;
                        });
    }
}
