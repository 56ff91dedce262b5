package io.counterfoil.provisioning;

import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The storage nodes of the installation. Their addresses are in the database, their keys are not:
 * each server registers the nodes of its settings with the keys from their files when it starts.
 */
public final class Nodes {
    private static final Caller SETTINGS = new Caller(Scope.system(), Actor.job("settings"));

    private final Transactions transactions;
    private final Ids ids;
    private final Map<String, NodeKey> keys = new ConcurrentHashMap<>();

    /** Nodes kept through {@code transactions}. */
    public Nodes(Transactions transactions, Ids ids) {
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * Adds a node, or notes its present addresses if one of this name is known.
     *
     * @param name unique; accounts stay with it when its addresses change
     * @param adminUrl where its admin contract is, with a slash at the end
     * @param dataUrl where customers' restic reaches it, with a slash at the end
     * @param key what its admin port wants to see; stays in memory
     */
    public void register(String name, URI adminUrl, URI dataUrl, NodeKey key) {
        for (URI url : new URI[] {adminUrl, dataUrl}) {
            if (!url.isAbsolute() || !url.getPath().endsWith("/") || url.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "the address of the node "
                                + name
                                + " is like https://host:port/, with a slash at the end and"
                                + " without credentials, not "
                                + url.getHost());
            }
        }
        keys.put(name, key);
        transactions.write(
                SETTINGS,
                tx -> {
                    new NodeRepository(tx).upsert(ids.next(), name, adminUrl, dataUrl);
                    return name;
                });
    }

    /** The key of a node; empty if this server's settings don't have it. */
    Optional<NodeKey> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }
}
