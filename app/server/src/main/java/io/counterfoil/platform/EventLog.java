package io.counterfoil.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The append-only log of what happened, one hash chain per subject.
 *
 * <p>Lock the subject first (by the conditional update that changes its state), then append: only
 * then do the events of one subject form one chain, and their positions the order in which they
 * happened.
 */
public final class EventLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Appends an event about {@code subject}. The facts hold no secret: they are exported and
     * shown.
     *
     * @return its position among all events
     */
    @CanIgnoreReturnValue
    public long append(Tx tx, Subject subject, String type, Map<String, ?> data) {
        return insert(tx, subject, type, data, null, null);
    }

    /**
     * Appends an event that covers the serials {@code from} to {@code to}, both included.
     *
     * @return its position among all events
     */
    @CanIgnoreReturnValue
    public long appendRange(
            Tx tx, Subject subject, String type, long from, long to, Map<String, ?> data) {
        return insert(tx, subject, type, data, from, to);
    }

    /** The chain of one subject, in order. */
    public List<Event> of(Tx tx, Subject subject) {
        return events(
                tx.handle()
                        .createQuery(
                                """
                                SELECT subject_type, subject_id, seq, body, hash FROM event
                                WHERE provider_id = :provider AND subject_type = :type AND subject_id = :id ORDER BY seq
                                """)
                        .bind("provider", tx.provider())
                        .bind("type", subject.type())
                        .bind("id", subject.id()));
    }

    /**
     * Everything that happened to one item, alone or as part of a range, in order. Ranges never
     * span two runs.
     */
    public List<Event> ofItem(Tx tx, long firstOfRun, long serial) {
        return events(
                tx.handle()
                        .createQuery(
                                """
                                SELECT subject_type, subject_id, seq, body, hash FROM event
                                WHERE provider_id = :provider
                                  AND (subject_type = 'item' AND subject_id = :item
                                       OR from_serial BETWEEN :first AND :serial AND to_serial >= :serial)
                                ORDER BY position
                                """)
                        .bind("provider", tx.provider())
                        .bind("item", Long.toString(serial))
                        .bind("first", firstOfRun)
                        .bind("serial", serial));
    }

    /**
     * An event as it was hashed: {@code hash} is SHA-256 over the hash of the one before (nothing for
     * the first) and the UTF-8 bytes of {@code body}.
     *
     * @param seq its place in the subject's chain, from 1
     * @param body canonical JSON
     */
    public record Link(Subject subject, int seq, String body, byte[] hash) {}

    /** The whole chain of a subject, for who checks it elsewhere. */
    public List<Link> chain(Tx tx, Subject subject) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT subject_type, subject_id, seq, body, hash FROM event
                        WHERE provider_id = :provider AND subject_type = :type AND subject_id = :id ORDER BY seq
                        """)
                .bind("provider", tx.provider())
                .bind("type", subject.type())
                .bind("id", subject.id())
                .map((row, context) -> link(row))
                .list();
    }

    /** The events at these positions, by position. */
    public Map<Long, Link> at(Tx tx, Collection<Long> positions) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT position, subject_type, subject_id, seq, body, hash FROM event
                        WHERE provider_id = :provider AND position = ANY(:positions)
                        """)
                .bind("provider", tx.provider())
                .bindArray("positions", Long.class, positions)
                .map((row, context) -> Map.entry(row.getLong("position"), link(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                new Subject(row.getString("subject_type"), row.getString("subject_id")),
                row.getInt("seq"),
                row.getString("body"),
                row.getBytes("hash"));
    }

    private long insert(
            Tx tx,
            Subject subject,
            String type,
            Map<String, ?> data,
            @Nullable Long from,
            @Nullable Long to) {
        ObjectNode body = JSON.createObjectNode();
        body.put("at", tx.now().toString());
        body.put("type", type);
        body.put("actor", tx.caller().actor().name());
        body.put("subject", subject.type() + ":" + subject.id());
        if (from != null && to != null) {
            body.put("from", from);
            body.put("to", to);
        }
        body.set("data", JSON.valueToTree(new TreeMap<>(data)));
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO event (provider_id, subject_type, subject_id, seq, type, from_serial, to_serial, body, hash)
                        SELECT :provider, :subjectType, :subjectId, coalesce(last.seq, 0) + 1, :type, :from, :to, :body,
                               sha256(coalesce(last.hash, '') || convert_to(:body, 'UTF8'))
                        FROM (SELECT 1) AS one LEFT JOIN LATERAL (
                            SELECT seq, hash FROM event
                            WHERE provider_id = :provider AND subject_type = :subjectType AND subject_id = :subjectId
                            ORDER BY seq DESC LIMIT 1) AS last ON true
                        RETURNING position
                        """)
                .bind("provider", tx.provider())
                .bind("subjectType", subject.type())
                .bind("subjectId", subject.id())
                .bind("type", type)
                .bind("from", from)
                .bind("to", to)
                .bind("body", body.toString())
                .mapTo(Long.class)
                .one();
    }

    private static List<Event> events(Query query) {
        return query.map(
                        (row, context) -> {
                            JsonNode body = parse(row.getString("body"));
                            return new Event(
                                    new Subject(
                                            row.getString("subject_type"),
                                            row.getString("subject_id")),
                                    row.getInt("seq"),
                                    body.required("type").asText(),
                                    Instant.parse(body.required("at").asText()),
                                    body.required("actor").asText(),
                                    body.required("data"),
                                    row.getBytes("hash"));
                        })
                .list();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
