package io.counterfoil.provisioning;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * On which node a new account is put: weighted rendezvous hashing. Each account ranks the nodes in
 * an order of its own, in which a node is first as often as its share of all the room says. So nodes
 * fill evenly however many accounts come at once, and who asks again for the same account gets the
 * same node.
 */
final class NodeChoice {
    private static final double STEPS = 0x1p53;

    private NodeChoice() {}

    /**
     * The node for an account; empty if none accepts any. Nodes that did not answer lately are taken
     * only if none did, and those without room only if none has any: whoever has paid is not turned
     * away.
     *
     * @param needed what the account is promised, in bytes
     */
    static Optional<NodeRoom> of(UUID account, long needed, List<NodeRoom> nodes, Instant now) {
        List<NodeRoom> accepting = nodes.stream().filter(NodeRoom::accepts).toList();
        List<NodeRoom> answering =
                accepting.stream().filter(node -> node.isAnswering(now)).toList();
        List<NodeRoom> candidates = answering.isEmpty() ? accepting : answering;
        if (candidates.stream().anyMatch(node -> node.left().isEmpty())) {
            return best(candidates, node -> score(account, node, 1));
        }
        List<NodeRoom> roomy =
                candidates.stream()
                        .filter(node -> left(node) >= Math.max(needed, 1))
                        .toList();
        return roomy.isEmpty()
                ? best(candidates, NodeChoice::left)
                : best(roomy, node -> score(account, node, left(node)));
    }

    private static Optional<NodeRoom> best(List<NodeRoom> nodes, ToDoubleFunction<NodeRoom> rank) {
        return nodes.stream()
                .max(Comparator.comparingDouble(rank).thenComparing(NodeRoom::name));
    }

    private static double left(NodeRoom node) {
        return node.left().orElseThrow();
    }

    /** The larger the weight, the more often the largest. */
    private static double score(UUID account, NodeRoom node, double weight) {
        return -weight / Math.log(draw(account, node));
    }

    /** A number between 0 and 1, both excluded, that is always the same for both. */
    private static double draw(UUID account, NodeRoom node) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((account + "/" + node.id()).getBytes(StandardCharsets.US_ASCII));
            return ((ByteBuffer.wrap(hash).getLong() >>> 11) + 0.5) / STEPS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
