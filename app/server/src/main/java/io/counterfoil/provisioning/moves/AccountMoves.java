package io.counterfoil.provisioning.moves;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Destinations;
import io.counterfoil.provisioning.Relocation;
import io.counterfoil.provisioning.moves.MoveRepository.Wish;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has accounts moved to other storage nodes, shows how far that is, and calls it off. */
public final class AccountMoves {
    /** Since then nodes give accounts away. */
    static final int CONTRACT = 2;

    private static final int LONGEST_NAME = 200;

    private final Transactions transactions;
    private final Jobs jobs;
    private final Relocation relocation;
    private final Losses losses;
    private final Families families;
    private final Destinations destinations;
    private final Ids ids;

    /** Moves in the steps of {@code relocation}, to where {@code destinations} have room. */
    public AccountMoves(
            Transactions transactions,
            Jobs jobs,
            Relocation relocation,
            Families families,
            Destinations destinations,
            Ids ids) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.relocation = relocation;
        this.losses = new Losses(transactions, relocation);
        this.families = families;
        this.destinations = destinations;
        this.ids = ids;
    }

    /**
     * Where an account is to go.
     *
     * @param node the name of a node; null = the one with most room
     * @param dropDeleted whether what clients deleted, and the present node keeps for a while, may
     *     be lost; null = no
     */
    public record MoveRequest(@Nullable String node, @Nullable Boolean dropDeleted) {}

    /**
     * Has an account moved, with its parent account and all sub-accounts of that: they share their
     * space. It begins at once; clients go on meanwhile.
     *
     * @throws Refused if there is no such account or node, it is being moved or deleted, deleted
     *     data or the better copy would be lost, the node has no room for it or takes no accounts, or a node is too old
     */
    public MoveView ask(Caller caller, UUID account, MoveRequest asked) {
        Fields fields = new Fields();
        String node =
                asked.node() == null ? null : fields.text("node", asked.node(), LONGEST_NAME);
        fields.done();
        return transactions.once(
                caller,
                MoveView.class,
                tx -> {
                    List<UUID> family = families.lock(tx, account);
                    if (family.isEmpty()) {
                        throw Refused.notFound("account");
                    }
                    Relocation.Standing standing =
                            relocation
                                    .find(tx, family.getFirst())
                                    .orElseThrow(() -> Refused.notFound("account"));
                    if (standing.node().name().equals(node)) {
                        throw Refused.field("node", "The account is on this node already.");
                    }
                    boolean dropDeleted = Boolean.TRUE.equals(asked.dropDeleted());
                    if (kept(tx, family) > 0 && !dropDeleted) {
                        throw Refused.field(
                                "drop_deleted",
                                "The present storage node still keeps what was deleted from this"
                                        + " account, and that does not move: it could not be"
                                        + " brought back afterwards. Wait until its days are over,"
                                        + " or say here that it may be lost.");
                    }
                    return begin(tx, family, standing.node(), node, new Wish(false, dropDeleted));
                });
    }

    /**
     * Has an account leave its node, as that is to become empty; the other one is chosen.
     *
     * @throws Refused as when somebody asks for it
     */
    void drain(Caller caller, UUID account) {
        transactions.write(
                caller,
                tx -> {
                    List<UUID> family = families.lock(tx, account);
                    if (family.isEmpty()) {
                        throw Refused.notFound("account");
                    }
                    Relocation.Standing standing =
                            relocation.find(tx, family.getFirst()).orElseThrow();
                    if (kept(tx, family) > 0) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "This node keeps what was deleted from an account, and that does not move."
                                        + " The account goes once the days of that are over; or move"
                                        + " it by itself, and say that it may be lost.");
                    }
                    return begin(tx, family, standing.node(), null, new Wish(true, false));
                });
    }

    /** How much of what was deleted from accounts that may move is still kept. */
    private long kept(Tx tx, List<UUID> family) {
        long kept = 0;
        for (UUID member : family) {
            Relocation.Standing standing = relocation.find(tx, member).orElseThrow();
            if (standing.ending()) {
                throw new Refused(
                        ProblemType.CONFLICT,
                        "This account or one of its sub-accounts is being deleted, so that it stays"
                                + " where it is.");
            }
            kept += standing.keptObjects();
        }
        return kept;
    }

    /** Begins a move of a family that was looked at, and is locked. */
    private MoveView begin(
            Tx tx, List<UUID> family, Relocation.Place from, @Nullable String node, Wish wish) {
        UUID account = family.getFirst();
        destinations.reserve(tx);
        Destinations.Load load = destinations.load(tx, family);
        Relocation.Place to =
                node == null
                        ? destinations.best(tx, account, from.id(), load)
                        : destinations.named(tx, node, load);
        for (Relocation.Place end : List.of(from, to)) {
            if (end.contract() < CONTRACT) {
                throw new Refused(
                        ProblemType.CONFLICT,
                        Text.of(
                                "The storage node {node} has not said yet that it can move"
                                        + " accounts. If it runs an older version, bring it up to"
                                        + " date; otherwise try again in some minutes.",
                                "node",
                                end.name()));
            }
        }
        if (family.stream().anyMatch(each -> relocation.wouldLose(tx, each, to.id(), tx.now()))) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    new Text(
                            "The storage node {node} still has an older copy of this account, and {holder} lost some of it or has damaged objects of it. A move would remove what only the older copy has. Wait until a newer backup is whole on {holder}, or choose another node.",
                            Map.of("node", to.name(), "holder", from.name())));
        }
        UUID id = ids.next();
        MoveRepository moves = new MoveRepository(tx);
        if (!moves.insert(id, account, from.id(), to.id(), wish, load.promised())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "This account is being moved already. Wait until it is there, or call that"
                            + " off.");
        }
        families.asked(tx, account, from.name(), to.name());
        jobs.schedule(tx, MoveSteps.JOB, id.toString());
        return MoveView.of(moves.find(id).orElseThrow());
    }

    /** The caller's moves from new to old; of one account, or of all if that is null. */
    public Slice<MoveView> list(Caller caller, @Nullable UUID account, Listing listing) {
        return transactions
                .read(
                        caller,
                        tx ->
                                Slice.of(
                                        listing,
                                        new MoveRepository(tx).list(listing, account),
                                        Move::id))
                .map(MoveView::of);
    }

    /**
     * One move.
     *
     * @throws Refused if there is no such move for this caller
     */
    public MoveView view(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx ->
                        MoveView.of(
                                new MoveRepository(tx)
                                        .find(id)
                                        .orElseThrow(() -> Refused.notFound("move"))));
    }

    /**
     * Calls a move off: the account stays where it is. What was called off before stays so. What is
     * on the other node by now goes, at once if the node that holds the account shows that it has
     * all of it, or else once it does.
     *
     * @throws Refused if the account is on the other node already, or there is no such move
     */
    public MoveView cancel(Caller caller, UUID id) {
        Set<UUID> doubtful = doubtful(caller, id);
        return transactions.once(
                caller,
                MoveView.class,
                tx -> {
                    MoveRepository moves = new MoveRepository(tx);
                    UUID account =
                            moves.find(id).orElseThrow(() -> Refused.notFound("move")).account();
                    // Whoever moves a term locks the account first, too.
                    List<UUID> family = families.lock(tx, account);
                    Move move = moves.lock(id).orElseThrow();
                    if (move.state() == MoveState.CANCELLED) {
                        return MoveView.of(move);
                    }
                    if (!move.state().isOpen()) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                Text.of(
                                        "The account is on the node {node} already. Have it moved"
                                                + " back instead.",
                                        "node",
                                        move.to().name()));
                    }
                    family.forEach(
                            each ->
                                    relocation.giveUp(
                                            tx,
                                            each,
                                            move.to().id(),
                                            id,
                                            move.askedAt(),
                                            doubtful.contains(each)));
                    moves.advance(id, MoveState.CANCELLED, move.passes());
                    families.stays(tx, account, move.from().name());
                    return MoveView.of(moves.find(id).orElseThrow());
                });
    }

    /** Accounts of a move of which something may be lost since the last comparison. */
    private Set<UUID> doubtful(Caller caller, UUID id) {
        Map<UUID, Relocation.Standing> family =
                transactions.read(
                        caller,
                        tx ->
                                new MoveRepository(tx)
                                        .find(id)
                                        .filter(move -> move.state().isOpen())
                                        .map(move -> standings(tx, move.account()))
                                        .orElse(Map.of()));
        return losses.doubtful(family);
    }

    private Map<UUID, Relocation.Standing> standings(Tx tx, UUID account) {
        return families.members(tx, account).stream()
                .collect(
                        Collectors.toMap(
                                each -> each, each -> relocation.find(tx, each).orElseThrow()));
    }
}
