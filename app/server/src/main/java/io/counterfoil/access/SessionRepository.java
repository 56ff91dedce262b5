package io.counterfoil.access;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SessionRepository {
    private final Tx tx;

    SessionRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Inserts a session.
     *
     * @param openedIn the session of the member of staff who is in the customer's place; null =
     *     nobody is
     */
    void insert(
            byte[] digest,
            String kind,
            UUID subject,
            @Nullable UUID customer,
            byte @Nullable [] openedIn) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO session (digest, provider_id, kind, subject_id, customer_id, opened_in, created_at, seen_at)
                        VALUES (:digest, :provider, :kind, :subject, :customer, :openedIn, :now, :now)
                        """)
                .bind("digest", digest)
                .bind("provider", tx.provider())
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("customer", customer)
                .bind("openedIn", openedIn)
                .bind("now", tx.now())
                .execute();
    }

    /** A session that still runs, and whether its last use was noted so long ago. */
    record Live(Principal principal, boolean unnoticed) {}

    Optional<Live> find(
            byte[] digest,
            Instant seenAfter,
            Instant createdAfter,
            Instant actingAfter,
            Instant notedAfter) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT session.provider_id, session.kind, session.subject_id, session.customer_id,
                               session.seen_at <= :notedAfter AS unnoticed,
                               session.opened_in IS NOT NULL AS acting, staff.id AS staff_id,
                               staff.name, staff.role, staff.retailer_id
                        FROM session
                        LEFT JOIN session AS opener ON opener.digest = session.opened_in
                        LEFT JOIN staff
                             ON staff.provider_id = session.provider_id
                                AND staff.id = coalesce(opener.subject_id, session.subject_id)
                                AND staff.disabled_at IS NULL
                        WHERE session.digest = :digest AND session.seen_at > :seenAfter
                          AND session.created_at > :createdAfter AND (session.opened_in IS NULL OR session.created_at > :actingAfter)
                          AND (staff.id IS NOT NULL OR session.kind = 'account' AND session.opened_in IS NULL)
                        """)
                .bind("digest", digest)
                .bind("seenAfter", seenAfter)
                .bind("createdAfter", createdAfter)
                .bind("actingAfter", actingAfter)
                .bind("notedAfter", notedAfter)
                .map((row, context) -> new Live(principal(row), row.getBoolean("unnoticed")))
                .findOne();
    }

    int touch(byte[] digest) {
        return tx.handle()
                .createUpdate("UPDATE session SET seen_at = :now WHERE digest = :digest")
                .bind("now", tx.now())
                .bind("digest", digest)
                .execute();
    }

    int delete(byte[] digest) {
        return tx.handle()
                .createUpdate("DELETE FROM session WHERE digest = :digest")
                .bind("digest", digest)
                .execute();
    }

    void deleteAll(UUID subject) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM session WHERE provider_id = :provider AND subject_id ="
                                + " :subject")
                .bind("provider", tx.provider())
                .bind("subject", subject)
                .execute();
    }

    void deleteOld(Instant seenBefore, Instant createdBefore) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM session WHERE seen_at <= :seenBefore OR created_at <="
                                + " :createdBefore")
                .bind("seenBefore", seenBefore)
                .bind("createdBefore", createdBefore)
                .execute();
    }

    private static Principal principal(ResultSet row) throws SQLException {
        UUID provider = row.getObject("provider_id", UUID.class);
        UUID subject = row.getObject("subject_id", UUID.class);
        return switch (row.getString("kind")) {
            case "account" ->
                    new Principal.AccountHolder(
                            provider,
                            subject,
                            row.getObject("customer_id", UUID.class),
                            row.getBoolean("acting")
                                    ? new Principal.Acting(
                                            row.getObject("staff_id", UUID.class),
                                            row.getString("name"))
                                    : null);
            case "staff" ->
                    new Principal.Staff(
                            provider,
                            subject,
                            row.getString("name"),
                            Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                            row.getObject("retailer_id", UUID.class));
            default ->
                    throw new IllegalStateException(
                            "unknown kind of session: " + row.getString("kind"));
        };
    }
}
