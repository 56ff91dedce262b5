package io.counterfoil.inventory.stock;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Cartons;
import io.counterfoil.inventory.Serials;
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
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is on the shelves of an outlet, part by part, and lists how that differs from what it
 * should have. No item is moved by a count: what is missing is reported as lost by people.
 */
public final class StockTakes {
    private static final int MOST_AT_ONCE = 100_000;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Audit audit;
    private final Ids ids;

    /** Counts in outlets of {@code retailers}. */
    public StockTakes(Transactions transactions, Retailers retailers, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Begins a count.
     *
     * @throws Refused if the caller has no such outlet, or one of it is open already
     */
    public StockTake open(Caller caller, NewStockTake wanted) {
        Fields fields = new Fields();
        UUID outlet = fields.id("outlet", wanted.outlet());
        fields.done();
        return transactions.once(caller, StockTake.class, tx -> open(tx, outlet));
    }

    /**
     * Adds what was scanned; what was counted before is counted once.
     *
     * @throws Refused if a serial is none, a carton isn't there as it was packed, there are too many,
     *     or the count is closed
     */
    public StockTake count(Caller caller, UUID id, StockCount wanted) {
        Scan scan = Scan.of(wanted);
        if (scan.serials().isEmpty() && scan.cartons().isEmpty()) {
            throw Refused.field("serials", "Please scan something.");
        }
        return transactions.once(caller, StockTake.class, tx -> count(tx, id, scan));
    }

    /** What was scanned, of which it is looked up in a count's outlet what the cartons have. */
    private record Scan(List<SerialRange> serials, List<@Nullable String> cartons) {
        static Scan of(StockCount wanted) {
            Fields fields = new Fields();
            List<@Nullable String> named = wanted.serials() == null ? List.of() : wanted.serials();
            List<SerialRange> serials = Serials.ranges(fields, "serials", named);
            limit(fields, serials);
            fields.done();
            return new Scan(serials, wanted.cartons() == null ? List.of() : wanted.cartons());
        }

        /** The items, each once. Of a count that is closed no carton need be there any more. */
        List<Long> items(Tx tx, StockTake take) {
            StockTakeRepository repository = new StockTakeRepository(tx);
            List<SerialRange> all =
                    Stream.concat(
                                    serials.stream(),
                                    Cartons.unopened(
                                            tx,
                                            "cartons",
                                            cartons,
                                            take.outlet(),
                                            inIt ->
                                                    !take.open()
                                                            || repository
                                                                    .uncounted(
                                                                            take.id(), items(inIt))
                                                                    .isEmpty())
                                            .stream())
                            .toList();
            Fields fields = new Fields();
            limit(fields, all);
            fields.done();
            return items(all);
        }

        private static List<Long> items(List<SerialRange> ranges) {
            return ranges.stream()
                    .flatMap(SerialRange::stream)
                    .map(SerialNumber::value)
                    .distinct()
                    .toList();
        }
    }

    private static void limit(Fields fields, List<SerialRange> ranges) {
        if (ranges.stream().mapToLong(SerialRange::size).sum() > MOST_AT_ONCE) {
            fields.problem(
                    "serials",
                    Text.of(
                            "Please name at most {most} serial numbers at a time.",
                            "most",
                            MOST_AT_ONCE));
        }
    }

    /** Ends a count and lists the differences; a closed one stays as it is. */
    public StockTake close(Caller caller, UUID id) {
        return close(caller, id, new StockCount(null, null));
    }

    /**
     * Adds what was scanned last, if anything, and ends the count. One that somebody else closed
     * meanwhile stays as it is, where it has all of that.
     *
     * @throws Refused if a serial is none, a carton isn't there as it was packed, there are too many,
     *     or the count was closed without one of them
     */
    public StockTake close(Caller caller, UUID id, StockCount last) {
        Scan scan = Scan.of(last);
        return transactions.once(
                caller,
                StockTake.class,
                tx -> {
                    StockTake take = locked(tx, id);
                    List<Long> items = scan.items(tx, take);
                    if (!take.open()) {
                        requireCounted(tx, take, items);
                        return take;
                    }
                    new StockTakeRepository(tx).count(id, take.outlet(), items);
                    return close(tx, id);
                });
    }

    /** A count, with its differences once it is closed. */
    public StockTake find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /**
     * The counts that the caller may see, newest first, without their differences.
     *
     * @param outlet only of this one; {@code state}: only those that go on, or that are done
     */
    public Slice<StockTake> list(
            Caller caller,
            Optional<UUID> outlet,
            Optional<StockTake.State> state,
            Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new StockTakeRepository(tx).list(outlet, state, listing),
                                StockTake::id));
    }

    private StockTake open(Tx tx, UUID outletId) {
        Outlet outlet =
                retailers
                        .findOutlet(tx, outletId)
                        .orElseThrow(
                                () -> Refused.field("outlet", "There is no outlet with this id."));
        UUID id = ids.next();
        if (!new StockTakeRepository(tx).open(id, outlet)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This outlet is being counted already. Go on with that count, or close it first.");
        }
        return find(tx, id);
    }

    private static StockTake count(Tx tx, UUID id, Scan scan) {
        StockTake take = locked(tx, id);
        if (!take.open()) {
            throw new Refused(
                    ProblemType.CONFLICT, "This count is closed. Begin another one to count again.");
        }
        new StockTakeRepository(tx).count(id, take.outlet(), scan.items(tx, take));
        return find(tx, id);
    }

    private static void requireCounted(Tx tx, StockTake take, List<Long> items) {
        List<SerialNumber> left = new StockTakeRepository(tx).uncounted(take.id(), items);
        if (!left.isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "This count was closed meanwhile, without {serials} that you scanned, such as {serial}. Begin another count to put that right.",
                            "serials",
                            Text.counted(left.size(), "item"),
                            "serial",
                            String.valueOf(left.getFirst())));
        }
    }

    private StockTake close(Tx tx, UUID id) {
        new StockTakeRepository(tx).close(id);
        StockTake closed = find(tx, id);
        audit.record(
                tx,
                "stock_take.closed",
                "stock_take:" + id,
                Map.of(
                        "outlet",
                        closed.outlet(),
                        "counted",
                        closed.counted(),
                        "missing",
                        closed.missing(),
                        "unexpected",
                        closed.unexpected()));
        return closed;
    }

    private static StockTake locked(Tx tx, UUID id) {
        if (!new StockTakeRepository(tx).lock(id)) {
            throw Refused.notFound("stock-take");
        }
        return find(tx, id);
    }

    private static StockTake find(Tx tx, UUID id) {
        return new StockTakeRepository(tx)
                .find(id)
                .orElseThrow(() -> Refused.notFound("stock-take"));
    }
}
