package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Packs counted items of the provider's stock into cartons, and opens these again. */
public final class Cartons {
    private static final int MOST_PER_CARTON = 100_000;
    private static final int MOST_CARTONS = 10_000;

    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;

    /** Cartons kept through {@code transactions}, packing written to {@code journal}. */
    public Cartons(Transactions transactions, Journal journal, Ids ids) {
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
    }

    /**
     * Packs a counted run, or a range of one, into closed cartons, each with a number of its own.
     * What was spoiled or missing at the count-in is passed over.
     *
     * @throws Refused if a field is wrong, or anything else in the range isn't printed, is on hold
     *     or is in another carton
     */
    public Packing pack(Caller caller, NewCartons wanted) {
        return transactions.once(caller, Packing.class, tx -> pack(tx, wanted));
    }

    /**
     * Opens a closed carton in the provider's stock; its items are loose then.
     *
     * @throws Refused if there is no such carton, it is on hold, or it isn't closed in stock
     */
    public Carton unpack(Caller caller, UUID id) {
        return transactions.once(caller, Carton.class, tx -> unpack(tx, id));
    }

    /**
     * A carton that the caller may see.
     *
     * @throws Refused if there is none
     */
    public Carton find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /**
     * What is in cartons that were packed together, in the order of their serials.
     *
     * @throws Refused if there was no such packing
     */
    public List<PackedCarton> packed(Caller caller, UUID packing) {
        return transactions.read(
                caller,
                tx -> {
                    CartonRepository cartons = new CartonRepository(tx);
                    List<UUID> together =
                            cartons.ofPacking(packing).stream().map(Carton::id).toList();
                    if (together.isEmpty()) {
                        throw Refused.notFound("packing");
                    }
                    return cartons.packed(together);
                });
    }

    /** What is in a carton that the caller may see. */
    public PackedCarton packed(Caller caller, Carton carton) {
        return transactions
                .read(caller, tx -> new CartonRepository(tx).packed(List.of(carton.id())))
                .getFirst();
    }

