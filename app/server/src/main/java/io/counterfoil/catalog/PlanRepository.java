package io.counterfoil.catalog;

import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

final class PlanRepository {
    private final Tx tx;

    PlanRepository(Tx tx) {
        this.tx = tx;
    }

    /** False if the provider has a plan of that name. */
    boolean insert(Plan plan) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO plan (provider_id, id, version, name, edition, hard_quota_bytes, trial_days, features, created_at)
                                VALUES (:provider, :id, :version, :name, :edition, :quota, :trialDays, :features::jsonb, :now)
                                ON CONFLICT (provider_id, name) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", plan.id())
                        .bind("version", plan.version())
                        .bind("name", plan.name())
                        .bind("edition", plan.edition().name().toLowerCase(Locale.ROOT))
                        .bind("quota", plan.hardQuotaBytes())
                        .bind("trialDays", plan.trialDays())
                        .bind("features", PlanFeatures.write(plan.features()))
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** The plan, which nobody else changes until the transaction ends. */
    Optional<Plan> lock(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, version, name, edition, hard_quota_bytes, trial_days, features FROM plan
                        WHERE provider_id = :provider AND id = :id FOR NO KEY UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> plan(row))
                .findOne();
    }

    /** Changes a plan that is locked. */
    void change(Plan plan) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE plan
                        SET version = :version, name = :name, hard_quota_bytes = :quota, trial_days = :trialDays,
                            features = :features::jsonb
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", plan.id())
                .bind("version", plan.version())
                .bind("name", plan.name())
                .bind("quota", plan.hardQuotaBytes())
                .bind("trialDays", plan.trialDays())
                .bind("features", PlanFeatures.write(plan.features()))
                .execute();
    }

    Optional<Plan> find(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, version, name, edition, hard_quota_bytes, trial_days, features FROM plan
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> plan(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Plan> list(Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, version, name, edition, hard_quota_bytes, trial_days, features FROM plan
                        WHERE provider_id = :provider AND (:after::uuid IS NULL OR id < :after::uuid)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> plan(row))
                .list();
    }

    private static Plan plan(ResultSet row) throws SQLException {
        return new Plan(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("name"),
                Edition.valueOf(row.getString("edition").toUpperCase(Locale.ROOT)),
                row.getObject("hard_quota_bytes", Long.class),
                row.getObject("trial_days", Integer.class),
                PlanFeatures.read(row.getString("features")));
    }
}
