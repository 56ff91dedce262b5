package io.counterfoil;

import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Delivery;
import io.counterfoil.provisioning.NodeClient;
import io.counterfoil.provisioning.NodeHealth;
import io.counterfoil.provisioning.Nodes;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.Purges;
import io.counterfoil.provisioning.Reconciler;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Storage nodes, and how accounts stand there.
 *
 * @param nodes where nodes are registered
 * @param provisioning what is desired of them
 * @param purges what nodes remove
 * @param reconciler what compares them with it
 * @param health how the nodes are
 * @param client speaks to them; whoever wires closes it, before a node that stops
 */
public record StorageWiring(
        Nodes nodes,
        Provisioning provisioning,
        Purges purges,
        Reconciler reconciler,
        NodeHealth health,
        NodeClient client) {

    static StorageWiring of(
            Transactions transactions,
            Jobs jobs,
            Ids ids,
            InstantSource clock,
            SecureRandom random) {
        Nodes nodes = new Nodes(transactions, ids);
        NodeClient client = new NodeClient(nodes);
        Delivery delivery = new Delivery(transactions, jobs, client);
        Purges purges = new Purges(transactions, jobs, client, clock);
        return new StorageWiring(
                nodes,
                new Provisioning(nodes, delivery, random),
                purges,
                new Reconciler(transactions, jobs, delivery, purges, client, clock),
                new NodeHealth(transactions, client, clock),
                client);
    }
}
