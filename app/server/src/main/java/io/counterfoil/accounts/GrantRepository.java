package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What terms are made of. */
final class GrantRepository {
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
}
