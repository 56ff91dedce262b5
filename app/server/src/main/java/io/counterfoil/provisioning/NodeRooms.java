package io.counterfoil.provisioning;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** The room of the storage nodes of this server's settings. */
public final class NodeRooms {
    private final Nodes nodes;
    private final long unlimitedBytes;

    /**
     * Rooms of {@code nodes}.
     *
     * @param unlimitedBytes as what an account without a quota counts
     */
    public NodeRooms(Nodes nodes, long unlimitedBytes) {
        this.nodes = nodes;
        this.unlimitedBytes = unlimitedBytes;
    }

    /** As what an account counts that may store as much as it likes, in bytes. */
    public long unlimitedBytes() {
        return unlimitedBytes;
    }

    /** All nodes by their names, as they were last measured. */
    public List<NodeRoom> all(Tx tx) {
        return repository(tx).rooms(nodes.known());
    }

    /**
     * In the system scope: how many bytes the nodes that accept accounts may still promise, those
     * of nodes that are to become empty already taken off; negative if too much is promised. Empty
     * if nothing limits that: where one that accepts accounts has no ratio, or was never measured.
     */
    public OptionalLong left(Tx tx) {
        List<NodeRoom> all = all(tx);
        List<NodeRoom> accepting = all.stream().filter(NodeRoom::accepts).toList();
        if (!anyHasRatio(all) || !withoutPromise(accepting).isEmpty()) {
            return OptionalLong.empty();
        }
        long promise = accepting.stream().mapToLong(node -> node.promise().orElseThrow()).sum();
        Map<UUID, Long> promised = repository(tx).promised();
        long taken =
                all.stream()
                        .filter(node -> node.accepts() || node.draining())
                        .mapToLong(node -> promised.getOrDefault(node.id(), 0L))
                        .sum();
        return OptionalLong.of(promise - taken);
    }

    /**
     * The names of the nodes for which nothing limits that, although one has a ratio; empty if it is
     * limited, or nobody set a ratio.
     */
    List<String> unlimited(Tx tx) {
        List<NodeRoom> all = all(tx);
        return anyHasRatio(all)
                ? withoutPromise(all.stream().filter(NodeRoom::accepts).toList())
                : List.of();
    }

    private static boolean anyHasRatio(List<NodeRoom> nodes) {
        return nodes.stream().anyMatch(node -> node.overSubscription() != null);
    }

    private static List<String> withoutPromise(List<NodeRoom> nodes) {
        return nodes.stream()
                .filter(node -> node.promise().isEmpty())
                .map(NodeRoom::name)
                .toList();
    }

    private RoomRepository repository(Tx tx) {
        return new RoomRepository(tx, unlimitedBytes);
    }
}
