package io.counterfoil.printing;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.counting.Buckets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes orders to print spoiled items of an open run again, which two people must agree on: for a
 * while there are two cards with the same serial, of which only the newer one has a live code.
 */
public final class Reprints {
    static final String ACTION = "print-run.reprint";

    /** The codes of a reprint are replaced in one transaction. */
    static final int MOST_ITEMS = 10_000;

    private static final int LONGEST_REASON = 500;

    private final Transactions transactions;
    private final RunItems items;
    private final Approvals approvals;
    private final Audit audit;
    private final Jobs jobs;
    private final Ids ids;

    /** Reprints of {@code items} that {@code approvals} has to let through and a job carries out. */
    public Reprints(
            Transactions transactions,
            RunItems items,
            Approvals approvals,
            Audit audit,
            Jobs jobs,
            Ids ids) {
        this.transactions = transactions;
        this.items = items;
        this.approvals = approvals;
        this.audit = audit;
        this.jobs = jobs;
        this.ids = ids;
        approvals.define(ACTION, (tx, request) -> order(tx, read(request)));
    }

    /** What became of a request: exactly one of the two is there. */
    public record Outcome(@Nullable Reprint reprint, @Nullable UUID approval) {
        UUID approvalOrThrow() {
            return Objects.requireNonNull(approval, "either a reprint or an approval");
        }
    }

    /**
     * A request that was checked, as an approval keeps it.
     *
     * @param after the newest revision that any of the items was printed in when it was asked for
     */
    private record Order(
            UUID run, List<Integer> firsts, List<Integer> lasts, String reason, int after) {
        Order after(int revision) {
            return new Order(run, firsts, lasts, reason, revision);
        }
    }

    /** The reprints of a run. */
    public List<Reprint> list(Caller caller, UUID run) {
        return transactions.read(
                caller,
                tx -> {
                    PrintRuns.require(tx, run);
                    return new ReprintRepository(tx).of(run);
                });
    }

    /**
     * Prints items of a ready run again.
     *
     * @throws Refused if there is no such run, it is not ready, an item is void, or the serials or
     *     the reason are wrong
     */
    public Outcome request(Caller caller, UUID id, NewReprint wanted) {
        return transactions.once(caller, Outcome.class, tx -> request(tx, id, wanted));
    }

    private Outcome request(Tx tx, UUID id, NewReprint wanted) {
        PrintRun run = PrintRuns.require(tx, id);
        Order asked = checked(run, wanted);
        requireReady(new PrintRunRepository(tx).lock(id));
        List<SerialRange> serials = ranges(run, asked);
        requireMinted(tx, serials);
        requireIdle(tx, run.id(), serials);
        Order order = asked.after(newest(tx, run.id(), serials));
        Text summary =
                new Text(
                        "Print {items} of print run {run} again with new codes: {reason}",
                        Map.of(
                                "items",
                                Text.counted(Revision.size(serials), "item"),
                                "run",
                                String.valueOf(run.number()),
                                "reason",
                                order.reason()));
        Optional<UUID> approval = approvals.request(tx, ACTION, summary, order);
        return approval.isPresent()
                ? new Outcome(null, approval.get())
                : new Outcome(order(tx, order), null);
    }

    private static Order checked(PrintRun run, NewReprint wanted) {
        Fields fields = new Fields();
        String reason = fields.text("reason", wanted.reason(), LONGEST_REASON);
        BitSet sequences = new BitSet();
        int wrong = 0;
        List<String> texts = wanted.serials() == null ? List.of() : wanted.serials();
        for (String text : texts) {
            switch (SerialWords.parse(text, run.range())) {
                case SerialWords.Parsed.Valid valid ->
                        sequences.set(valid.serials().from(), valid.serials().to() + 1);
                case SerialWords.Parsed.Invalid invalid -> {
                    fields.problem("serials", Text.of(invalid.why()));
                    wrong++;
                }
            }
            if (wrong == Buckets.MOST_NAMED) {
                break;
            }
        }
        if (texts.isEmpty()) {
            fields.problem("serials", "Please name the serial numbers to print again.");
        } else if (sequences.cardinality() > MOST_ITEMS) {
            fields.problem(
                    "serials",
                    Text.of(
                            "At most {number} items at once; send the rest as another request.",
                            "number",
                            MOST_ITEMS));
        }
        fields.done();
        List<Integer> firsts = new ArrayList<>();
        List<Integer> lasts = new ArrayList<>();
        int at = sequences.nextSetBit(0);
        while (at >= 0) {
            int end = sequences.nextClearBit(at);
            firsts.add(at);
            lasts.add(end - 1);
            at = sequences.nextSetBit(end);
        }
        return new Order(run.id(), firsts, lasts, reason, Revision.ORDERED);
    }

