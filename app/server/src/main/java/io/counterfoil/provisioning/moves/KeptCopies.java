package io.counterfoil.provisioning.moves;

import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Usage;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Relocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What nodes keep of accounts that left them: it may be all that is left of a backup. */
final class KeptCopies {
    private final Transactions transactions;
    private final Relocation relocation;
    private final Families families;

    KeptCopies(Transactions transactions, Relocation relocation, Families families) {
        this.transactions = transactions;
        this.relocation = relocation;
        this.families = families;
    }

    private record Kept(UUID account, Relocation.Standing standing) {}

    /**
     * Makes sure that the node before can do without the accounts of a move.
     *
     * @throws Delayed if the node that holds one of them now has not all that came there, or since
     * @throws io.counterfoil.provisioning.NodeClient.NodeException if that one can't be reached
     */
    void requireSpare(Caller caller, Move move, Instant movedAt) {
        for (Kept kept : transactions.read(caller, tx -> toGo(tx, move, movedAt))) {
            Relocation.Standing standing = kept.standing();
            // What was lost before is not in the copy either: both nodes had the same then.
            if (standing.lostAfter(movedAt)) {
                throw stays(
                        "The copy on {kept} stays: some of this account was lost since it left there. The copy goes once a newer backup is whole on {node}.",
                        move,
                        standing);
            }
            Optional<AccountStatus> there =
                    relocation.at(standing.node().id(), kept.account());
            if (isDamaged(standing, there)) {
                throw stays(
                        "The copy on {kept} stays: {node} has damaged objects of this account. The copy goes once it has none.",
                        move,
                        standing);
            }
            if (there.filter(status -> !Losses.isLess(status, standing.lastWriteSaid())).isEmpty()) {
                throw stays(
                        "The copy on {kept} stays: {node} does not show all that it had of this account. Perhaps it was only deleted: that is looked at again each hour.",
                        move,
                        standing);
            }
        }
    }

    /**
     * Has what came before a move was called off removed, once the node that holds the account has
     * all of it.
     *
     * @throws Delayed until then
     * @throws io.counterfoil.provisioning.NodeClient.NodeException if that node can't be reached
     */
    void dropWhatCame(Caller caller, Move move) {
        List<Kept> came = transactions.read(caller, tx -> whatCame(tx, move));
        for (Kept kept : came) {
            Relocation.Standing standing = kept.standing();
            if (standing.lostAfter(move.askedAt())) {
                throw whatCameStays(
                        "What was copied to {kept} stays: {node} lost some of this account since the move was asked for. It goes once a newer backup is whole on {node}.",
                        move,
                        standing);
            }
            Optional<AccountStatus> there = relocation.at(standing.node().id(), kept.account());
            if (isDamaged(standing, there)) {
                throw whatCameStays(
                        "What was copied to {kept} stays: {node} has damaged objects of this account. It goes once {node} has none.",
                        move,
                        standing);
            }
            if (there.filter(status -> !Losses.isLess(status, standing.lastWriteSaid())).isEmpty()) {
                throw whatCameStays(
                        "What was copied to {kept} stays: {node} does not show all that it had of this account. Perhaps it was only deleted: that is looked at again each hour.",
                        move,
                        standing);
            }
        }
        transactions.write(
                caller,
                tx -> {
                    List<UUID> family =
                            families.lock(tx, move.account()).stream()
                                    .filter(each -> isKept(tx, move, each))
                                    .toList();
                    requireUnwanted(tx, move.to(), family);
                    came.stream()
                            .map(Kept::account)
                            .filter(family::contains)
                            .forEach(each -> relocation.drop(tx, each, move.to().id()));
                    return new MoveRepository(tx).note(move.id(), null);
                });
    }

    private static boolean isDamaged(
            Relocation.Standing standing, Optional<AccountStatus> there) {
        return standing.damaged()
                || there.map(AccountStatus::usage).map(Usage::damaged).isPresent();
    }

    private List<Kept> whatCame(Tx tx, Move move) {
        return families.members(tx, move.account()).stream()
                .filter(each -> isKept(tx, move, each))
                .map(each -> new Kept(each, relocation.find(tx, each).orElseThrow()))
                .filter(kept -> !kept.standing().ending())
                .toList();
    }

    private boolean isKept(Tx tx, Move move, UUID account) {
        return relocation.keepsWhatCame(tx, account, move.to().id(), move.id());
    }

    private static Delayed whatCameStays(
            String pattern, Move move, Relocation.Standing standing) {
        return new Delayed(
                new Text(
                                pattern,
                                Map.of("kept", move.to().name(), "node", standing.node().name()))
                        .toString());
    }

    private static Delayed stays(String pattern, Move move, Relocation.Standing standing) {
        return new Delayed(
                new Text(
                                pattern,
                                Map.of("kept", move.from().name(), "node", standing.node().name()))
                        .toString());
    }

    /**
     * Makes sure that no account is on its way back onto what a node that it left has of it.
     *
     * @throws Delayed until it is there, or that was called off
     */
    void requireUnwanted(Tx tx, Relocation.Place kept, List<UUID> family) {
        if (family.stream().anyMatch(each -> relocation.comesBack(tx, each, kept.id()))) {
            throw new Delayed(
                    Text.of(
                                    "The account is on its way back to {kept}. Should that be called off, the copy there goes later.",
                                    "kept",
                                    kept.name())
                            .toString());
        }
    }

    private List<Kept> toGo(Tx tx, Move move, Instant movedAt) {
        if (new MoveRepository(tx).isRepeated(move, movedAt)) {
            return List.of();
        }
        return families.members(tx, move.account()).stream()
                .filter(each -> relocation.keepsCopy(tx, each, move.from().id()))
                .map(each -> new Kept(each, relocation.find(tx, each).orElseThrow()))
                .filter(kept -> !kept.standing().ending())
                .toList();
    }
}
