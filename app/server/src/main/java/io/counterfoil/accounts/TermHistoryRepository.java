package io.counterfoil.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Grant;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every account beside what its events and its grants say of its term, in one pass each. */
final class TermHistoryRepository {
    private static final int ROWS_AT_ONCE = 2_000;
    private static final ObjectMapper JSON = Json.mapper();

    private final Tx tx;

    TermHistoryRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * An account as its row says that it stands.
     *
     * @param sub whether its time is its parent's
     * @param promised the latest date of deletion that was announced; null = none
     */
    record Standing(
            UUID account, boolean sub, String state, Instant end, @Nullable Instant promised) {}

    /** Something that happened to it. */
    record Happened(String type, JsonNode facts, Instant at) {}

    /** An account with one of its events, or once without any. */
    record WithEvent(Standing standing, @Nullable Happened event) {}

    /** An account with one entry of its list of grants. */
    record WithGrant(UUID account, Instant end, Grant grant) {}

    /** Account by account, the events in their order. */
    void events(Consumer<WithEvent> consumer) {
        try (Stream<WithEvent> rows =
                tx.handle()
                        .createQuery(
                                """
                                SELECT account.id, parent_id IS NOT NULL AS sub, term_state, term_ends_at, term_promised_at, type, body
                                FROM account
                                LEFT JOIN event ON event.provider_id = account.provider_id AND subject_type = 'account' AND subject_id = account.id::text
                                    AND type IN ('opened', 'extended', 'converted', 'refunded', 'term_moved', 'deleted')
                                ORDER BY account.id, seq
                                """)
                        .setFetchSize(ROWS_AT_ONCE)
                        .map((row, context) -> withEvent(row))
                        .stream()) {
            rows.forEach(consumer);
        }
    }

    /** Parent account by parent account, the entries in their order. */
    void grants(Consumer<WithGrant> consumer) {
        try (Stream<WithGrant> rows =
                tx.handle()
                        .createQuery(
                                """
                                SELECT account.id, term_ends_at, term_grant.id AS entry, from_at, to_at, refunds_id
                                FROM account
                                JOIN term_grant ON term_grant.provider_id = account.provider_id AND account_id = account.id
                                ORDER BY account.id, seq
                                """)
                        .setFetchSize(ROWS_AT_ONCE)
                        .map(
                                (row, context) ->
                                        new WithGrant(
                                                row.getObject("id", UUID.class),
                                                Instants.of(row, "term_ends_at"),
                                                new Grant(
                                                        row.getObject("entry", UUID.class),
                                                        Instants.of(row, "from_at"),
                                                        Instants.of(row, "to_at"),
                                                        row.getObject("refunds_id", UUID.class))))
                        .stream()) {
            rows.forEach(consumer);
        }
    }

    /** Sub-accounts that don't stand where their parents do and were not uninstalled themselves. */
    List<UUID> strays(int most) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sub.id FROM account sub
                        JOIN account parent ON parent.provider_id = sub.provider_id AND parent.id = sub.parent_id
                        WHERE sub.term_due_at IS NULL AND sub.term_state NOT IN ('purging', 'deleted')
                          AND (sub.term_state, sub.term_ends_at) IS DISTINCT FROM (parent.term_state, parent.term_ends_at)
                        ORDER BY sub.id LIMIT :most
                        """)
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    /** How many accounts were opened by a version that did not note in which state. */
    long openedWithoutState() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM event
                        WHERE subject_type = 'account' AND type = 'opened' AND body::jsonb -> 'data' -> 'state' IS NULL
                        """)
                .mapTo(Long.class)
                .one();
    }

    private static WithEvent withEvent(ResultSet row) throws SQLException {
        Standing standing =
                new Standing(
                        row.getObject("id", UUID.class),
                        row.getBoolean("sub"),
                        row.getString("term_state"),
                        Instants.of(row, "term_ends_at"),
                        Instants.ofNullable(row, "term_promised_at"));
        String type = row.getString("type");
        return new WithEvent(standing, type == null ? null : happened(type, row.getString("body")));
    }

    private static Happened happened(String type, String body) {
        try {
            JsonNode event = JSON.readTree(body);
            return new Happened(
                    type,
                    event.required("data"),
                    Instant.parse(event.required("at").asText()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
