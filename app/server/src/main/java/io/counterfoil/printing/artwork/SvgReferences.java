package io.counterfoil.printing.artwork;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of an SVG show which others. Ten elements that each show the next one ten times
 * are few to read and ten thousand million to draw, so what would be drawn is counted beforehand.
 */
final class SvgReferences {
    private static final long MOST_DRAWN = 100_000;

    /** Deeper chains of references than this are no drawing. */
    private static final int LONGEST_CHAIN = 32;

    private final Node root = new Node();
    private final Deque<Node> open = new ArrayDeque<>();
    private final Map<String, Node> named = new HashMap<>();

    private Optional<String> fault = Optional.empty();

    /** An element with what is in it and what it refers to. */
    private static final class Node {
        private final List<Node> children = new ArrayList<>();
        private final List<String> uses = new ArrayList<>();
        private @Nullable Weight weight;
        private boolean entered;
    }

    /**
     * What a reference to an element costs.
     *
     * @param drawn how many elements are drawn
     * @param chain how many references follow each other at most
     */
    private record Weight(long drawn, int chain) {}

    SvgReferences() {
        open.push(root);
    }

    /** An element begins. */
    void start(@Nullable String id) {
        Node node = new Node();
        open.element().children.add(node);
        open.push(node);
        if (id != null && named.put(id, node) != null) {
            fault = Optional.of("has two elements with the id \"" + id + "\"; please rename one.");
        }
    }

    /** The element that began last refers to another one. */
    void use(String id) {
        open.element().uses.add(id);
    }

    /** An element ends. */
    void end() {
        open.pop();
    }

    /** Why the references can't be followed; empty when they can. */
    Optional<String> fault() {
        Weight all = weight(root, 0);
        if (fault.isEmpty() && all.drawn > MOST_DRAWN) {
            fault =
                    Optional.of(
                            "would draw more than 100,000 elements, counting those that are shown"
                                    + " again; please simplify it.");
        }
        return fault;
    }

    private Weight weight(Node node, int chain) {
        if (node.weight != null) {
            return node.weight;
        }
        if (node.entered) {
            return broken("has an element that shows itself; please remove that reference.");
        }
        if (chain > LONGEST_CHAIN) {
            return broken("has a chain of more than 32 references; please simplify it.");
        }
        node.entered = true;
        long drawn = 1;
        int longest = 0;
        for (Node child : node.children) {
            Weight weight = weight(child, chain);
            drawn += weight.drawn;
            longest = Math.max(longest, weight.chain);
        }
        for (String id : node.uses) {
            Node used = named.get(id);
            if (used != null) {
                Weight weight = weight(used, chain + 1);
                drawn += weight.drawn;
                longest = Math.max(longest, weight.chain + 1);
            }
        }
        node.entered = false;
        if (longest > LONGEST_CHAIN) {
            return broken("has a chain of more than 32 references; please simplify it.");
        }
        Weight weight = new Weight(Math.min(drawn, MOST_DRAWN + 1), longest);
        node.weight = weight;
        return weight;
    }

    private Weight broken(String reason) {
        fault = fault.or(() -> Optional.of(reason));
        return new Weight(1, 0);
    }
}
