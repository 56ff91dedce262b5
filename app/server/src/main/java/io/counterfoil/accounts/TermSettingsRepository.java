package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermDays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How long a provider lets its customers have what. */
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
                        SELECT grace_days, frozen_days, uninstall_days, longest_years FROM term_settings
                        WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .map((row, context) -> days(row))
                .findOne();
    }

    /** Locks the days that the provider has chosen; if it has not, these are noted as chosen. */
    TermDays lock(TermDays otherwise) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO term_settings (provider_id, grace_days, frozen_days, uninstall_days, longest_years)
                        VALUES (:provider, :grace, :frozen, :uninstall, :longest)
                        ON CONFLICT (provider_id) DO UPDATE SET grace_days = term_settings.grace_days
                        RETURNING grace_days, frozen_days, uninstall_days, longest_years
                        """)
                .bind("provider", tx.provider())
                .bind("grace", otherwise.grace())
                .bind("frozen", otherwise.frozen())
                .bind("uninstall", otherwise.uninstall())
                .bind("longest", otherwise.longestYears())
                .map((row, context) -> days(row))
                .one();
    }

    /** Writes days that are locked. */
    void choose(TermDays days) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE term_settings
                        SET grace_days = :grace, frozen_days = :frozen, uninstall_days = :uninstall,
                            longest_years = :longest
                        WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .bind("grace", days.grace())
                .bind("frozen", days.frozen())
                .bind("uninstall", days.uninstall())
                .bind("longest", days.longestYears())
                .execute();
    }

    private static TermDays days(ResultSet row) throws SQLException {
        return new TermDays(
                row.getInt("grace_days"),
                row.getInt("frozen_days"),
                row.getInt("uninstall_days"),
                row.getInt("longest_years"));
    }
}
