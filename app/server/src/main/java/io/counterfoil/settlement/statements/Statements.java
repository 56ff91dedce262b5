package io.counterfoil.settlement.statements;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.Settled;
import io.counterfoil.settlement.ledger.Window;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The statements of retailers, and how one is closed. */
public final class Statements {
    /** The name of the event by which a statement is closed. */
    public static final String CLOSED = "closed";

    private final Transactions transactions;
    private final Settled settled;
    private final Closings closings;
    private final EventLog events;
    private final Audit audit;
    private final Ids ids;

    /** Statements of what {@code settled} leaves open; {@code closings} is told of each. */
    public Statements(
            Transactions transactions,
            Settled settled,
            Closings closings,
            EventLog events,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.settled = settled;
        this.closings = closings;
        this.events = events;
        this.audit = audit;
        this.ids = ids;
    }

    /** What an item came to between provider and retailers, in the order in which it accrued. */
    public List<ItemMoney> ofItem(Tx tx, SerialNumber serial) {
        return new ItemMoneyRepository(tx).of(serial);
    }

    /**
     * A statement that the caller may see.
     *
     * @throws Refused if there is none
     */
    public Statement find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /**
     * The lines of a statement that the caller may see, by number.
     *
     * @throws Refused if there is no such statement
     */
    public Slice<StatementLine> lines(Caller caller, UUID id, Listing listing) {
        return lines(caller, id, LineFilter.NONE, listing);
    }

    /**
     * Those that are asked for.
     *
     * @throws Refused if there is no such statement
     */
    public Slice<StatementLine> lines(
            Caller caller, UUID id, LineFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new StatementLineRepository(tx)
                                        .list(find(tx, id), filter, listing),
                                StatementLine::place));
    }

    /** What no statement has yet of a retailer, by currency. */
    public List<OpenMoney> open(Caller caller, UUID retailer) {
        return transactions.read(caller, tx -> new OpenMoneyRepository(tx).of(retailer));
    }

    /**
     * A statement that the caller of the transaction may see.
     *
     * @throws Refused if there is none
     */
    public Statement find(Tx tx, UUID id) {
        return new StatementRepository(tx)
                .find(id)
                .orElseThrow(() -> Refused.notFound("statement"));
    }

    /**
     * Fixes what the next statements of a retailer have, unless it is settled that far. What accrues
     * waits until the transaction ends, so nothing else is done in it.
     *
     * @param until up to and including this moment, which is over
     */
    void fix(Tx tx, UUID retailer, Instant until) {
        settled.close(tx, retailer, until);
    }

    /**
     * Makes the statements of what was fixed: one for each currency in which there is something to
     * say.
     *
     * @return how many statements that made; empty if there are statements of all of it
     */
    Optional<Integer> close(Tx tx, UUID run, UUID retailer) {
        return settled.lockUnstated(tx, retailer)
                .map(window -> close(tx, run, retailer, window));
    }

    private int close(Tx tx, UUID run, UUID retailer, Window window) {
        int made = 0;
        for (Currency currency : new StatementRepository(tx).currencies(retailer, window)) {
            made += close(tx, run, retailer, currency, window) ? 1 : 0;
        }
        settled.stated(tx, retailer, window);
        return made;
    }

    private boolean close(Tx tx, UUID run, UUID retailer, Currency currency, Window window) {
        StatementRepository statements = new StatementRepository(tx);
        PaymentRepository payments = new PaymentRepository(tx);
        Closing closing =
                new Closing(
                        retailer,
                        currency,
                        window,
                        statements.sum(retailer, currency, window),
                        statements.closing(retailer, currency),
                        payments.uncounted(retailer, currency));
        if (!closing.saysSomething()) {
            return false;
        }
        UUID id = ids.next();
        long number = statements.nextNumber();
        statements.insert(id, number, run, closing);
        if (new StatementLineRepository(tx).insert(id, closing) != closing.sum().lines()) {
            throw new IllegalStateException("something accrued while a statement was made");
        }
        if (payments.count(retailer, currency, id) != closing.payments()) {
            throw new IllegalStateException("a payment came in while a statement was made");
        }
        Statement statement = find(tx, id);
        events.append(tx, Subject.statement(id), CLOSED, facts(tx, statement));
        closings.closed(tx, statement);
        audit.record(
                tx,
                "statement.closed",
                "statement:" + id,
                Map.of(
                        "number", number,
                        "retailer", retailer,
                        "lines", closing.sum().lines()));
        return true;
    }

    /** What a statement says, bound by its event: with that, nobody changes an amount unseen. */
    private static Map<String, Object> facts(Tx tx, Statement statement) {
        return Map.of(
                "number", statement.number(),
                "retailer", statement.retailer(),
                "currency", statement.closing().currency().getCurrencyCode(),
                "opening_minor", statement.opening().minor(),
                "lines", statement.lineCount(),
                "lines_minor", statement.lines().minor(),
                "lines_digest", new StatementLineRepository(tx).digest(statement.id()),
                "payments_minor", statement.payments().minor(),
                "closing_minor", statement.closing().minor());
    }
}
