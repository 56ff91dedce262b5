package io.counterfoil.provisioning;

import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * Adds a node, or notes its present addresses if it is known. It is known by its name together
     * with its key, so that two nodes never pass for one.
     *
     * @param name unique; accounts stay with it when its addresses change
     * @param adminUrl where its admin contract is, with a slash at the end
     * @param dataUrl where customers' restic reaches it, with a slash at the end
     * @param key what its admin port wants to see; stays in memory
     * @throws IllegalStateException if another node, with another key, has this name
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
        boolean registered =
                transactions.write(
                        SETTINGS,
                        tx ->
                                new NodeRepository(tx)
                                        .upsert(
                                                new Node(ids.next(), name, adminUrl),
                                                dataUrl,
                                                digest(key)));
        if (!registered) {
            throw new IllegalStateException(
                    """
                    Another storage node is called %s already: its key is not this one. Give this node another node.name. \
                    If it is the same node with a new key, run: UPDATE node SET key_digest = NULL WHERE name = '%s'\
                    """
                            .formatted(name, name));
        }
        keys.put(name, key);
    }

    private static byte[] digest(NodeKey key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.authorization().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The nodes that this server can reach; others in the database are of settings gone by. */
    Set<String> known() {
        return Set.copyOf(keys.keySet());
    }

    /** The key of a node; empty if this server's settings don't have it. */
    Optional<NodeKey> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }
}
