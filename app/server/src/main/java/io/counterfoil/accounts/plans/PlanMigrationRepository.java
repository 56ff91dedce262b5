package io.counterfoil.accounts.plans;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class PlanMigrationRepository {
    private final Tx tx;

    PlanMigrationRepository(Tx tx) {
        this.tx = tx;
    }

    /** A parent account on an older version of its plan. */
    record Behind(UUID account, String username, int version, @Nullable Long hardQuotaBytes) {}

    /** An account whose bytes count for a parent account: itself, or a sub-account. */
    record Member(UUID parent, UUID account) {}

    /** How many parent accounts are on an older version, of those whose end has not begun. */
    int countBehind(UUID plan, int version) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM account
                        WHERE provider_id = :provider AND plan_id = :plan AND plan_version < :version AND parent_id IS NULL
                          AND term_state NOT IN ('purging', 'deleted')
                        """)
                .bind("provider", tx.provider())
                .bind("plan", plan)
                .bind("version", version)
                .mapTo(Integer.class)
                .one();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Behind> behind(UUID plan, int version, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, username, plan_version, hard_quota_bytes FROM account
                        WHERE provider_id = :provider AND plan_id = :plan AND plan_version < :version AND parent_id IS NULL
                          AND term_state NOT IN ('purging', 'deleted')
                          AND (:after::uuid IS NULL OR id < :after::uuid)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("plan", plan)
                .bind("version", version)
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> behind(row))
                .list();
    }

    /** Some accounts on an older version, which nobody else changes until the transaction ends. */
    List<Behind> lockBehind(UUID plan, int version, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, username, plan_version, hard_quota_bytes FROM account
                        WHERE provider_id = :provider AND plan_id = :plan AND plan_version < :version AND parent_id IS NULL
                          AND term_state NOT IN ('purging', 'deleted')
                        ORDER BY plan_version, id LIMIT :limit FOR NO KEY UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("plan", plan)
                .bind("version", version)
                .bind("limit", limit)
                .map((row, context) -> behind(row))
                .list();
    }

    List<Member> members(Collection<UUID> parents) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id AS parent, id FROM account WHERE provider_id = :provider AND id = ANY(:parents)
                        UNION ALL
                        SELECT parent_id, id FROM account WHERE provider_id = :provider AND parent_id = ANY(:parents)
                          AND term_state NOT IN ('purging', 'deleted')
                        """)
                .bind("provider", tx.provider())
                .bindArray("parents", UUID.class, parents)
                .map(
                        (row, context) ->
                                new Member(
                                        row.getObject("parent", UUID.class),
                                        row.getObject("id", UUID.class)))
                .list();
    }

    /** False if another migration of the plan goes on. */
    boolean insert(PlanMigration migration) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO plan_migration (provider_id, id, plan_id, to_version, accounts, started_at)
                                VALUES (:provider, :id, :plan, :version, :accounts, :startedAt)
                                ON CONFLICT (provider_id, plan_id) WHERE finished_at IS NULL DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", migration.id())
                        .bind("plan", migration.plan())
                        .bind("version", migration.version())
                        .bind("accounts", migration.accounts())
                        .bind("startedAt", migration.startedAt())
                        .execute()
                == 1;
    }

    Optional<PlanMigration> find(UUID plan, UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, plan_id, to_version, accounts, moved, started_at, finished_at FROM plan_migration
                        WHERE provider_id = :provider AND plan_id = :plan AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("plan", plan)
                .bind("id", id)
                .map((row, context) -> migration(row))
                .findOne();
    }

    /** The migration if it goes on, locked: two servers that do the same take turns. */
    Optional<PlanMigration> lockRunning(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, plan_id, to_version, accounts, moved, started_at, finished_at FROM plan_migration
                        WHERE provider_id = :provider AND id = :id AND finished_at IS NULL FOR NO KEY UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> migration(row))
                .findOne();
    }

    /** One row more than the listing asks for, if there is one. */
    List<PlanMigration> list(UUID plan, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, plan_id, to_version, accounts, moved, started_at, finished_at FROM plan_migration
                        WHERE provider_id = :provider AND plan_id = :plan AND (:after::uuid IS NULL OR id < :after::uuid)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("plan", plan)
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> migration(row))
                .list();
    }

    /** Counts accounts that were moved; without any, the migration is done. */
    void count(UUID id, int moved) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE plan_migration
                        SET moved = moved + :moved,
                            finished_at = CASE WHEN cast(:moved AS integer) = 0 THEN cast(:now AS timestamptz) END
                        WHERE provider_id = :provider AND id = :id AND finished_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("moved", moved)
                .bind("now", tx.now())
                .execute();
    }

    private static Behind behind(ResultSet row) throws SQLException {
        return new Behind(
                row.getObject("id", UUID.class),
                row.getString("username"),
                row.getInt("plan_version"),
                row.getObject("hard_quota_bytes", Long.class));
    }

    private static PlanMigration migration(ResultSet row) throws SQLException {
        return new PlanMigration(
                row.getObject("id", UUID.class),
                row.getObject("plan_id", UUID.class),
                row.getInt("to_version"),
                row.getInt("accounts"),
                row.getInt("moved"),
                Instants.of(row, "started_at"),
                Instants.ofNullable(row, "finished_at"));
    }
}
