package io.counterfoil;

import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Delivery;
import io.counterfoil.provisioning.Keeping;
import io.counterfoil.provisioning.NodeClient;
import io.counterfoil.provisioning.NodeHealth;
import io.counterfoil.provisioning.NodeRooms;
import io.counterfoil.provisioning.NodeSurvey;
import io.counterfoil.provisioning.Nodes;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.Purges;
import io.counterfoil.provisioning.Reconciler;
import io.counterfoil.provisioning.Relocation;
import io.counterfoil.provisioning.Retirement;
import io.counterfoil.provisioning.drift.DriftResource;
import io.counterfoil.provisioning.drift.Drifts;
import io.counterfoil.software.Software;
import io.counterfoil.software.SoftwarePages;
import io.counterfoil.software.SoftwareResource;
import java.time.InstantSource;
import java.util.List;

/**
 * Storage nodes, how accounts stand there, and with what software customers get there.
 *
 * @param nodes where nodes are registered
 * @param rooms how much room they have
 * @param survey what measures it
 * @param retirement what ends it with one that is gone
 * @param provisioning what is desired of them
 * @param delivery what brings it there
 * @param purges what nodes remove
 * @param relocation the steps from node to node
 * @param keeping what nodes keep of what clients delete
 * @param reconciler what compares them with it
 * @param drifts what it found
 * @param health how the nodes are
 * @param client speaks to them; whoever wires closes it, before a node that stops
 * @param software where customers get theirs
 */
public record StorageWiring(
        Nodes nodes,
        NodeRooms rooms,
        NodeSurvey survey,
        Retirement retirement,
        Provisioning provisioning,
        Delivery delivery,
        Purges purges,
        Relocation relocation,
        Keeping keeping,
        Reconciler reconciler,
        Drifts drifts,
        NodeHealth health,
        NodeClient client,
        Software software) {

    /** With an unlimited quota counting as so many bytes. */
    static StorageWiring of(Ground ground, AccessWiring access, long unlimitedBytes) {
        Transactions transactions = ground.transactions();
        Jobs jobs = ground.jobs();
        InstantSource clock = ground.clock();
        Nodes nodes = new Nodes(transactions, ground.ids());
        NodeClient client = new NodeClient(nodes, clock);
        NodeRooms rooms = new NodeRooms(nodes, unlimitedBytes);
        Delivery delivery = new Delivery(transactions, jobs, client);
        Purges purges = new Purges(transactions, jobs, client, clock);
        Drifts drifts = new Drifts(transactions, access.providers(), ground.ids());
        Reconciler reconciler =
                new Reconciler(transactions, delivery, purges, drifts, client, clock);
        reconciler.lookEvery(jobs);
        return new StorageWiring(
                nodes,
                rooms,
                new NodeSurvey(transactions, jobs, client, unlimitedBytes),
                new Retirement(transactions, nodes),
                new Provisioning(rooms, delivery, ground.random()),
                delivery,
                purges,
                new Relocation(transactions, delivery, client, ground.random()),
                new Keeping(transactions, jobs, delivery, client, ground.ids(), clock),
                reconciler,
                drifts,
                new NodeHealth(transactions, client, clock),
                client,
                new Software(transactions, access.audit()));
    }

    List<Object> resources() {
        return List.of(
                new DriftResource(drifts),
                new SoftwarePages(software),
                new SoftwareResource(software));
    }
}
