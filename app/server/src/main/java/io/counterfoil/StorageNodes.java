package io.counterfoil;

import io.counterfoil.node.StorageNode;
import io.counterfoil.provisioning.Nodes;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.io.IOException;
import java.net.URI;

/** The storage nodes of the settings, at the start of the service. */
final class StorageNodes {
    private StorageNodes() {}

    /**
     * Starts the first node or finds it elsewhere, and finds all others; none is asked anything
     * yet, so that the service starts also while one is down.
     *
     * @return where restic reaches the first one
     * @throws IOException if a node in this process can't start, or the key of another can't be
     *     read
     * @throws InstallationException if a node is not the one that had its name before
     */
    static URI connect(CounterfoilConfiguration settings, Nodes nodes, Environment environment)
            throws IOException {
        URI first = connectFirst(settings, nodes, environment);
        for (FurtherNodeSettings further : settings.nodes()) {
            nodes.register(further.elsewhere());
        }
        return first;
    }

    /**
     * Finds all nodes and starts none, for a command beside a service that runs.
     *
     * @throws IOException if a node's key can't be read
     */
    static void find(CounterfoilConfiguration settings, Nodes nodes) throws IOException {
        StorageSettings first = settings.node();
        nodes.know(
                first.start()
                        ? first.there(settings.dataFolder().resolve("node"))
                        : first.elsewhere());
        for (FurtherNodeSettings further : settings.nodes()) {
            nodes.know(further.elsewhere());
        }
    }

    private static URI connectFirst(
            CounterfoilConfiguration settings, Nodes nodes, Environment environment)
            throws IOException {
        StorageSettings first = settings.node();
        if (!first.start()) {
            nodes.register(first.elsewhere());
            return first.publicUrl();
        }
        StorageNode node = StorageNode.start(first.in(settings.dataFolder().resolve("node")));
        environment.lifecycle().manage(new AutoCloseableManager(node));
        nodes.register(first.here(node));
        return first.here(node).dataUrl();
    }
}
