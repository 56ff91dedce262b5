package io.counterfoil.provisioning.moves;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.NodeClient;
import io.counterfoil.provisioning.Relocation;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.provisioning.drift.Drifts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has a database that came from an old backup believe the nodes where accounts are that moved since
 * then. Who holds an account is found by following the nodes that hand its clients on.
 */
public final class Adoption {
    private static final Actor ACTOR = Actor.job("nodes");
    private static final Caller LOOK_UP = new Caller(Scope.system(), ACTOR);

    private final Transactions transactions;
    private final Relocation relocation;
    private final Families families;
    private final Drifts drifts;

    /** Of accounts that {@code drifts} says are forgotten to have moved. */
    public Adoption(
            Transactions transactions, Relocation relocation, Families families, Drifts drifts) {
        this.transactions = transactions;
        this.relocation = relocation;
        this.families = families;
        this.drifts = drifts;
    }

    /**
     * What became of one account.
     *
     * @param node the name of the node that holds it; null = that could not be found out
     * @param problem why not, in words; null = it was
     */
    public record Result(UUID account, @Nullable String node, @Nullable String problem) {}

    /** Does so with all of them; one that can't be is left as it is. */
    public List<Result> adopt() {
        List<UUID> forgotten =
                transactions.read(LOOK_UP, tx -> drifts.lasting(tx, DriftKind.FORGOTTEN));
        List<Result> results = new ArrayList<>();
        for (UUID account : forgotten) {
            try {
                results.add(new Result(account, adopt(account), null));
            } catch (NodeClient.NodeException | Unclear e) {
                results.add(new Result(account, null, e.getMessage()));
            }
        }
        return results;
    }

    /** Why it is not known who holds an account. */
    private static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    private String adopt(UUID account) {
        Relocation.Owned owned =
                transactions
                        .read(LOOK_UP, tx -> relocation.owned(tx, account))
                        .orElseThrow(() -> new Unclear("It has no place here any more."));
        Map<Relocation.Place, AccountSpec> there = new LinkedHashMap<>();
        for (Relocation.Place node : transactions.read(LOOK_UP, relocation::places)) {
            relocation
                    .at(node.id(), account)
                    .map(AccountStatus::spec)
                    .ifPresent(spec -> there.put(node, spec));
        }
        Relocation.Place holder = follow(owned.node(), there);
        Caller caller = new Caller(new Scope.Provider(owned.provider()), ACTOR);
        return transactions.write(
                caller,
                tx -> {
                    become(tx, account, owned.node(), holder, there);
                    return holder.name();
                });
    }

    private void become(
            Tx tx,
            UUID account,
            Relocation.Place before,
            Relocation.Place holder,
            Map<Relocation.Place, AccountSpec> there) {
        relocation.adopt(tx, account, before, holder, there);
        new MoveRepository(tx)
                .open(account)
                .ifPresent(
                        move ->
                                new MoveRepository(tx)
                                        .advance(move.id(), MoveState.CANCELLED, move.passes()));
        // Its holder was told of the address when it moved.
        families.moved(
                tx,
                account,
                new Families.Relocated(
                        before.name(), holder.name(), "rest:" + holder.dataUrl(), false));
    }

    private static Relocation.Place follow(
            Relocation.Place first, Map<Relocation.Place, AccountSpec> there) {
        Relocation.Place at = first;
        for (int hop = 0; hop <= there.size(); hop++) {
            AccountSpec spec = there.get(at);
            if (spec == null) {
                throw new Unclear("The node " + at.name() + " does not have it.");
            }
            MovedTo onward = spec.movedTo();
            if (spec.state() != AccountState.MOVED || onward == null) {
                requireAlone(at, there);
                return at;
            }
            at =
                    there.keySet().stream()
                            .filter(node -> node.dataUrl().equals(onward.url()))
                            .findAny()
                            .orElseThrow(
                                    () ->
                                            new Unclear(
                                                    "It has moved to %s, where none of this server's storage nodes has it."
                                                            .formatted(onward.url())));
        }
        throw new Unclear("The nodes hand its clients on in a circle.");
    }

    private static void requireAlone(
            Relocation.Place holder, Map<Relocation.Place, AccountSpec> there) {
        there.forEach(
                (node, spec) -> {
                    if (!node.equals(holder) && Relocation.serves(spec)) {
                        throw new Unclear(
                                "Both %s and %s serve its clients."
                                        .formatted(holder.name(), node.name()));
                    }
                });
    }
}
