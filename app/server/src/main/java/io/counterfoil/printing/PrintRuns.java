package io.counterfoil.printing;

import io.counterfoil.access.Audit;
import io.counterfoil.catalog.Products;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows print runs, and stops them: for a while (blocked) or for good (cancelled). */
public final class PrintRuns {
    private final Transactions transactions;
    private final RunItems items;
    private final Products products;
    private final EventLog events;
    private final Audit audit;

    /** Runs of {@code items}, which are {@code products}. */
    public PrintRuns(
            Transactions transactions,
            RunItems items,
            Products products,
            EventLog events,
            Audit audit) {
        this.transactions = transactions;
        this.items = items;
        this.products = products;
        this.events = events;
        this.audit = audit;
    }

    /**
     * A run with what became of its items.
     *
     * @param counts how many items are in which state; states without items are left out
     * @param redeemBy the last day on which its codes can be redeemed, or null
     */
    public record Counted(
            PrintRun run, Map<ItemState, Integer> counts, @Nullable LocalDate redeemBy) {}

    /**
     * A run.
     *
     * @throws Refused if the caller's provider has no such run
     */
    public Counted find(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    PrintRun run = require(tx, id);
                    return new Counted(
                            run,
                            items.counts(tx, id),
                            products.lastDay(tx, run.product(), run.number()).orElse(null));
                });
    }

    /** Whether something of a run that the caller may see is in closed cartons in stock. */
    boolean isPacked(Caller caller, PrintRun run) {
        return transactions.read(caller, tx -> items.isPacked(tx, run));
    }

    /**
     * Gives a run's codes a later last day than their product's. The same again changes nothing.
     *
     * @param day in words, such as 2031-12-31
     * @throws Refused if there is no such run, its product has no last day, it is over, or the new
     *     one would be earlier
     */
    public PrintRun redeemLater(Caller caller, UUID id, @Nullable String day) {
        return transactions.write(
                caller,
                tx -> {
                    PrintRun run = require(tx, id);
                    LocalDate before =
                            products.redeemLater(tx, run.product(), run.number(), day);
                    products.lastDay(tx, run.product(), run.number())
                            .filter(after -> after.isAfter(before))
                            .ifPresent(
                                    after ->
                                            audit.record(
                                                    tx,
                                                    "print_run.redeem_by_moved",
                                                    "run:" + id,
                                                    Map.of(
                                                            "from",
                                                            before.toString(),
                                                            "to",
                                                            after.toString())));
                    return run;
                });
    }

    /**
     * A run's number.
     *
     * @throws Refused if the caller's provider has no such run
     */
    public int number(Caller caller, UUID id) {
        return transactions.read(caller, tx -> require(tx, id)).number();
    }

    /**
     * Which runs a list is asked for.
     *
     * @param product empty: of any
     * @param state null: any
     */
    public record Filter(Optional<UUID> product, @Nullable RunState state) {
        /** Every run. */
        public static final Filter ALL = new Filter(Optional.empty(), null);
    }

    /** The runs of the caller's provider that are asked for, the newest first. */
    public Slice<PrintRun> list(Caller caller, Filter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new PrintRunRepository(tx).list(filter, listing),
                                PrintRun::id));
    }

    /**
     * How far a provider has come with any of its runs.
     *
     * @param ordered whether it ordered one
     * @param proofed whether somebody asked for a proof
     * @param fetched whether somebody fetched a file with codes
     */
    public record Begun(boolean ordered, boolean proofed, boolean fetched) {}

    /** How far the caller's provider has come. */
    public Begun begun(Caller caller) {
        return transactions.read(caller, tx -> new PrintRunRepository(tx).begun());
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
