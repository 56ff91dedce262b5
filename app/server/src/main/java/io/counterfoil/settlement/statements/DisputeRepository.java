package io.counterfoil.settlement.statements;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.Conditions;
import io.counterfoil.settlement.rules.AccrualKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines of statements that retailers don't agree with. */
final class DisputeRepository {
    private static final String COLUMNS =
            """
            SELECT dispute.id, dispute.retailer_id, dispute.statement_id, statement.number, dispute.line, accrual.serial,
                   accrual.kind, accrual.amount_minor, accrual.currency, reason, dispute.state, disputed_at, decided_at, answer
            FROM dispute
            JOIN statement ON statement.provider_id = dispute.provider_id AND statement.id = dispute.statement_id
            JOIN statement_line line
              ON line.provider_id = dispute.provider_id AND line.statement_id = dispute.statement_id AND line.number = dispute.line
            JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
            WHERE dispute.provider_id = :provider
            """;

    private final Tx tx;

    DisputeRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A line that is looked at.
     *
     * @param accrual the id of what it is for
     * @param event the position of the event that this is for
     * @param amount what the retailer owes for it, in minor units
     */
    record Line(int number, long accrual, SerialNumber serial, long event, long amount) {}

    /** The line of a statement with this number. */
    Optional<Line> line(UUID statement, int number) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT line.number, accrual.id, serial, event, amount_minor
                        FROM statement_line line
                        JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
                        WHERE line.provider_id = :provider AND line.statement_id = :statement AND line.number = :number
                        """)
                .bind("provider", tx.provider())
                .bind("statement", statement)
                .bind("number", number)
                .map((row, context) -> line(row))
                .findOne();
    }

    /**
     * The lines of a statement for an item, by number. What the item accrued is looked up first: an
     * item has a few accruals, a statement may have a hundred thousand lines.
     */
    List<Line> lines(UUID statement, SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        WITH accrued AS MATERIALIZED (
                            SELECT id, serial, event, amount_minor FROM accrual
                            WHERE provider_id = :provider AND serial = :serial)
                        SELECT line.number, accrued.id, serial, event, amount_minor
                        FROM accrued
                        JOIN statement_line line ON line.provider_id = :provider AND line.accrual_id = accrued.id
                        WHERE line.statement_id = :statement
                        ORDER BY line.number
                        """)
                .bind("provider", tx.provider())
                .bind("statement", statement)
                .bind("serial", serial.value())
                .map((row, context) -> line(row))
                .list();
    }

    /** Whether the line is disputed now; false if it was before. */
    boolean insert(UUID id, Statement statement, int line, String reason) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO dispute (provider_id, id, retailer_id, statement_id, line, reason, state,
                                                     disputed_at, disputed_by)
                                VALUES (:provider, :id, :retailer, :statement, :line, :reason, 'disputed', :now, :actor)
                                ON CONFLICT (provider_id, statement_id, line) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("retailer", statement.retailer())
                        .bind("statement", statement.id())
                        .bind("line", line)
                        .bind("reason", reason)
                        .bind("now", tx.now())
                        .bind("actor", tx.caller().actor().name())
                        .execute()
                == 1;
    }

    /** Whether it is decided now; false if it was before, or there is none. */
    boolean decide(UUID id, DisputeState state, @Nullable String answer) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE dispute SET state = :state, decided_at = :now, decided_by = :actor, answer = :answer
                                WHERE provider_id = :provider AND id = :id AND state = 'disputed'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("state", state.label())
                        .bind("now", tx.now())
                        .bind("actor", tx.caller().actor().name())
                        .bind("answer", answer)
                        .execute()
                == 1;
    }

    /** Notes the event by which one was accepted. */
    void note(UUID id, long event) {
        tx.handle()
                .createUpdate(
                        "UPDATE dispute SET event = :event WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("event", event)
                .execute();
    }

    Optional<Dispute> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "AND dispute.id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> dispute(row))
                .findOne();
    }

    /** What is said of a line. */
    Optional<Dispute> find(UUID statement, int line) {
        return tx.handle()
                .createQuery(
                        COLUMNS + "AND dispute.statement_id = :statement AND dispute.line = :line")
                .bind("provider", tx.provider())
                .bind("statement", statement)
                .bind("line", line)
                .map((row, context) -> dispute(row))
                .findOne();
    }

    /** Newest first; one more than asked for, if there is one. */
    List<Dispute> list(DisputeFilter filter, Listing listing) {
        Conditions conditions =
                Conditions.of(tx, "dispute.retailer_id")
                        .ifGiven("statement", filter.statement(), "dispute.statement_id = :statement")
                        .ifGiven("retailer", filter.retailer(), "dispute.retailer_id = :retailer")
                        .ifGiven("before", Optional.ofNullable(listing.after()), "dispute.id < :before");
        // As a literal, which the index of open ones is for.
        filter.state()
                .ifPresent(
                        state -> conditions.add("dispute.state = '%s'".formatted(state.label())));
        return tx.handle()
                .createQuery(
                        COLUMNS + conditions.sql() + " ORDER BY dispute.id DESC LIMIT :limit")
                .bind("provider", tx.provider())
                .bindMap(conditions.values())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> dispute(row))
                .list();
    }

    int countOpen() {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM dispute WHERE provider_id = :provider AND state = 'disputed'")
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getInt("number"),
                row.getLong("id"),
                SerialNumber.ofValue(row.getLong("serial")),
                row.getLong("event"),
                row.getLong("amount_minor"));
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        return new Dispute(
                row.getObject("id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getObject("statement_id", UUID.class),
                row.getLong("number"),
                row.getInt("line"),
                SerialNumber.ofValue(row.getLong("serial")),
                AccrualKind.of(row.getString("kind")),
                new Money(
                        row.getLong("amount_minor"),
                        Currency.getInstance(row.getString("currency"))),
                row.getString("reason"),
                DisputeState.of(row.getString("state")),
                Instants.of(row, "disputed_at"),
                Instants.ofNullable(row, "decided_at"),
                row.getString("answer"));
    }
}
