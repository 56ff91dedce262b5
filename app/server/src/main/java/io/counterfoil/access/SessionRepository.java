package io.counterfoil.access;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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
     * Who is signed in.
     *
     * @param customer whose account it is; null for staff
     * @param openedIn the session of the member of staff who is in the customer's place; null =
     *     nobody is
     */
    record Subject(
            String kind, UUID id, @Nullable UUID customer, byte @Nullable [] openedIn) {}

    void insert(UUID id, byte[] digest, Subject subject, SessionSettings.Span span) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO session (id, digest, provider_id, kind, subject_id, customer_id, opened_in,
                                             created_at, seen_at, idle_seconds, ends_at)
                        VALUES (:id, :digest, :provider, :kind, :subject, :customer, :openedIn,
                                :now, :now, :idle, :endsAt)
                        """)
                .bind("id", id)
                .bind("digest", digest)
                .bind("provider", tx.provider())
                .bind("kind", subject.kind())
                .bind("subject", subject.id())
                .bind("customer", subject.customer())
                .bind("openedIn", subject.openedIn())
                .bind("now", tx.now())
                .bind("idle", span.idle().toSeconds())
                .bind("endsAt", tx.now().plus(span.longest()))
                .execute();
    }

    /**
     * A session.
     *
     * @param live whether it still runs
     * @param noticed whether its last use was noted lately, and from where
     */
    record Found(Principal principal, boolean live, boolean noticed) {}

    Optional<Found> find(byte[] digest, Instant noticedSince) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT session.provider_id, session.kind, session.subject_id, session.customer_id,
                               session.ends_at > :now
                                   AND session.seen_at + make_interval(secs => session.idle_seconds) > :now AS live,
                               session.seen_at > :noticedSince AND session.address IS NOT NULL AS noticed,
                               session.opened_in IS NOT NULL AS acting, staff.id AS staff_id,
                               staff.name, staff.role, staff.retailer_id
                        FROM session
                        LEFT JOIN session AS opener ON opener.digest = session.opened_in
                        LEFT JOIN staff
                             ON staff.provider_id = session.provider_id
                                AND staff.id = coalesce(opener.subject_id, session.subject_id)
                                AND staff.disabled_at IS NULL
                        WHERE session.digest = :digest
                          AND (staff.id IS NOT NULL OR session.kind = 'account' AND session.opened_in IS NULL)
                        """)
                .bind("digest", digest)
                .bind("now", tx.now())
                .bind("noticedSince", noticedSince)
                .map(
                        (row, context) ->
                                new Found(
                                        principal(row),
                                        row.getBoolean("live"),
                                        row.getBoolean("noticed")))
                .findOne();
    }

    int touch(byte[] digest, String address, Device device) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE session SET seen_at = :now, address = :address, browser = :browser, system = :system
                        WHERE digest = :digest
                        """)
                .bind("now", tx.now())
                .bind("address", address)
                .bind("browser", device.browser())
                .bind("system", device.system())
                .bind("digest", digest)
                .execute();
    }

    /** Somebody's sessions that still run, but for those of support in their place. */
    List<Sessions.Open> list(UUID subject, byte[] here) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, created_at, seen_at, address, browser, system, digest = :here AS here FROM session
                        WHERE provider_id = :provider AND subject_id = :subject AND opened_in IS NULL
                          AND ends_at > :now AND seen_at + make_interval(secs => idle_seconds) > :now
                        ORDER BY here DESC, seen_at DESC, id
                        """)
                .bind("here", here)
                .bind("provider", tx.provider())
                .bind("subject", subject)
                .bind("now", tx.now())
                .map(
                        (row, context) ->
                                new Sessions.Open(
                                        row.getObject("id", UUID.class),
                                        Instants.of(row, "created_at"),
                                        Instants.of(row, "seen_at"),
                                        row.getString("address"),
                                        row.getString("browser"),
                                        row.getString("system"),
                                        row.getBoolean("here")))
                .list();
    }

    boolean delete(UUID subject, UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                DELETE FROM session
                                WHERE provider_id = :provider AND subject_id = :subject AND id = :id AND opened_in IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("subject", subject)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    int deleteOthers(UUID subject, byte[] here) {
        return tx.handle()
                .createUpdate(
                        """
                        DELETE FROM session
                        WHERE provider_id = :provider AND subject_id = :subject AND digest <> :here AND opened_in IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("subject", subject)
                .bind("here", here)
                .execute();
    }

    int delete(byte[] digest) {
        return tx.handle()
                .createUpdate("DELETE FROM session WHERE digest = :digest")
                .bind("digest", digest)
                .execute();
    }

    /** Also what browsers are known by. */
    void deleteAll(UUID subject) {
        tx.handle()
                .createUpdate(
                        """
                        WITH known AS (
                            DELETE FROM known_browser WHERE provider_id = :provider AND subject_id = :subject)
                        DELETE FROM session WHERE provider_id = :provider AND subject_id = :subject
                        """)
                .bind("provider", tx.provider())
                .bind("subject", subject)
                .execute();
    }

    void deleteOld(Instant overBefore) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM session
                        WHERE least(ends_at, seen_at + make_interval(secs => idle_seconds)) <= :overBefore
                        """)
                .bind("overBefore", overBefore)
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
