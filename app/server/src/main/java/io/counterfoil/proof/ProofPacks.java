package io.counterfoil.proof;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemMoment;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.StatementLine;
import io.counterfoil.settlement.statements.Statements;
import io.counterfoil.web.Download;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes proof packs. Events are only ever added, and each chain is given from its first event on, so
 * that a pack needs nothing else to be checked by {@link ProofCheck}.
 */
public final class ProofPacks {
    /** The media type of a pack: one JSON object a line. */
    static final String NDJSON = "application/x-ndjson";

    private final Transactions transactions;
    private final EventLog events;
    private final Items items;
    private final Statements statements;

    /** Packs of what {@code events} tell of {@code items} and {@code statements}. */
    public ProofPacks(
            Transactions transactions, EventLog events, Items items, Statements statements) {
        this.transactions = transactions;
        this.events = events;
        this.items = items;
        this.statements = statements;
    }

    /**
     * The chains of everything that happened to an item, alone or as part of a range.
     *
     * @throws Refused if there is no such item for this caller
     */
    public Download ofItem(Caller caller, SerialNumber serial) {
        Set<Subject> subjects =
                transactions.read(
                        caller,
                        tx -> {
                            if (items.find(tx, serial).isEmpty()) {
                                throw Refused.notFound("serial number");
                            }
                            Set<Subject> found = new LinkedHashSet<>();
                            for (ItemMoment moment : items.history(tx, serial)) {
                                found.add(moment.event().subject());
                            }
                            return found;
                        });
        return pack(
                "proof-" + serial,
                out -> {
                    ProofWriter writer = new ProofWriter(out);
                    writer.begin("serial:" + serial);
                    chains(caller, subjects, writer);
                    writer.end();
                });
    }

    /**
     * The lines of a statement with the chains of the events that they are for, and the event by which
     * it was closed.
     *
     * @throws Refused if there is no such statement for this caller
     */
    public Download ofStatement(Caller caller, UUID id) {
        Statement statement = statements.find(caller, id);
        return pack(
                "proof-statement-" + statement.number(),
                out -> {
                    ProofWriter writer = new ProofWriter(out);
                    writer.begin(statement);
                    Set<Subject> subjects = lines(caller, id, writer);
                    subjects.add(Subject.statement(id));
                    chains(caller, subjects, writer);
                    writer.end();
                });
    }

    private static Download pack(String name, Download.Content content) {
        return new Download(name + ".ndjson", NDJSON, content);
    }

    /** Writes all lines, and returns the subjects of their events. */
    private Set<Subject> lines(Caller caller, UUID statement, ProofWriter writer)
            throws IOException {
        Set<Subject> subjects = new LinkedHashSet<>();
        @Nullable UUID last = null;
        do {
            Slice<StatementLine> some =
                    statements.lines(caller, statement, new Listing(Listing.MOST, last));
            List<Long> positions = some.items().stream().map(StatementLine::event).toList();
            Map<Long, EventLog.Link> named =
                    transactions.read(caller, tx -> events.at(tx, positions));
            for (StatementLine line : some.items()) {
                EventLog.Link event = named.get(line.event());
                if (event == null) {
                    throw new IllegalStateException("no event " + line.event());
                }
                writer.line(line, event);
                subjects.add(event.subject());
            }
            last = some.next();
        } while (last != null);
        return subjects;
    }

    private void chains(Caller caller, Set<Subject> subjects, ProofWriter writer)
            throws IOException {
        for (Subject subject : new ArrayList<>(subjects)) {
            for (EventLog.Link link :
                    transactions.read(caller, tx -> events.chain(tx, subject))) {
                writer.event(link);
            }
        }
    }
}
