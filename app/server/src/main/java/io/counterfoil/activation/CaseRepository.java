package io.counterfoil.activation;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.TextJson;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.PlaceNames;
import io.counterfoil.retailers.TillNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** What went wrong at tills. */
final class CaseRepository {
    private static final String CASES =
            """
            SELECT id, kind, retailer_id, outlet_id, terminal_id, request_id, serial, note, note_text, opened_at, resolved_at,
                   resolved_by, resolution
            FROM till_case WHERE provider_id = :provider
            """;

    private static final String INSERT =
            """
            INSERT INTO till_case (provider_id, id, retailer_id, outlet_id, terminal_id, request_id, serial,
                                   kind, subject, note, note_text, opened_at)
            VALUES (:provider, :id, :retailer, :outlet, :terminal, :request, :serial,
                    :kind, :subject, :note, :note_text, :now)
            """;

    /** Of which there is only one at a time. */
    private static final String SAME = "(provider_id, kind, subject) WHERE resolved_at IS NULL";

    private final Tx tx;

    CaseRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Opens a case, unless there is an open one about the same.
     *
     * @return whether it was opened by this
     */
    boolean open(UUID id, Cases.Finding finding) {
        String sql = INSERT + "ON CONFLICT " + SAME + " DO NOTHING";
        return bound(tx.handle().createUpdate(sql), id, finding).execute() == 1;
    }

    /**
     * Opens a case, or keeps the open one about the same from being resolved until the transaction
     * ends.
     *
     * @return the id of the one that is open
     */
    UUID openOrHold(UUID id, Cases.Finding finding) {
        String sql =
                INSERT
                        + "ON CONFLICT "
                        + SAME
                        + " DO UPDATE SET subject = excluded.subject RETURNING id";
        return bound(tx.handle().createQuery(sql), id, finding).mapTo(UUID.class).one();
    }

    private <T extends SqlStatement<T>> T bound(T statement, UUID id, Cases.Finding finding) {
        return statement
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("retailer", finding.retailer())
                .bind("outlet", finding.outlet())
                .bind("terminal", finding.terminal())
                .bind("request", finding.requestId())
                .bind("serial", finding.serial() == null ? null : finding.serial().value())
                .bind("kind", finding.kind().label())
                .bind("subject", finding.subject())
                .bind("note", finding.note() == null ? null : finding.note().toString())
                .bind(
                        "note_text",
                        finding.note() == null || finding.note().values().isEmpty()
                                ? null
                                : TextJson.write(finding.note()))
                .bind("now", tx.now());
    }

