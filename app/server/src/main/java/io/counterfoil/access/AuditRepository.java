package io.counterfoil.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class AuditRepository {
    private static final ObjectMapper JSON = Json.mapper();

    private final Tx tx;

    AuditRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(boolean happened, String action, String subject, String detail) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO audit_entry (provider_id, at, actor, action, subject, address, detail)
                        SELECT :provider, :now, :actor, :action, :subject, :address, :detail::jsonb WHERE :happened
                        """)
                .bind("happened", happened)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("actor", tx.caller().actor().name())
                .bind("action", action)
                .bind("subject", subject)
                .bind("address", address())
                .bind("detail", detail)
                .execute();
    }

    /** Customers' addresses are not kept: what is in this log is never erased. */
    private @Nullable String address() {
        String actor = tx.caller().actor().name();
        return actor.startsWith("staff:") || actor.startsWith("key:")
                ? tx.caller().address()
                : null;
    }

    /** Of entries of the caller's person with all of these facts, after a moment. */
    long total(Collection<String> actions, String facts, String number, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum((detail ->> :number)::bigint), 0) FROM audit_entry
                        WHERE provider_id = :provider AND action = ANY(:actions) AND at > :since AND detail @> :facts::jsonb
                          AND (actor IN (:actor, 'staff:' || :person)
                               OR actor IN (SELECT 'key:' || id FROM api_key
                                            WHERE provider_id = :provider AND created_by = :person))
                        """)
                .bind("provider", tx.provider())
                .bindArray("actions", String.class, actions)
                .bind("since", since)
                .bind("facts", facts)
                .bind("number", number)
                .bind("actor", tx.caller().actor().name())
                .bind("person", tx.caller().actor().person())
                .mapTo(Long.class)
                .one();
    }

    List<Audit.Entry> list(AuditFilter.Checked filter, Listing listing) {
        UUID after = listing.after();
        return tx.handle()
                .createQuery(
                        """
                        SELECT audit_entry.id, at, actor, coalesce(staff.name, api_key.label) AS name, action, subject,
                               address, detail
                        FROM audit_entry
                             LEFT JOIN staff
                             ON staff.provider_id = audit_entry.provider_id AND 'staff:' || staff.id = actor
                             LEFT JOIN api_key
                             ON api_key.provider_id = audit_entry.provider_id AND 'key:' || api_key.id = actor
                        WHERE audit_entry.provider_id = :provider
                          AND (:after::bigint IS NULL OR (at, audit_entry.id) <
                              (SELECT last.at, last.id FROM audit_entry AS last
                               WHERE last.provider_id = :provider AND last.id = :after))
                          AND (:actor::text IS NULL OR actor = :actor)
                          AND (:actorKind::text IS NULL OR split_part(actor, ':', 1) = :actorKind)
                          AND (:subject::text IS NULL OR subject = :subject)
                          AND (:subjectKind::text IS NULL OR split_part(subject, ':', 1) = :subjectKind)
                          AND (:anyAction OR action = ANY(:actions))
                          AND (:from::timestamptz IS NULL OR at >= :from)
                          AND (:before::timestamptz IS NULL OR at < :before)
                        ORDER BY at DESC, audit_entry.id DESC LIMIT :limit
                        """)
                .bind("provider", tx.provider())
                .bind("after", after == null ? null : after.getLeastSignificantBits())
                .bind("actor", whole(filter.actor()))
                .bind("actorKind", kind(filter.actor()))
                .bind("subject", whole(filter.subject()))
                .bind("subjectKind", kind(filter.subject()))
                .bind("anyAction", filter.actions() == null)
                .bindArray(
                        "actions",
                        String.class,
                        Objects.requireNonNullElse(filter.actions(), Set.of()))
                .bind("from", filter.from())
                .bind("before", filter.before())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> entry(row))
                .list();
    }

    private static @Nullable String whole(@Nullable String name) {
        return name != null && name.indexOf(':') >= 0 ? name : null;
    }

    private static @Nullable String kind(@Nullable String name) {
        return name != null && name.indexOf(':') < 0 ? name : null;
    }

    private static Audit.Entry entry(ResultSet row) throws SQLException {
        String action = row.getString("action");
        return new Audit.Entry(
                row.getLong("id"),
                Instants.of(row, "at"),
                row.getString("actor"),
                row.getString("name"),
                action,
                AuditWords.sentence(action),
                row.getString("subject"),
                row.getString("address"),
                detail(row.getString("detail")));
    }

    private static JsonNode detail(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
