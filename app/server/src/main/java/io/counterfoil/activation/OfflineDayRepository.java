package io.counterfoil.activation;

import io.counterfoil.access.Zones;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.TextJson;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Days that shops entered later, and what became of their lines. */
final class OfflineDayRepository {
    private static final String DAYS =
            """
            SELECT id, line_count, activated, declined, refused, asked_at, done_at
            FROM offline_day WHERE provider_id = :provider
            """;

    /** What a till's own key entered; a person who chose the till for a table is not it. */
    private static final String OF_TILL =
            """
            AND (:terminal::uuid IS NULL OR terminal_only AND terminal_id = :terminal)
            """;

    private final Tx tx;

    OfflineDayRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A day that isn't done, for who does it.
     *
     * @param by who entered it
     * @param content its table
     * @param entered how many of its lines are done
     */
    record Open(Caller by, OfflineDay.Till till, byte[] content, int entered) {}

    /** Notes a day of the transaction's caller, of which nothing is entered yet. */
    void insert(UUID id, OfflineDay.Till till, byte[] content, int lines) {
        Actor actor = tx.caller().actor();
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO offline_day (provider_id, id, retailer_id, terminal_id, terminal_only, content, line_count,
                                                 asked_at, asked_by, person)
                        VALUES (:provider, :id, :retailer, :terminal, :only, :content, :lines, :now, :actor, :person)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("retailer", retailer())
                .bind("terminal", till.terminal())
                .bind("only", till.only())
                .bind("content", content)
                .bind("lines", lines)
                .bind("now", tx.now())
                .bind("actor", actor.name())
                .bind("person", actor.person())
                .execute();
    }

    /** Adds what became of the next lines of a day that isn't done. */
    void add(UUID id, List<OfflineLine> lines) {
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                INSERT INTO offline_line (provider_id, retailer_id, day_id, line, request_id, serial, state, reason, reason_text)
                                VALUES (:provider, :retailer, :day, :line, :request, :serial, :state, :reason, :reason_text)
                                """);
        for (OfflineLine line : lines) {
            batch.bind("provider", tx.provider())
                    .bind("retailer", retailer())
                    .bind("day", id)
                    .bind("line", line.line())
                    .bind("request", line.requestId())
                    .bind("serial", line.serial())
                    .bind("state", line.state())
                    .bind("reason", line.reason())
                    .bind(
                            "reason_text",
                            line.reasonText() == null ? null : TextJson.write(line.reasonText()))
                    .add();
        }
        batch.execute();
        tx.handle()
                .createUpdate(
                        """
                        UPDATE offline_day SET activated = activated + :activated, declined = declined + :declined,
                                               refused = refused + :refused
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("activated", count(lines, TillRequest.State.ACTIVATED.label()))
                .bind("declined", count(lines, TillRequest.State.DECLINED.label()))
                .bind("refused", count(lines, OfflineLine.REFUSED))
                .execute();
    }

    /** Notes that all lines are entered; the table itself is needed no more. */
    void done(UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE offline_day SET done_at = :now, content = NULL
                        WHERE provider_id = :provider AND id = :id AND done_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("now", tx.now())
                .execute();
    }

    /** The day, if it isn't done. */
    Optional<Open> open(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT retailer_id, terminal_id, terminal_only, content, activated + declined + refused AS entered,
                               asked_by, person
                        FROM offline_day WHERE provider_id = :provider AND id = :id AND done_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> open(row))
                .findOne();
    }

    /**
     * The day, if there is one.
     *
     * @param terminal if it was entered by this till's own key; null: by anybody
     */
    Optional<OfflineDay> find(UUID id, @Nullable UUID terminal) {
        return tx.handle()
                .createQuery(DAYS + OF_TILL + "AND id = :id")
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("id", id)
                .map((row, context) -> day(row))
                .findOne();
    }

    /**
     * Newest first; one more than asked for, if there is one.
     *
     * @param terminal only those that this till's own key entered; null: by anybody
     * @param only those that are asked for, their days in these zones
     */
    List<OfflineDay> list(
            @Nullable UUID terminal, OfflineDayFilter only, Zones zones, Listing listing) {
        return tx.handle()
                .createQuery(
                        DAYS
                                + OF_TILL
                                + """
                                AND (:own::uuid IS NULL OR retailer_id = :own)
                                AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                                AND (:done::boolean IS NULL OR (done_at IS NOT NULL) = :done)
                                AND (:from::timestamptz IS NULL OR asked_at >= :from)
                                AND (:end::timestamptz IS NULL OR asked_at < :end)
                                AND (:before::uuid IS NULL OR id < :before)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                // Its policy says so too, but leads to no index.
                .bind("own", retailer())
                .bind("retailer", only.retailer().orElse(null))
                .bind(
                        "done",
                        only.state().map(OfflineDay.State.DONE::equals).orElse(null))
                .bind("from", only.asked().start(zones).orElse(null))
                .bind("end", only.asked().end(zones).orElse(null))
                .bind("terminal", terminal)
                .bind("before", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> day(row))
                .list();
    }

    /**
     * The lines of a day, in their order; one more than asked for, if there is one.
     *
     * @param unsold only those that were not sold
     */
    List<OfflineLine> lines(UUID id, boolean unsold, Listing listing) {
        UUID after = listing.after();
        return tx.handle()
                .createQuery(
                        """
                        SELECT line, request_id, serial, state, reason, reason_text FROM offline_line
                        WHERE provider_id = :provider AND day_id = :day AND line > :after
                          AND (NOT :unsold OR state <> 'activated')
                        ORDER BY line LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("day", id)
                .bind("after", after == null ? 0 : OfflineLine.lineAt(after))
                .bind("unsold", unsold)
                .bind("limit", listing.limit())
                .map(
                        (row, context) ->
                                new OfflineLine(
                                        row.getInt("line"),
                                        row.getString("request_id"),
                                        row.getString("serial"),
                                        row.getString("state"),
                                        row.getString("reason"),
                                        text(
                                                row.getString("reason_text"),
                                                row.getString("reason"))))
                .list();
    }

    private static @Nullable Text text(@Nullable String kept, @Nullable String english) {
        if (kept != null) {
            return TextJson.read(kept);
        }
        return english == null ? null : Text.of(english);
    }

    /** Forgets days, of any provider, that were done before this, with their lines. */
    void forget(Instant before) {
        tx.handle()
                .createUpdate("DELETE FROM offline_day WHERE done_at < :before")
                .bind("before", before)
                .execute();
    }

    private @Nullable UUID retailer() {
        return tx.caller().scope().retailerOrNull();
    }

    private static int count(List<OfflineLine> lines, String state) {
        return (int) lines.stream().filter(line -> line.state().equals(state)).count();
    }

    private Open open(ResultSet row) throws SQLException {
        UUID retailer = row.getObject("retailer_id", UUID.class);
        return new Open(
                new Caller(
                        retailer == null
                                ? new Scope.Provider(tx.provider())
                                : new Scope.Retailer(tx.provider(), retailer),
                        new Actor(row.getString("asked_by"), row.getObject("person", UUID.class))),
                new OfflineDay.Till(
                        row.getObject("terminal_id", UUID.class),
                        row.getBoolean("terminal_only")),
                row.getBytes("content"),
                row.getInt("entered"));
    }

    private static OfflineDay day(ResultSet row) throws SQLException {
        return new OfflineDay(
                row.getObject("id", UUID.class),
                row.getInt("line_count"),
                row.getInt("activated"),
                row.getInt("declined"),
                row.getInt("refused"),
                Instants.of(row, "asked_at"),
                Instants.ofNullable(row, "done_at"));
    }
}
