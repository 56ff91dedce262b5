package io.counterfoil.provisioning.moves;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.node.contract.Usage;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Relocation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Has the node that an account goes to fetch it from the one that it is on. */
final class AccountCopies {
    /** Since then an exact copy leaves what is whole on its node and damaged on the source. */
    private static final int SPARING = 4;

    private final Transactions transactions;
    private final Relocation relocation;
    private final Losses losses;
    private final Ids ids;

    AccountCopies(
            Transactions transactions, Relocation relocation, Losses losses, Ids ids) {
        this.transactions = transactions;
        this.relocation = relocation;
        this.losses = losses;
        this.ids = ids;
    }

    /** Looks how far the copy of an account is, and begins it if there is none. */
    boolean isThere(Caller caller, Move move, UUID account) {
        boolean exact = move.state() == MoveState.SWITCHING;
        Optional<MoveRepository.Stored> stored =
                transactions
                        .read(caller, tx -> new MoveRepository(tx).copy(move.id(), account))
                        .filter(one -> one.exact() == exact);
        if (stored.isPresent() && stored.get().done()) {
            return true;
        }
        UUID wanted = stored.map(MoveRepository.Stored::copy).orElse(null);
        Copy copy =
                wanted == null
                        ? null
                        : relocation.at(move.to().id(), account).map(AccountStatus::copy).orElse(null);
        if (copy == null || !copy.id().equals(wanted)) {
            begin(caller, move, account, exact);
            return false;
        }
        transactions.write(
                caller,
                tx -> {
                    MoveRepository moves = new MoveRepository(tx);
                    moves.progress(move.id(), account, copy);
                    if (copy.state() == Copy.Phase.FAILED) {
                        moves.begin(move.id(), account, ids.next(), exact);
                    }
                    return copy;
                });
        if (copy.problem() != null && copy.state() != Copy.Phase.DONE) {
            throw new Delayed(copy.problem());
        }
        return copy.state() == Copy.Phase.DONE;
    }

    private void begin(Caller caller, Move move, UUID account, boolean exact) {
        requireParts(move, account);
        AccountStatus before = status(move.from(), account);
        // Before all is copied, too: an exact copy that waits begins that anew.
        requireSparing(move, before);
        if (exact) {
            losses.requireNone(caller, move, account, before);
        }
        UUID copy = ids.next();
        Relocation.Lent lent =
                transactions.write(
                        caller,
                        tx -> {
                            MoveRepository moves = new MoveRepository(tx);
                            if (!move.isUnchanged(moves)) {
                                throw new Delayed("The move was called off.");
                            }
                            losses.requireNone(tx, move, account);
                            relocation.prepare(tx, account, move.to().id());
                            moves.begin(move.id(), account, copy, exact);
                            return relocation.lend(tx, account, exact);
                        });
        if (!relocation.deliver(account, move.to().id())) {
            throw new Delayed("The account changes just now.");
        }
        AccountStatus source = status(move.from(), account);
        requireSparing(move, source);
        relocation.fetch(
                move.to().id(),
                account,
                new Copy.Request(
                        copy,
                        new Copy.Source(move.from().dataUrl(), lent.user(), lent.password()),
                        relocation.repositories(move.from().id(), account),
                        exact,
                        exact ? source.usage().lastWriteAt() : null,
                        exact ? source.usage().lastSnapshotAt() : null));
    }

    /**
     * The nodes may know better than a database that came from an old backup: an exact copy onto the
     * node that serves the account would be the end of what was stored since.
     */
    private void requireParts(Move move, UUID account) {
        boolean serves = relocation
                        .at(move.to().id(), account)
                        .map(AccountStatus::spec)
                        .filter(Relocation::serves)
                        .isPresent();
        AccountState from = status(move.from(), account).spec().state();
        if (serves || from == AccountState.MOVED) {
            throw new Delayed(
                    ofNode(
                            "The storage nodes say that the account is on {node} already, as if this database came from an old backup. Nothing is changed there: restore a newer backup, or ask for help.",
                            move.to()));
        }
    }

    /** An older node would remove what is whole there and damaged on the one it comes from. */
    private static void requireSparing(Move move, AccountStatus source) {
        if (source.usage().damaged() == null) {
            return;
        }
        for (Relocation.Place node : List.of(move.from(), move.to())) {
            if (node.contract() < SPARING) {
                throw Delayed.lasting(
                        ofNode(
                                "Objects of this account are damaged, and an older version runs on the node {node}, with which a move could remove whole copies of them. Nothing is changed there; it goes on once that node is up to date.",
                                node));
            }
        }
    }

    /** What clients deleted and the node keeps does not move; whether it may be lost was asked. */
    private static void requireNothingKept(Move move, AccountStatus source) {
        if (source.usage().deleted() != null && !move.dropDeleted()) {
            throw new Delayed(
                    ofNode(
                            "The node {node} keeps what was deleted from this account since the move was asked for. It goes on once the days of that are over; or call it off, and ask again saying that it may be lost.",
                            move.from()));
        }
    }

    /** An account on the node that it is on, where nothing is lost, nor kept that would be. */
    AccountStatus source(Caller caller, Move move, UUID account) {
        AccountStatus source = status(move.from(), account);
        requireNothingKept(move, source);
        losses.requireNone(caller, move, account, source);
        return source;
    }

    /** An account on the node that it goes to. */
    AccountStatus target(Move move, UUID account) {
        return status(move.to(), account);
    }

    /**
     * Whether the target has as much as the source, and as much more as its copy says it spared since
     * the source has it damaged. One that has forgotten what it spared is asked for it by another
     * copy.
     */
    static boolean areTheSame(Usage source, AccountStatus target) {
        Copy copy = target.copy();
        Copy.Spared spared = copy == null || !copy.exact() ? null : copy.spared();
        long bytes = spared == null ? source.bytes() : source.bytes() + spared.bytes();
        ObjectCounts objects =
                spared == null ? source.objects() : source.objects().plus(spared.objects());
        return target.usage().bytes() == bytes && target.usage().objects().equals(objects);
    }

    private AccountStatus status(Relocation.Place node, UUID account) {
        return relocation
                .at(node.id(), account)
                .orElseThrow(
                        () ->
                                new Delayed(
                                        ofNode("The node {node} has forgotten the account.", node)));
    }

    private static String ofNode(String pattern, Relocation.Place node) {
        return Text.of(pattern, "node", node.name()).toString();
    }
}
