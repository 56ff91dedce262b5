package io.counterfoil.printing;

import io.counterfoil.access.Audit;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.BureauLinks;
import io.counterfoil.printing.bureau.PackageId;
import io.counterfoil.printing.counting.Buckets;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What bureaus say of the items that they printed, handed in with the link that fetched the package.
 * It is a proposal: nothing is counted in before somebody of the provider accepts it. One with
 * faults is refused, but kept too, so that both sides see it.
 */
public final class BureauReplies {
    /** More for one run are no corrections any more. */
    static final int MOST = 50;

    private static final int LONGEST_ADDRESS = 45;

    private final Transactions transactions;
    private final BureauLinks links;
    private final CountIns countIns;
    private final Audit audit;
    private final Ids ids;

    /** Replies of whoever has one of {@code links}, accepted by {@code countIns}. */
    public BureauReplies(
            Transactions transactions,
            BureauLinks links,
            CountIns countIns,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.links = links;
        this.countIns = countIns;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * A run whose bureau can reply.
     *
     * @param number the first six digits of its serials
     * @param items how many of it were in the package
     * @param again whether that was a reprint, so that the reply is about its items only
     * @param firstSerial the first of them
     * @param lastSerial the last of them
     * @param last what the bureau said before, if it did
     */
    public record Awaited(
            int number,
            int items,
            boolean again,
            String firstSerial,
            String lastSerial,
            Optional<BureauReply> last) {}

    /** What a link can be used for once its package was fetched; empty before and afterwards. */
    public Optional<Awaited> awaited(Caller caller, @Nullable String token) {
        return transactions.read(
                caller,
                tx ->
                        links.fetched(tx, token)
                                .map(link -> Printed.of(tx, link.pack()))
                                .filter(printed -> printed.run().state() == RunState.READY)
                                .map(printed -> awaited(tx, printed)));
    }

    private static Awaited awaited(Tx tx, Printed printed) {
        PrintRun run = printed.run();
        return new Awaited(
                run.number(),
                printed.items(),
                printed.items() < run.quantity(),
                printed.serials().getFirst().first().toString(),
                printed.serials().getLast().last().toString(),
                new BureauReplyRepository(tx).of(run.id()).stream().findFirst());
    }

    /** What was in a package of a run, in order. */
    private record Printed(PrintRun run, List<SerialRange> serials) {
        static Printed of(Tx tx, PackageId pack) {
            PrintRun run = PrintRuns.require(tx, pack.run());
            return new Printed(
                    run,
                    new ReprintRepository(tx)
                            .of(run.id()).stream()
                                    .filter(reprint -> reprint.revision() == pack.revision())
                                    .map(Reprint::serials)
                                    .findAny()
                                    .orElse(List.of(run.range())));
        }

        int items() {
            return Revision.size(serials);
        }
    }

    /**
     * Keeps a reply. It takes the place of an earlier one that nobody accepted; where it comes with the
     * link of a reprint, it is about those items only, and the others stay as they were said to be.
     *
     * @param token of the link with which the package was fetched
     * @param table as {@link CountIns#countIn(Caller, UUID, InputStream)} takes it
     * @param address from where it comes
     * @throws Refused if the link fetched nothing, the run is counted in or given up, there are very
     *     many replies, or lines are wrong; each that is wrong is named
     */
    public BureauReply handIn(
            Caller caller, @Nullable String token, InputStream table, String address) {
        Printed printed;
        try {
            printed = transactions.read(caller, tx -> printed(tx, token));
        } catch (Refused late) {
            return keptBefore(caller, token, table).orElseThrow(() -> late);
        }
        DigestInputStream read = CountIns.digested(table);
        Buckets.@Nullable Said said = null;
        Refused faults = null;
        try {
            said =
                    Buckets.read(
                            printed.run().range(), SerialSet.of(printed.serials()), read);
        } catch (Refused refused) {
            if (refused.fields().isEmpty()) {
                throw refused;
            }
            faults = refused;
        }
        byte[] digest = read.getMessageDigest().digest();
        Draft draft =
                new Draft(
                        printed.run(),
                        address.substring(0, Math.min(address.length(), LONGEST_ADDRESS)),
                        HexFormat.of().formatHex(digest),
                        said,
                        faults == null ? List.of() : sentences(faults));
        BureauReply reply =
                transactions.once(
                        named(caller, token).asking(digest),
                        BureauReply.class,
                        tx -> keep(tx, links.requireFetched(tx, token).link(), draft));
        if (faults != null) {
            throw faults;
        }
        return reply;
    }

    private Printed printed(Tx tx, @Nullable String token) {
        Printed printed = Printed.of(tx, links.requireFetched(tx, token).pack());
        requireReady(printed.run().state());
        return printed;
    }

    /**
     * What was answered to this very reply before: who did not get that answer asks again, perhaps
     * once the run is counted in by it.
     *
     * @throws Refused as then, if the reply has faults
     */
    private Optional<BureauReply> keptBefore(
            Caller caller, @Nullable String token, InputStream table) {
        if (caller.writeKey() == null
                || !transactions.read(caller, tx -> links.isOne(tx, token))) {
            return Optional.empty();
        }
        Caller asking = named(caller, token).asking(CountIns.digest(table));
        Optional<BureauReply> kept = transactions.answered(asking, BureauReply.class);
        Fields faults = new Fields();
        kept.ifPresent(
                reply ->
                        reply.faults().forEach(fault -> faults.problem(Buckets.TABLE, fault)));
        faults.done();
        return kept;
    }

    /** The replies to a run, the newest first. */
    public List<BureauReply> list(Caller caller, UUID run) {
        return transactions.read(
                caller,
                tx -> {
                    PrintRuns.require(tx, run);
                    return new BureauReplyRepository(tx).of(run);
                });
    }

    /**
     * Counts a run in as its bureau says. Doing it again changes nothing.
     *
     * @throws Refused if there is no such run or reply, another one took its place, items were
     *     printed again since, it has faults, nobody has said anything of some items, or the run can't
     *     be counted in like this
     */
    public PrintRun accept(Caller caller, UUID run, UUID id) {
        return transactions.once(caller, PrintRun.class, tx -> accept(tx, run, id));
    }

    private PrintRun accept(Tx tx, UUID id, UUID replyId) {
        PrintRun run = PrintRuns.require(tx, id);
        // A reply that comes now takes the place of this one, or comes too late.
        new PrintRunRepository(tx).lock(id);
        BureauReplyRepository replies = new BureauReplyRepository(tx);
        BureauReply reply =
                replies.find(id, replyId).orElseThrow(() -> Refused.notFound("bureau's reply"));
        switch (reply.state()) {
            case PROPOSED, ACCEPTED -> {}
            case REPLACED ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "The bureau sent another reply, or items were printed again since this"
                                    + " one. Load the run again to see what is new.");
            case MISREAD ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "This reply was about a reprint, but was read as if it were about the"
                                    + " whole run. Ask the bureau for another one.");
            case FAULTY ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "This reply has faults, so nothing can be counted in by it. Ask the"
                                    + " bureau for another one.");
        }
        if (reply.unsaid() > 0) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "This reply is about what was printed again, and nobody has said what"
                                    + " became of {items} more. Ask the bureau for a reply about all"
                                    + " of it, or count it in yourself.",
                            "items",
                            Text.counted(reply.unsaid(), "item")));
        }
        PrintRun closed =
                countIns.countIn(tx, id, replies.proposal(replyId, run.number()).buckets());
        if (replies.accept(replyId)) {
            audit.record(
                    tx,
                    "bureau_reply.accepted",
                    "run:" + id,
                    Map.of("reply", replyId.toString(), "sha256", reply.sha256()));
        }
        return closed;
    }

    /** A reply as it was read; without buckets it has faults. */
    private record Draft(
            PrintRun run,
            String address,
            String sha256,
            Buckets.@Nullable Said said,
            List<String> faults) {}

    private BureauReply keep(Tx tx, UUID link, Draft draft) {
        UUID run = draft.run().id();
        requireReady(new PrintRunRepository(tx).lock(run));
        BureauReplyRepository replies = new BureauReplyRepository(tx);
        if (replies.count(run) >= MOST) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "{number} replies for this run were sent already. Ask whoever ordered"
                                    + " the run to count it in.",
                            "number",
                            MOST));
        }
        Buckets.Said said = draft.said();
        boolean proposed = said != null;
        BureauReplyRepository.Proposal proposal =
                said == null
                        ? new BureauReplyRepository.Proposal(Buckets.EMPTY, SerialSet.none())
                        : proposal(tx, draft.run(), said);
        int unsaid = proposal.unsaid().size();
        BureauReply reply =
                new BureauReply(
                        ids.next(),
                        link,
                        draft.address(),
                        tx.now(),
                        draft.sha256(),
                        proposed ? BureauReply.State.PROPOSED : BureauReply.State.FAULTY,
                        proposed
                                ? CountIns.preview(draft.run().range(), proposal.buckets())
                                        .without(unsaid)
                                : new CountIns.Preview(0, 0, 0),
                        unsaid,
                        draft.faults());
        if (proposed) {
            replies.replace(run);
        }
        replies.insert(run, reply, proposal);
        audit.record(
                tx,
                proposed ? "bureau_reply.received" : "bureau_reply.refused",
                "run:" + run,
                Map.of(
                        "reply",
                        reply.id().toString(),
                        "link",
                        link.toString(),
                        "sha256",
                        reply.sha256(),
                        "printed",
                        reply.counts().printed(),
                        "spoiled",
                        reply.counts().spoiled(),
                        "missing",
                        reply.counts().missing()));
        return reply;
    }

    /**
     * What is known with this of all items: where it says nothing, the reply before holds, but for what
     * was printed again since that.
     */
    private static BureauReplyRepository.Proposal proposal(
            Tx tx, PrintRun run, Buckets.Said said) {
        SerialSet others = SerialSet.of(List.of(run.range())).minus(said.serials());
        BureauReplyRepository replies = new BureauReplyRepository(tx);
        Optional<BureauReply> before =
                replies.of(run.id()).stream()
                        .filter(reply -> holds(reply.state()))
                        .findFirst();
        if (others.isEmpty() || before.isEmpty()) {
            return new BureauReplyRepository.Proposal(said.buckets(), others);
        }
        BureauReplyRepository.Proposal known =
                replies.proposal(before.get().id(), run.number());
        SerialSet unsaid =
                new ReprintRepository(tx)
                        .of(run.id()).stream()
                                .filter(Reprint::kills)
                                .filter(
                                        reprint ->
                                                !reprint.requestedAt()
                                                        .isBefore(before.get().receivedAt()))
                                .map(reprint -> SerialSet.of(reprint.serials()))
                                .reduce(known.unsaid(), SerialSet::plus)
                                .minus(said.serials());
        return new BureauReplyRepository.Proposal(known.buckets().but(said, unsaid), unsaid);
    }

    /** Whether what a reply says holds where a later one says nothing. */
    private static boolean holds(BureauReply.State state) {
        return switch (state) {
            case PROPOSED, REPLACED, ACCEPTED -> true;
            case MISREAD, FAULTY -> false;
        };
    }

    private static List<String> sentences(Refused refused) {
        return refused.fields().stream().map(Refused.FieldProblem::message).toList();
    }

    /** Visitors have no name of their own, so each link has a space of keys. */
    private static Caller named(Caller caller, @Nullable String token) {
        return token == null ? caller : caller.within(token);
    }

    private static void requireReady(RunState state) {
        switch (state) {
            case READY -> {}
            case MINTING, CHECKING, PROOF ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "The files of this run are being checked again now. Send the reply"
                                    + " later.");
            case CLOSED ->
                    throw new Refused(
                            ProblemType.GONE,
                            "This run is counted in already. Tell whoever ordered it what is"
                                    + " wrong.");
            case FAILED, CANCELLED ->
                    throw new Refused(
                            ProblemType.GONE,
                            "This run was given up. Destroy what you printed of it.");
        }
    }
}
