package io.counterfoil.catalog;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class PlanVersionRepository {
    private final Tx tx;

    PlanVersionRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps the plan as it is now as its newest version. */
    void insert(UUID id, Plan plan) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO plan_version (provider_id, id, plan_id, version, name, hard_quota_bytes, trial_days, features, made_at)
                        VALUES (:provider, :id, :plan, :version, :name, :quota, :trialDays, :features::jsonb, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("plan", plan.id())
                .bind("version", plan.version())
                .bind("name", plan.name())
                .bind("quota", plan.hardQuotaBytes())
                .bind("trialDays", plan.trialDays())
                .bind("features", PlanFeatures.write(plan.features()))
                .bind("now", tx.now())
                .execute();
    }

    Optional<PlanVersion> find(UUID plan, int version) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, plan_id, version, name, hard_quota_bytes, trial_days, features, made_at FROM plan_version
                        WHERE provider_id = :provider AND plan_id = :plan AND version = :version
                        """)
                .bind("provider", tx.provider())
                .bind("plan", plan)
                .bind("version", version)
                .map((row, context) -> version(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<PlanVersion> list(UUID plan, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, plan_id, version, name, hard_quota_bytes, trial_days, features, made_at FROM plan_version
                        WHERE provider_id = :provider AND plan_id = :plan
                          AND (:after::uuid IS NULL OR version < (
                              SELECT version FROM plan_version
                              WHERE provider_id = :provider AND plan_id = :plan AND id = :after::uuid))
                        ORDER BY version DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("plan", plan)
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> version(row))
                .list();
    }

    private static PlanVersion version(ResultSet row) throws SQLException {
        return new PlanVersion(
                row.getObject("id", UUID.class),
                row.getObject("plan_id", UUID.class),
                row.getInt("version"),
                row.getString("name"),
                row.getObject("hard_quota_bytes", Long.class),
                row.getObject("trial_days", Integer.class),
                PlanFeatures.read(row.getString("features")),
                Instants.of(row, "made_at"));
    }
}
