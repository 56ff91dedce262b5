package io.counterfoil.printing;

import io.counterfoil.access.Audit;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.templates.OwnTemplates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shows print runs, and stops them: for a while (blocked) or for good (cancelled). */
public final class PrintRuns {
    private final Transactions transactions;
    private final RunItems items;
    private final EventLog events;
    private final Audit audit;

    /** Runs of {@code items}. */
    public PrintRuns(Transactions transactions, RunItems items, EventLog events, Audit audit) {
        this.transactions = transactions;
        this.items = items;
        this.events = events;
        this.audit = audit;
    }

    /**
     * A run with what became of its items.
     *
     * @param counts how many items are in which state; states without items are left out
     */
    public record Counted(PrintRun run, Map<ItemState, Integer> counts) {}

    /**
     * A run.
     *
     * @throws Refused if the caller's provider has no such run
     */
    public Counted find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> new Counted(require(tx, id), items.counts(tx, id)));
    }

    /** The runs of the caller's provider. */
    public Slice<PrintRun> list(Caller caller, Listing listing) {
        return transactions.read(
                caller,
                tx -> Slice.of(listing, new PrintRunRepository(tx).list(listing), PrintRun::id));
    }

    /** The newest run of each product of the caller's provider, the newest first. */
    List<PrintRun> newestOfProducts(Caller caller) {
        return transactions.read(caller, tx -> new PrintRunRepository(tx).newestOfProducts());
    }

    /** Whether redemption of this run's items is stopped for now; not if there is no such run. */
    public boolean blocked(Tx tx, UUID id) {
        return new PrintRunRepository(tx).blocked(id).orElse(false);
    }

    /**
     * Gives up a run that is not counted in: its codes are dead. Doing it again changes nothing.
     *
     * @throws Refused if there is no such run or it is closed
     */
    public PrintRun cancel(Caller caller, UUID id) {
        return transactions.once(
                caller,
                PrintRun.class,
                tx -> {
                    require(tx, id);
                    RunState state = new PrintRunRepository(tx).lock(id);
                    if (state.isOpen()) {
                        items.abandon(tx, id, state, RunState.CANCELLED);
                    } else if (state == RunState.CLOSED) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "This run is counted in, so it can't be cancelled. Block it, or"
                                        + " void its items.");
                    }
                    return require(tx, id);
                });
    }

    /** Stops redemption of a run's items until it is unblocked. */
    public PrintRun block(Caller caller, UUID id) {
        return turn(caller, id, true);
    }

    /** Lets a run's items be redeemed again. */
    public PrintRun unblock(Caller caller, UUID id) {
        return turn(caller, id, false);
    }

    private PrintRun turn(Caller caller, UUID id, boolean blocked) {
        return transactions.once(
                caller,
                PrintRun.class,
                tx -> {
                    require(tx, id);
                    if (new PrintRunRepository(tx).block(id, blocked)) {
                        String done = blocked ? "blocked" : "unblocked";
                        events.append(tx, Subject.run(id), done, Map.of());
                        audit.record(tx, "print_run." + done, "run:" + id, Map.of());
                    }
                    return require(tx, id);
                });
    }

    /** The number of a run that still needs a layout or sheet of one's own; empty if none does. */
    public static Optional<Integer> openWith(Tx tx, OwnTemplates.Kind kind, String name) {
        return new PrintPartRepository(tx).openRun(kind, name);
    }

    /** Keeps a run as it was seen until the transaction ends, or refuses. */
    static void requireStill(Tx tx, PrintRun seen) {
        if (new PrintRunRepository(tx).lock(seen.id()) != seen.state()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This run has gone on meanwhile. Load it again to see how far it is.");
        }
    }

    static PrintRun require(Tx tx, UUID id) {
        return new PrintRunRepository(tx).find(id).orElseThrow(() -> Refused.notFound("print run"));
    }
}
