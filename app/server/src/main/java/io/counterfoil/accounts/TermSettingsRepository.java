package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermDays;
import java.util.Optional;

/** How many days a provider gives its customers. */
final class TermSettingsRepository {
    private final Tx tx;

    TermSettingsRepository(Tx tx) {
        this.tx = tx;
    }

    /** The days that the provider has chosen; empty: none of its own. */
    Optional<TermDays> days() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT grace_days, frozen_days, uninstall_days FROM term_settings
                        WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new TermDays(
                                        row.getInt("grace_days"),
                                        row.getInt("frozen_days"),
                                        row.getInt("uninstall_days")))
                .findOne();
    }

    void choose(TermDays days) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO term_settings (provider_id, grace_days, frozen_days, uninstall_days)
                        VALUES (:provider, :grace, :frozen, :uninstall)
                        ON CONFLICT (provider_id) DO UPDATE SET grace_days = excluded.grace_days,
                            frozen_days = excluded.frozen_days, uninstall_days = excluded.uninstall_days
                        """)
                .bind("provider", tx.provider())
                .bind("grace", days.grace())
                .bind("frozen", days.frozen())
                .bind("uninstall", days.uninstall())
                .execute();
    }
}
