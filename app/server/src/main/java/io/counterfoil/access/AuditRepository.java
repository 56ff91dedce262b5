package io.counterfoil.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Tx;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
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
                        INSERT INTO audit_entry (provider_id, at, actor, action, subject, detail)
                        SELECT :provider, :now, :actor, :action, :subject, :detail::jsonb WHERE :happened
                        """)
                .bind("happened", happened)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("actor", tx.caller().actor().name())
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail)
                .execute();
    }

    List<Audit.Entry> list(@Nullable Long before, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT audit_entry.id, at, actor, staff.name, action, subject, detail
                        FROM audit_entry LEFT JOIN staff
                             ON staff.provider_id = audit_entry.provider_id AND 'staff:' || staff.id = actor
                        WHERE audit_entry.provider_id = :provider AND (:before::bigint IS NULL OR audit_entry.id < :before)
                        ORDER BY audit_entry.id DESC LIMIT :limit
                        """)
                .bind("provider", tx.provider())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    private static Audit.Entry entry(ResultSet row) throws SQLException {
        return new Audit.Entry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("name"),
                row.getString("action"),
                row.getString("subject"),
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
