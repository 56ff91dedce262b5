package io.counterfoil.settlement.statements;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemNotes;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.Disputing;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lines of statements that retailers don't agree with. A statement never changes: what the provider
 * agrees to is a line of the opposite amount on the next one.
 */
public final class Disputes {
    /** For how many days after the day of a statement its lines can be disputed. */
    static final int DAYS = 30;

    private static final int LONGEST_WORDS = 500;

    private final Transactions transactions;
    private final Providers providers;
    private final Books books;
    private final Audit audit;
    private final Ids ids;

    /** Disputes within days of the calendars of {@code providers}. */
    public Disputes(
            Transactions transactions, Providers providers, Books books, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.books = books;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Where it is written down what was agreed to.
     *
     * @param statements whose lines are disputed
     * @param ledger where they are taken back
     * @param notes where their items say so
     */
    public record Books(Statements statements, Disputing ledger, ItemNotes notes) {}

    /** A dispute that is known, and whether it was before it was told. */
    public record Known(Dispute dispute, boolean before) {}

    /**
     * Disputes a line. The same again changes nothing.
     *
     * @throws Refused if there is no such statement or line, it asks for nothing, is too old, or is
     *     disputed for another reason
     */
    public Known dispute(Caller caller, UUID statement, NewDispute wanted) {
        Fields fields = new Fields();
        @Nullable SerialNumber item = item(fields, wanted.serial());
        if (wanted.serial() == null) {
            fields.number("line", wanted.line(), 1, Integer.MAX_VALUE);
        }
        String reason = fields.text("reason", wanted.reason(), LONGEST_WORDS);
        fields.done();
        return transactions.write(
                caller,
                tx -> {
                    Statement of = books.statements().find(tx, statement);
                    DisputeRepository.Line line = line(tx, of, wanted.line(), item);
                    return dispute(tx, of, line, reason);
                });
    }

    /** Those that the caller may see and that are asked for, newest first. */
    public Slice<Dispute> list(Caller caller, DisputeFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new DisputeRepository(tx).list(filter, listing),
                                Dispute::id));
    }

    /**
     * A dispute that the caller may see.
     *
     * @throws Refused if there is none
     */
    public Dispute find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /** How many wait for a decision of the transaction's provider. */
    public int countOpen(Tx tx) {
        return new DisputeRepository(tx).countOpen();
    }

    /** How many wait for a decision of the caller's provider. */
    public int countOpen(Caller caller) {
        return transactions.read(caller, this::countOpen);
    }

    /**
     * Agrees with the retailer: the line's amount comes back with the next statement, unless the
     * item came back meanwhile and brought it along. The same again changes nothing.
     *
     * @throws Refused if there is no such dispute, or it was refused
     */
    public Dispute accept(Caller caller, UUID id) {
        return transactions.write(
                caller,
                tx -> {
                    DisputeRepository disputes = new DisputeRepository(tx);
                    if (disputes.decide(id, DisputeState.ACCEPTED, null)) {
                        Dispute dispute = find(tx, id);
                        takeBack(tx, dispute);
                        record(tx, "dispute.accepted", dispute);
                    }
                    return decided(tx, id, DisputeState.ACCEPTED, null);
                });
    }

    /**
     * Does not agree with the retailer. The same again changes nothing.
     *
     * @param answer why, for the retailer to read
     * @throws Refused if that is missing, there is no such dispute, or it was decided otherwise
     */
    public Dispute refuse(Caller caller, UUID id, @Nullable String answer) {
        Fields fields = new Fields();
        String why = fields.text("answer", answer, LONGEST_WORDS);
        fields.done();
        return transactions.write(
                caller,
                tx -> {
                    if (new DisputeRepository(tx).decide(id, DisputeState.REFUSED, why)) {
                        record(tx, "dispute.refused", find(tx, id));
                    }
                    return decided(tx, id, DisputeState.REFUSED, why);
                });
    }

    private static @Nullable SerialNumber item(Fields fields, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid -> valid.serial();
            case SerialNumber.Parsed.Invalid invalid -> {
                fields.problem("serial", invalid.reason());
                yield null;
            }
        };
    }

    private Known dispute(
            Tx tx, Statement statement, DisputeRepository.Line line, String reason) {
        DisputeRepository disputes = new DisputeRepository(tx);
        Optional<Dispute> known = disputes.find(statement.id(), line.number());
        if (known.isEmpty()) {
            refuseIfLate(tx, statement);
            UUID id = ids.next();
            if (disputes.insert(id, statement, line.number(), reason)) {
                Dispute made = find(tx, id);
                record(tx, "dispute.opened", made);
                return new Known(made, false);
            }
            // Somebody was faster.
            known = disputes.find(statement.id(), line.number());
        }
        Dispute before = known.orElseThrow();
        if (!before.reason().equals(reason)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "Line {line} is disputed already, and a line can be disputed once. Tell your provider what else there is to say.",
                            "line",
                            String.valueOf(line.number())));
        }
        return new Known(before, true);
    }

    private void refuseIfLate(Tx tx, Statement statement) {
        Zones zones = providers.zones(tx);
        LocalDate last = zones.day(statement.closedAt()).plusDays(DAYS);
        if (zones.day(tx.now()).isAfter(last)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "The last day to dispute this statement was {day}, {days} days after it was made. Please talk to your provider.",
                            "day",
                            last,
                            "days",
                            DAYS));
        }
    }

    private static DisputeRepository.Line line(
            Tx tx, Statement statement, @Nullable Integer number, @Nullable SerialNumber serial) {
        List<DisputeRepository.Line> lines = lines(tx, statement.id(), number, serial);
        String field = serial == null ? "line" : "serial";
        if (lines.isEmpty()) {
            throw Refused.field(
                    field, Text.of(
                            "Statement {number} has no such line.",
                            "number",
                            String.valueOf(statement.number())));
        }
        List<DisputeRepository.Line> owed =
                lines.stream().filter(line -> line.amount() > 0).toList();
        if (owed.isEmpty()) {
            throw Refused.field(
                    field,
                    "You owe nothing for this line, so there is nothing to take back. If you should"
                            + " get more for it, talk to your provider.");
        }
        if (owed.size() > 1) {
            throw Refused.field(
                    field, "Several lines are for this item: say the number of the line instead.");
        }
        return owed.getFirst();
    }

    /** Those with this number, for this item, or both. */
    private static List<DisputeRepository.Line> lines(
            Tx tx, UUID statement, @Nullable Integer number, @Nullable SerialNumber serial) {
        DisputeRepository disputes = new DisputeRepository(tx);
        if (serial != null) {
            return disputes.lines(statement, serial).stream()
                    .filter(line -> number == null || line.number() == number)
                    .toList();
        }
        return number == null ? List.of() : disputes.line(statement, number).stream().toList();
    }

    private void takeBack(Tx tx, Dispute dispute) {
        DisputeRepository disputes = new DisputeRepository(tx);
        DisputeRepository.Line line =
                disputes.line(dispute.statement(), dispute.line()).orElseThrow();
        long event =
                books.notes()
                        .append(
                                tx,
                                line.serial(),
                                ItemNotes.DISPUTE_ACCEPTED,
                                line.event(),
                                Map.of("statement", dispute.number(), "line", dispute.line()));
        disputes.note(dispute.id(), event);
        books.ledger().takeBack(tx, line.accrual(), event);
    }

    private void record(Tx tx, String action, Dispute dispute) {
        audit.record(
                tx,
                action,
                "dispute:" + dispute.id(),
                Map.of(
                        "retailer",
                        dispute.retailer(),
                        "statement",
                        dispute.number(),
                        "line",
                        dispute.line(),
                        "amount",
                        dispute.amount().toString()));
    }

    private static Dispute decided(
            Tx tx, UUID id, DisputeState wanted, @Nullable String answer) {
        Dispute dispute = find(tx, id);
        if (dispute.state() != wanted) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "This dispute was {state} before, and that stays.",
                            "state",
                            dispute.state().label()));
        }
        if (answer != null && !answer.equals(dispute.answer())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This dispute was refused before, in other words, and that stays.");
        }
        return dispute;
    }

    private static Dispute find(Tx tx, UUID id) {
        return new DisputeRepository(tx)
                .find(id)
                .orElseThrow(() -> Refused.notFound("dispute"));
    }
}