    private Reprint order(Tx tx, Order order) {
        PrintRun run = PrintRuns.require(tx, order.run());
        requireReady(new PrintRunRepository(tx).lock(run.id()));
        List<SerialRange> serials = ranges(run, order);
        requireMinted(tx, serials);
        requireIdle(tx, run.id(), serials);
        requireLatest(order, newest(tx, run.id(), serials));
        ReprintRepository reprints = new ReprintRepository(tx);
        Reprint reprint =
                new Reprint(
                        ids.next(),
                        run.id(),
                        reprints.nextRevision(run.id()),
                        serials,
                        order.reason(),
                        Reprint.State.MINTING,
                        false,
                        null,
                        tx.now());
        reprints.insert(reprint);
        // What the bureau said before knows nothing of it.
        new BureauReplyRepository(tx).replace(run.id());
        audit.record(
                tx,
                "print_run.reprinted",
                "run:" + run.id(),
                Map.of(
                        "revision",
                        reprint.revision(),
                        "items",
                        reprint.items(),
                        "reason",
                        reprint.reason()));
        jobs.schedule(tx, Reprinting.JOB, reprint.id().toString());
        return reprint;
    }

    private static List<SerialRange> ranges(PrintRun run, Order order) {
        List<SerialRange> ranges = new ArrayList<>();
        for (int at = 0; at < order.firsts().size(); at++) {
            ranges.add(
                    new SerialRange(run.number(), order.firsts().get(at), order.lasts().get(at)));
        }
        return ranges;
    }

    private void requireMinted(Tx tx, List<SerialRange> serials) {
        int voided = Revision.size(serials) - items.countMinted(tx, serials);
        if (voided > 0) {
            throw Refused.field(
                    "serials",
                    Text.of(
                            "{number} of these items are void, so a new code would not open them."
                                    + " Leave them out.",
                            "number",
                            voided));
        }
    }

    /** Of two reprints of an item under way the older one could be the one that is carried out last. */
    private static void requireIdle(Tx tx, UUID run, List<SerialRange> serials) {
        new ReprintRepository(tx)
                .of(run).stream()
                        .filter(Reprint::isUnderWay)
                        .filter(reprint -> reprint.touches(serials))
                        .findFirst()
                        .ifPresent(
                                reprint -> {
                                    throw new Refused(
                                            ProblemType.CONFLICT,
                                            Text.of(
                                                    "Some of these items are being printed again"
                                                            + " already, as revision {revision}."
                                                            + " Wait until that reprint is ready,"
                                                            + " or has failed.",
                                                    "revision",
                                                    reprint.revision()));
                                });
    }

    /** The newest revision that gave any of these items a code. */
    private static int newest(Tx tx, UUID run, List<SerialRange> serials) {
        return new ReprintRepository(tx)
                .of(run).stream()
                        .filter(Reprint::minted)
                        .filter(reprint -> reprint.touches(serials))
                        .mapToInt(Reprint::revision)
                        .max()
                        .orElse(Revision.ORDERED);
    }

    /** Who agrees late would kill the codes of items that were printed since. */
    private static void requireLatest(Order order, int newest) {
        if (newest > order.after()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "Some of these items were printed again since this was asked for, as"
                                    + " revision {revision}. Turn this request down; if they are"
                                    + " spoiled once more, ask for a new reprint.",
                            "revision",
                            newest));
        }
    }

    private static void requireReady(RunState state) {
        if (state != RunState.READY) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Items are printed again while their run is ready: after its files are checked"
                            + " and before it is counted in.");
        }
    }

    private static Order read(JsonNode request) {
        return new Order(
                UUID.fromString(request.required("run").asText()),
                numbers(request.required("firsts")),
                numbers(request.required("lasts")),
                request.required("reason").asText(),
                // A request of an earlier version does not say.
                request.path("after").asInt(Revision.ORDERED));
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
