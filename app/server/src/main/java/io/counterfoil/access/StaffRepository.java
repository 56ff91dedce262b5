package io.counterfoil.access;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class StaffRepository {
    private static final String COLUMNS =
            "id, email, name, role, retailer_id, disabled_at IS NOT NULL AS disabled,"
                    + " coalesce(disabled_by = 'provider', false) AS locked_out";

    private final Tx tx;

    StaffRepository(Tx tx) {
        this.tx = tx;
    }

    record WithPassword(Member member, String passwordHash) {}

    /** False if somebody has the e-mail address already. */
    boolean insert(Member member, String passwordHash) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO staff (provider_id, id, retailer_id, email, name, role, password_hash, created_at)
                                VALUES (:provider, :id, :retailer, :email, :name, :role, :hash, :now)
                                ON CONFLICT (provider_id, email) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", member.id())
                        .bind("retailer", member.retailer())
                        .bind("email", member.email())
                        .bind("name", member.name())
                        .bind("role", member.role().name().toLowerCase(Locale.ROOT))
                        .bind("hash", passwordHash)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    Optional<WithPassword> findByEmail(String email) {
        return tx.handle()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + ", password_hash FROM staff WHERE provider_id = :provider AND"
                                + " email = :email")
                .bind("provider", tx.provider())
                .bind("email", email)
                .map(
                        (row, context) ->
                                new WithPassword(member(row), row.getString("password_hash")))
                .findOne();
    }

    Optional<Member> find(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM staff WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> member(row))
                .findOne();
    }

    List<Member> list(Collection<UUID> ids) {
        return tx.handle()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM staff WHERE provider_id = :provider AND id = ANY(:ids)"
                                + " ORDER BY name, id")
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> member(row))
                .list();
    }

    List<Member> list(@Nullable UUID retailer) {
        return tx.handle()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM staff WHERE provider_id = :provider AND retailer_id IS NOT"
                                + " DISTINCT FROM :retailer ORDER BY disabled, name, id")
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .map((row, context) -> member(row))
                .list();
    }

    /** Those of a retailer who aren't disabled, or were only after a moment. */
    List<Member> since(UUID retailer, Instant moment) {
        return tx.handle()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM staff WHERE provider_id = :provider AND retailer_id ="
                                + " :retailer AND (disabled_at IS NULL OR disabled_at > :moment)"
                                + " ORDER BY name, id")
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("moment", moment)
                .map((row, context) -> member(row))
                .list();
    }

    /**
     * Whether somebody is disabled by this.
     *
     * @param by who does it, provider or retailer; whom the provider disables is so by the provider
     */
    boolean disable(UUID id, String by) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE staff SET disabled_at = coalesce(disabled_at, :now), disabled_by = :by
                                WHERE provider_id = :provider AND id = :id
                                  AND (disabled_by IS NULL OR disabled_by = 'retailer' AND :by = 'provider')
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("by", by)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Whether somebody is let in by this; a retailer doesn't let in whom its provider locked out. */
    boolean enable(UUID id, String by) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE staff SET disabled_at = NULL, disabled_by = NULL
                                WHERE provider_id = :provider AND id = :id AND disabled_at IS NOT NULL
                                  AND (disabled_by = 'retailer' OR :by = 'provider')
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("by", by)
                        .execute()
                == 1;
    }

    /** Whether somebody has this password and may sign in; if so, until the transaction ends. */
    boolean lock(UUID id, String passwordHash) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM staff
                        WHERE provider_id = :provider AND id = :id AND password_hash = :hash AND disabled_at IS NULL
                        FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("hash", passwordHash)
                .mapTo(UUID.class)
                .findOne()
                .isPresent();
    }

    void setPassword(UUID id, String passwordHash) {
        tx.handle()
                .createUpdate(
                        "UPDATE staff SET password_hash = :hash WHERE provider_id ="
                                + " :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("hash", passwordHash)
                .execute();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getObject("retailer_id", UUID.class),
                row.getBoolean("disabled"),
                row.getBoolean("locked_out"));
    }
}
