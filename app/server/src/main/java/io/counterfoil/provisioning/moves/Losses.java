package io.counterfoil.provisioning.moves;

import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Found;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.NodeClient;
import io.counterfoil.provisioning.Relocation;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no move is the end of what is nowhere else any more: the next node has, in the end,
 * what the present one has left.
 */
final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

    private final Transactions transactions;
    private final Relocation relocation;

    Losses(Transactions transactions, Relocation relocation) {
        this.transactions = transactions;
        this.relocation = relocation;
    }

    /**
     * Makes sure that the present node is not known to have lost what the next one may have.
     *
     * @throws Delayed until a newer backup is whole there
     */
    void requireNone(Tx tx, Move move, UUID account) {
        if (relocation.wouldLose(tx, account, move.to().id(), move.askedAt())) {
            throw Delayed.lasting(
                    relocation.keepsCopy(tx, account, move.to().id())
                            ? olderCopy(move)
                            : ofSource(
                                    "The node {node} lost some of this account since the move was asked for, and the other one may have what is gone. Nothing is changed there; it goes on once a newer backup is whole.",
                                    move));
        }
    }

    /**
     * The same of what the node says now: it may have been put back to an older state since it was
     * last compared.
     */
    void requireNone(Caller caller, Move move, UUID account, AccountStatus source) {
        Known known =
                transactions.read(
                        caller,
                        tx ->
                                new Known(
                                        relocation.find(tx, account).orElseThrow(),
                                        relocation.keepsCopy(tx, account, move.to().id())));
        if (known.olderCopy() && source.usage().damaged() != null) {
            throw Delayed.lasting(olderCopy(move));
        }
        if (isLess(source, known.standing().lastWriteSaid())) {
            throw Delayed.lasting(
                    ofSource(
                            "The node {node} does not show all that it had of this account when it was last compared. It goes on after the next comparison, in some minutes, if nothing is lost.",
                            move));
        }
    }

    private record Known(Relocation.Standing standing, boolean olderCopy) {}

    private static String olderCopy(Move move) {
        return ofSource(
                "The node {node} lost some of this account since the move was asked for, or has damaged objects of it, and the other one still has an older copy. Nothing is changed there; it goes on once a newer backup is whole.",
                move);
    }

    private static String ofSource(String pattern, Move move) {
        return Text.of(pattern, "node", move.from().name()).toString();
    }

    /**
     * Those of some accounts of which the node that holds them can't show now that it has all. One
     * that does not answer, or did not when it was asked last, is not waited for once more.
     */
    Set<UUID> doubtful(Map<UUID, Relocation.Standing> accounts) {
        Set<UUID> doubtful = new HashSet<>();
        Set<UUID> silent = new HashSet<>();
        accounts.forEach(
                (account, standing) -> {
                    if (standing.silent() || silent.contains(standing.node().id())) {
                        doubtful.add(account);
                        return;
                    }
                    try {
                        if (relocation
                                .at(standing.node().id(), account)
                                .filter(status -> status.usage().damaged() == null)
                                .filter(status -> !isLess(status, standing.lastWriteSaid()))
                                .isEmpty()) {
                            doubtful.add(account);
                        }
                    } catch (NodeClient.NodeException e) {
                        LOG.info("nobody knows whether {} is whole: {}", account, e.getMessage());
                        doubtful.add(account);
                        silent.add(standing.node().id());
                    }
                });
        return doubtful;
    }

    /**
     * Whether the newest object is gone that was there when the node was last compared, now or when
     * it started again since then: something is lost, or a client deleted it. All these times are by
     * the node's own clock.
     *
     * @param said when that object was stored, as the node said; null = there was none
     */
    static boolean isLess(AccountStatus status, @Nullable Instant said) {
        if (said == null) {
            return false;
        }
        Instant has = status.usage().lastWriteAt();
        return has == null || has.isBefore(said) || wasGone(status, said);
    }

    /** What came from another node since this one started was not there then. */
    private static boolean wasGone(AccountStatus status, Instant said) {
        Found found = status.found();
        if (found == null || status.copy() != null || !found.at().isAfter(said)) {
            return false;
        }
        Instant there = found.lastWriteAt();
        return there == null || there.isBefore(said);
    }
}