    /** Whether there is an open case of one of these kinds about this. */
    boolean isOpen(Set<CaseKind> kinds, String subject) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM till_case
                            WHERE provider_id = :provider AND kind = ANY(:kinds) AND subject = :subject AND resolved_at IS NULL)
                        """)
                .bind("provider", tx.provider())
                .bindArray("kinds", String.class, labels(kinds))
                .bind("subject", subject)
                .mapTo(Boolean.class)
                .one();
    }

    /** Resolves open cases of these kinds about this. */
    void resolve(Set<CaseKind> kinds, String subject, String by, String resolution) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE till_case SET resolved_at = :now, resolved_by = :by, resolution = :resolution
                        WHERE provider_id = :provider AND kind = ANY(:kinds) AND subject = :subject AND resolved_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bindArray("kinds", String.class, labels(kinds))
                .bind("subject", subject)
                .bind("now", tx.now())
                .bind("by", by)
                .bind("resolution", resolution)
                .execute();
    }

    private static List<String> labels(Set<CaseKind> kinds) {
        return kinds.stream().map(CaseKind::label).toList();
    }

    Optional<TillCase> find(UUID id) {
        return named(
                        tx.handle()
                                .createQuery(CASES + "AND id = :id")
                                .bind("provider", tx.provider())
                                .bind("id", id)
                                .map((row, context) -> found(row))
                                .list())
                .stream()
                .findAny();
    }

    /** Newest first; one row more than the listing asks for, if there is one. */
    List<TillCase> list(CaseFilter filter, Listing listing) {
        return named(
                tx.handle()
                        .createQuery(
                                CASES
                                        + """
                                        AND (:open::boolean IS NULL OR (resolved_at IS NULL) = :open)
                                        AND (:kind::text IS NULL OR kind = :kind)
                                        AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                                        AND (:after::uuid IS NULL OR id < :after)
                                        ORDER BY id DESC LIMIT :limit + 1
                                        """)
                        .bind("provider", tx.provider())
                        .bind("open", filter.state().map(CaseFilter.State.OPEN::equals).orElse(null))
                        .bind("kind", filter.kind().map(CaseKind::label).orElse(null))
                        .bind("retailer", filter.retailer().orElse(null))
                        .bind("after", listing.after())
                        .bind("limit", listing.limit())
                        .map((row, context) -> found(row))
                        .list());
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<TillCase> named(List<TillCase> rows) {
        PlaceNames places = PlaceNames.of(tx, rows.stream().map(TillCase::outlet).toList());
        TillNames tills =
                TillNames.of(
                        tx, rows.stream().map(TillCase::terminal).filter(Objects::nonNull).toList());
        return rows.stream()
                .map(
                        row ->
                                row.named(
                                        places.retailer(row.outlet()),
                                        places.outlet(row.outlet()),
                                        row.terminal() == null
                                                ? null
                                                : tills.terminal(row.terminal())))
                .toList();
    }

    /** How many of these items were tried before they were sold, in cases that are open. */
    int attempts(SerialSet serials, Instant since) {
        return attempts(serials, since, "AND resolved_at IS NULL AND opened_at > :since");
    }

    /** How many cases there were about them since then, open or not. */
    int attemptsSince(SerialSet serials, Instant since) {
        return attempts(serials, since, "AND opened_at >= :since");
    }

    private int attempts(SerialSet serials, Instant since, String condition) {
        List<SerialRange> ranges = serials.ranges().toList();
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM unnest(:firsts, :lasts) AS carton (first, last)
                        JOIN till_case ON serial BETWEEN first AND last
                        WHERE provider_id = :provider AND kind = 'inactive_attempt' %s
                        """
                                .formatted(condition))
                .bind("provider", tx.provider())
                .bindArray("firsts", Long.class, SerialRange.firsts(ranges))
                .bindArray("lasts", Long.class, SerialRange.lasts(ranges))
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    int countOpen() {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM till_case WHERE provider_id = :provider AND"
                                + " resolved_at IS NULL")
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    /** Whether it was resolved by this; false if it is resolved already. */
    boolean resolve(UUID id, String by, String resolution) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE till_case SET resolved_at = :now, resolved_by = :by, resolution = :resolution
                                WHERE provider_id = :provider AND id = :id AND resolved_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("now", tx.now())
                        .bind("by", by)
                        .bind("resolution", resolution)
                        .execute()
                == 1;
    }

    private static TillCase found(ResultSet row) throws SQLException {
        CaseKind kind = CaseKind.of(row.getString("kind"));
        Instant resolvedAt = Instants.ofNullable(row, "resolved_at");
        long serial = row.getLong("serial");
        boolean noSerial = row.wasNull();
        return new TillCase(
                row.getObject("id", UUID.class),
                kind.label(),
                kind.words(),
                (resolvedAt == null ? CaseFilter.State.OPEN : CaseFilter.State.RESOLVED).label(),
                row.getObject("retailer_id", UUID.class),
                "",
                row.getObject("outlet_id", UUID.class),
                "",
                row.getObject("terminal_id", UUID.class),
                null,
                row.getString("request_id"),
                noSerial ? null : SerialNumber.ofValue(serial).toString(),
                row.getString("note"),
                text(row.getString("note_text"), row.getString("note")),
                Instants.of(row, "opened_at"),
                resolvedAt,
                row.getString("resolved_by"),
                row.getString("resolution"));
    }

    private static @Nullable Text text(@Nullable String kept, @Nullable String english) {
        if (kept != null) {
            return TextJson.read(kept);
        }
        return english == null ? null : Text.of(english);
    }
}
