package io.counterfoil.provisioning;

import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.InstallationException;
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
    private final Map<String, NodeEntry> entries = new ConcurrentHashMap<>();

    /** Nodes kept through {@code transactions}. */
    public Nodes(Transactions transactions, Ids ids) {
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * Adds a node, or notes its present addresses and offer if it is known. It is known by its name
     * together with its key, so that two nodes never pass for one.
     *
     * @throws InstallationException if another node, with another key, has this name, or a node of
     *     another name this key
     */
    public void register(NodeEntry entry) {
        entries.values().stream()
                .filter(other -> !other.name().equals(entry.name()))
                .filter(other -> MessageDigest.isEqual(digest(other), digest(entry)))
                .findAny()
                .ifPresent(
                        other -> {
                            throw new InstallationException(
                                    """
                                    The storage nodes %s and %s have the same key. If they are one node, leave one of them out of the settings; \
                                    if not, delete node.key in the data folder of one, start that node, and copy its new key\
                                    """
                                            .formatted(other.name(), entry.name()));
                        });
        boolean registered =
                transactions.write(
                        SETTINGS,
                        tx -> new NodeRepository(tx).upsert(ids.next(), entry, digest(entry)));
        if (!registered) {
            throw new InstallationException(
                    """
                    Another storage node is called %s already: its key is not this one. Give this node another name. \
                    If it is the same node with a new key, run: UPDATE node SET key_digest = NULL WHERE name = '%s'\
                    """
                            .formatted(entry.name(), entry.name()));
        }
        entries.put(entry.name(), entry);
    }

    /** The same for one that offers all it has. */
    public void register(String name, URI adminUrl, URI dataUrl, NodeKey key) {
        register(new NodeEntry(name, adminUrl, dataUrl, key));
    }

    private static byte[] digest(NodeEntry entry) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(entry.key().authorization().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Knows a node for a command beside a service that runs: how it is reached stays as that has
     * noted it.
     */
    public void know(NodeEntry entry) {
        entries.put(entry.name(), entry);
    }

    /** The nodes that this server can reach; others in the database are of settings gone by. */
    Set<String> known() {
        return Set.copyOf(entries.keySet());
    }

    /** How a node is reached; empty if this server's settings don't have it. */
    Optional<NodeEntry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }
}
