package io.counterfoil.provisioning.overview;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Destinations;
import java.util.List;
import java.util.Map;

/**
 * Shows the storage nodes, and has one become empty. Nodes belong to whoever runs the servers: a
 * provider decides about them only where it is the only one.
 */
public final class NodeOverview {
    private final Transactions transactions;
    private final Providers providers;
    private final Destinations destinations;
    private final Audit audit;

    /** Nodes of the installation of {@code providers}; their accounts go to {@code destinations}. */
    public NodeOverview(
            Transactions transactions,
            Providers providers,
            Destinations destinations,
            Audit audit) {
        this.transactions = transactions;
        this.providers = providers;
        this.destinations = destinations;
        this.audit = audit;
    }

    /** All nodes by name; in the system scope with the accounts of all providers. */
    public List<StorageNodeView> all(Caller caller) {
        return transactions.read(caller, tx -> new OverviewRepository(tx).all());
    }

    /** The names of the nodes that make that no order is limited, although others have a ratio. */
    List<String> unlimited(Caller caller) {
        return transactions.read(caller, destinations::unlimited);
    }

    /** Whether the provider may decide about nodes. */
    public boolean mayDecide() {
        return providers.all().size() == 1;
    }

    /**
     * Has a node become empty, or stay: while it is to become empty no new account goes there, and
     * those that are there move to others by themselves, two at a time.
     *
     * @throws Refused if the caller's provider is not the only one, there is no such node, or the
     *     others have no room for what is on it
     */
    public StorageNodeView drain(Caller caller, String node, boolean draining) {
        if (all(caller).stream().noneMatch(view -> view.name().equals(node))) {
            throw Refused.notFound("node");
        }
        if (!mayDecide()) {
            throw new Refused(
                    ProblemType.FORBIDDEN,
                    "Several providers share these storage nodes. Whoever runs the servers empties"
                            + " one with the command nodes.");
        }
        return transactions.once(
                caller,
                StorageNodeView.class,
                tx -> {
                    OverviewRepository repository = new OverviewRepository(tx);
                    drain(tx, repository, node, draining);
                    audit.record(
                            tx,
                            draining ? "node.drained" : "node.kept",
                            node,
                            Map.of("node", node));
                    return one(repository, node);
                });
    }

    /**
     * The same for the operator.
     *
     * @throws Refused if there is no such node, or the others have no room for what is on it
     */
    public StorageNodeView drainForAll(String node, boolean draining) {
        return transactions.write(
                new Caller(Scope.system(), Actor.job("nodes")),
                tx -> {
                    OverviewRepository repository = new OverviewRepository(tx);
                    drain(tx, repository, node, draining);
                    return one(repository, node);
                });
    }

    private void drain(
            Tx tx, OverviewRepository repository, String node, boolean draining) {
        if (repository.all().stream().noneMatch(view -> view.name().equals(node))) {
            throw Refused.notFound("node");
        }
        if (draining) {
            destinations.mustTakeAllOf(tx, node);
        }
        if (!repository.drain(node, draining)) {
            throw Refused.notFound("node");
        }
    }

    private static StorageNodeView one(OverviewRepository repository, String node) {
        return repository.all().stream()
                .filter(view -> view.name().equals(node))
                .findAny()
                .orElseThrow();
    }
}