    /** The cartons that the caller may see, newest first. */
    public Slice<Carton> list(Caller caller, CartonFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new CartonRepository(tx).list(filter, listing),
                                Carton::id));
    }

    private Packing pack(Tx tx, NewCartons wanted) {
        Fields fields = new Fields();
        if ((wanted.run() == null) == (wanted.serials() == null)) {
            fields.problem("run", "Name either a print run or the serials to pack.");
        }
        Optional<UUID> run =
                wanted.run() == null
                        ? Optional.empty()
                        : Optional.of(fields.id("run", wanted.run()));
        Optional<SerialRange> serials =
                wanted.serials() == null
                        ? Optional.empty()
                        : Serials.range(
                                fields, "serials.", wanted.serials().from(), wanted.serials().to());
        int each = fields.number("per_carton", wanted.perCarton(), 1, MOST_PER_CARTON);
        fields.done();

        PackingRepository packings = new PackingRepository(tx);
        CartonRepository cartons = new CartonRepository(tx);
        SerialRange range =
                serials.or(() -> run.flatMap(packings::ofRun))
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "run",
                                                "There is no such print run with items. Copy the id"
                                                        + " from the answer that made it."));
        new ItemRepository(tx).lockRun(range.run());
        List<PackingRepository.Filling> fillings = packings.fillings(range, each);
        int items = fillings.stream().mapToInt(PackingRepository.Filling::items).sum();
        CountedRange.requireLoose("packed", range, items, packings.notLoose(range));
        requireUnpacked(cartons, range);
        if (fillings.size() > MOST_CARTONS) {
            throw Refused.field(
                    "per_carton",
                    Text.of(
                            "These would be {number} cartons. Please put more into each, or pack"
                                    + " at most {most} cartons at a time.",
                            "number",
                            fillings.size(),
                            "most",
                            MOST_CARTONS));
        }
        UUID packing = ids.next();
        packings.insert(numbered(packings, fillings), packing, null);
        journal.append(
                tx,
                Subject.packing(packing),
                ItemEvents.PACKED,
                range,
                Map.of("cartons", fillings.size(), "items", items, "per_carton", each));
        return new Packing(packing, items, cartons.ofPacking(packing));
    }

    private List<PackingRepository.New> numbered(
            PackingRepository packings, List<PackingRepository.Filling> fillings) {
        List<Long> numbers = packings.nextNumbers(fillings.size());
        // Those of one moment are in no order by themselves, and lists go by them.
        List<UUID> names =
                Stream.generate(ids::next).limit(fillings.size()).sorted().toList();
        List<PackingRepository.New> numbered = new ArrayList<>();
        for (int i = 0; i < fillings.size(); i++) {
            PackingRepository.Filling filling = fillings.get(i);
            numbered.add(
                    new PackingRepository.New(
                            names.get(i),
                            new Box(Sscc.of(numbers.get(i)), filling.range()),
                            filling.items()));
        }
        return numbered;
    }

    /**
     * The cartons that stand in a field of a request, locked, with what is in them.
     *
     * @throws Refused if there is no such carton
     */
    static List<FilledCarton> named(
            Tx tx, String field, @Nullable List<@Nullable String> ssccs) {
        if (ssccs == null || ssccs.isEmpty()) {
            return List.of();
        }
        Set<String> wanted = new TreeSet<>();
        ssccs.forEach(text -> wanted.add(text == null ? "" : Sscc.digits(text)));
        CartonRepository repository = new CartonRepository(tx);
        List<Carton> cartons =
                repository.lock(wanted.stream().filter(Sscc::isOne).toList());
        cartons.forEach(carton -> wanted.remove(carton.sscc()));
        if (!wanted.isEmpty()) {
            throw Refused.field(
                    field,
                    Text.of(
                            "There is no carton {carton}. Check the digits under its bars.",
                            "carton",
                            SerialWords.quote(wanted.iterator().next())));
        }
        return cartons.stream().map(repository::filled).toList();
    }

    /**
     * What is in cartons that stand unopened in an outlet, or did when they were counted.
     *
     * @param counted whether all of these items were counted before, so that whatever happened to
     *     them since is no matter: asked of cartons that are not whole
     * @throws Refused if there is no such carton, or not all of it is in the outlet's stock
     */
    public static List<SerialRange> unopened(
            Tx tx,
            String field,
            @Nullable List<@Nullable String> ssccs,
            UUID outlet,
            Predicate<List<SerialRange>> counted) {
        List<FilledCarton> cartons = named(tx, field, ssccs);
        List<SerialRange> ranges = Scanned.of(cartons).ranges();
        Set<Long> there =
                new ReturnRepository(tx)
                        .inOutlet(ranges, outlet).entrySet().stream()
                                .filter(item -> item.getValue() == ItemState.RECEIVED)
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet());
        cartons.stream()
                .filter(carton -> !carton.isWhole(there))
                .filter(carton -> !counted.test(carton.serials().ranges().toList()))
                .forEach(carton -> carton.requireWhole(there));
        return ranges;
    }

    /** Refuses items that are in a closed carton already. */
    static void requireUnpacked(CartonRepository cartons, SerialRange range) {
        requireUnpacked(
                cartons,
                range,
                facts ->
                        new Text(
                                "Some of the serials {first} to {last} are in {cartons, plural, one {the carton {carton}} other {# cartons, the first is {carton}}}. Send these as cartons, or unpack them first.",
                                facts));
    }

    /** The same of items that are spoiled. */
    static void requireUnpackedToSpoil(CartonRepository cartons, SerialRange range) {
        requireUnpacked(
                cartons,
                range,
                facts ->
                        new Text(
                                "Some of the serials {first} to {last} are in {cartons, plural, one {the carton {carton}} other {# cartons, the first is {carton}}}. Please unpack them first, then take out what is spoiled.",
                                facts));
    }

    private static void requireUnpacked(
            CartonRepository cartons,
            SerialRange range,
            Function<Map<String, Object>, Text> refusal) {
        List<String> closed = cartons.inStock(range);
        if (!closed.isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    refusal.apply(
                            Map.of(
                                    "first",
                                    range.first().toString(),
                                    "last",
                                    range.last().toString(),
                                    "cartons",
                                    closed.size(),
                                    "carton",
                                    closed.getFirst())));
        }
    }

    private Carton unpack(Tx tx, UUID id) {
        CartonRepository cartons = new CartonRepository(tx);
        Carton carton = find(tx, id);
        // Who sends it locks it first, too.
        cartons.lock(List.of(carton.sscc()));
        new ItemRepository(tx).lockRun(carton.range().run());
        StandingHolds.requireFree(tx, List.of(carton.sscc()));
        if (!cartons.unpack(id)) {
            Carton now = find(tx, id);
            throw new Refused(
                    ProblemType.CONFLICT,
                    now.state() == CartonState.UNPACKED
                            ? Text.of(
                                    "The carton {carton} is unpacked already.",
                                    "carton",
                                    now.sscc())
                            : Text.of(
                                    "The carton {carton} was sent. Only cartons in your own stock"
                                            + " can be unpacked here.",
                                    "carton",
                                    now.sscc()));
        }
        journal.append(
                tx,
                Subject.packing(id),
                ItemEvents.UNPACKED,
                carton.range(),
                Map.of(ItemEvents.SSCC, carton.sscc()));
        return find(tx, id);
    }

    private static Carton find(Tx tx, UUID id) {
        return new CartonRepository(tx).find(id).orElseThrow(() -> Refused.notFound("carton"));
    }

    /** The closed carton in which an item came to its shop, with what is in it. */
    public Optional<CartonItems> around(Tx tx, SerialNumber serial) {
        return new CartonRepository(tx).around(serial);
    }
}
