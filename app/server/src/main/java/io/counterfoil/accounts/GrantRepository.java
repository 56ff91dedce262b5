package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What terms are made of. */
final class GrantRepository {
    private static final int MOST = 100;

    private final Tx tx;

    GrantRepository(Tx tx) {
        this.tx = tx;
    }

    /** Adds a grant; without a redemption, it was made by hand. */
    void insert(
            UUID grant,
            UUID account,
            @Nullable UUID redemption,
            Period period,
            Instant from,
            Instant to) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO term_grant (provider_id, id, account_id, source, redemption_id, period, from_at, to_at, granted_at)
                        VALUES (:provider, :grant, :account, CASE WHEN cast(:redemption AS uuid) IS NULL THEN 'by_hand' ELSE 'redemption' END,
                                :redemption, :period, :from, :to, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("grant", grant)
                .bind("account", account)
                .bind("redemption", redemption)
                .bind("period", period.toString())
                .bind("from", from)
                .bind("to", to)
                .bind("now", tx.now())
                .execute();
    }

    /** Adds the grant that stands for all before it. */
    void conversion(UUID grant, UUID account, Period period, Instant from, Instant to) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO term_grant (provider_id, id, account_id, source, period, from_at, to_at, granted_at)
                        VALUES (:provider, :grant, :account, 'conversion', :period, :from, :to, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("grant", grant)
                .bind("account", account)
                .bind("period", period.toString())
                .bind("from", from)
                .bind("to", to)
                .bind("now", tx.now())
                .execute();
    }

    /** The redemptions since the last conversion, the newest first. */
    List<UUID> redemptions(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT redemption_id FROM term_grant
                        WHERE provider_id = :provider AND account_id = :account AND redemption_id IS NOT NULL
                          AND granted_at >= coalesce((
                              SELECT max(granted_at) FROM term_grant
                              WHERE provider_id = :provider AND account_id = :account AND source = 'conversion'), '-infinity')
                        ORDER BY to_at DESC LIMIT :most
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("most", MOST)
                .mapTo(UUID.class)
                .list();
    }
}
