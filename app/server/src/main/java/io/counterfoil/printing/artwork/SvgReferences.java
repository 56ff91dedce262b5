package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of an SVG show which others. Ten elements that each show the next one ten times
 * are few to read and ten thousand million to draw, so what would be drawn is counted beforehand,
 * and so are the shapes that something is cut out along.
 */
final class SvgReferences {
    private static final long MOST_DRAWN = 100_000;

    /** Deeper chains of references than this are no drawing. */
    private static final int LONGEST_CHAIN = 32;

    private static final Set<String> ROUND = Set.of("rect", "circle", "ellipse");

    /** A circle is four curves. */
    private static final int NUMBERS_OF_ROUND = 24;

    private static final Pattern NUMBER =
            Pattern.compile("(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

    private final Node root = new Node("", null, null, 0);
    private final Deque<Node> open = new ArrayDeque<>();
    private final Map<String, Node> named = new HashMap<>();
    private final SvgStyles styles = new SvgStyles();

    private Optional<Text> fault = Optional.empty();

    /** An element with what is in it and what it refers to. */
    private static final class Node {
        private final String element;
        private final @Nullable String id;
        private final @Nullable String classes;
        private final long numbers;
        private final List<Node> children = new ArrayList<>();
        private final List<String> uses = new ArrayList<>();
        private @Nullable Weight weight;
        private boolean entered;

        Node(String element, @Nullable String id, @Nullable String classes, long numbers) {
            this.element = element;
            this.id = id;
            this.classes = classes;
            this.numbers = numbers;
        }

        boolean cuts() {
            return element.equals("clippath");
        }
    }

    /**
     * What a reference to an element costs.
     *
     * @param drawn how many elements are drawn
     * @param chain how many references follow each other at most
     * @param numbers how many are in its shapes
     * @param cuts what is cut out for it
     */
    private record Weight(long drawn, int chain, long numbers, Cuts cuts) {
        private static final Weight ONE = new Weight(1, 0, 0, Cuts.NONE);

        Weight plus(Weight other) {
            return new Weight(
                    Math.min(drawn + other.drawn, MOST_DRAWN + 1),
                    Math.max(chain, other.chain),
                    Math.min(numbers + other.numbers, Integer.MAX_VALUE),
                    cuts.plus(other.cuts));
        }

        Weight numbered(long more) {
            return new Weight(drawn, chain, numbers + more, cuts);
        }

        /** As it is for who refers to it. */
        Weight referred() {
            return new Weight(drawn, chain + 1, numbers, cuts);
        }

        /** Cut out along the shapes of another one, which may be cut out themselves. */
        Weight cutAlong(Weight shapes) {
            long along = shapes.numbers + shapes.cuts.deepest();
            return new Weight(
                    Math.min(drawn + shapes.drawn, MOST_DRAWN + 1),
                    Math.max(chain, shapes.chain),
                    numbers,
                    cuts.within(along).plus(Cuts.along(along)).plus(shapes.cuts));
        }
    }

    SvgReferences() {
        open.push(root);
    }

    /**
     * An element begins.
     *
     * @param element its name in small letters
     * @param shape its path or its points
     */
    void start(
            String element,
            @Nullable String id,
            @Nullable String classes,
            @Nullable String shape) {
        long numbers = shape == null ? 0 : NUMBER.matcher(shape).results().count();
        Node node =
                new Node(
                        element,
                        id,
                        classes,
                        ROUND.contains(element) ? NUMBERS_OF_ROUND : numbers);
        open.element().children.add(node);
        open.push(node);
        if (id != null && named.put(id, node) != null) {
            fault =
                    Optional.of(
                            Text.of(
                                    "has two elements with the id \"{text}\"; please rename one.",
                                    "text",
                                    id));
        }
    }

    /** The element that began last refers to another one. */
    void use(String id) {
        open.element().uses.add(id);
    }

    /** A style sheet may let elements refer to others. */
    void style(String css) {
        styles.add(css);
    }

    /** An element ends. */
    void end() {
        open.pop();
    }

    /** Why the references can't be followed; empty when they can. */
    Optional<Text> fault() {
        Weight all = weight(root, 0);
        if (fault.isEmpty() && all.drawn > MOST_DRAWN) {
            fault =
                    Optional.of(
                            Text.of(
                                    "would draw more than 100,000 elements, counting those that"
                                            + " are shown again; please simplify it."));
        }
        return fault.or(() -> all.cuts.fault().map(Text::of));
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
        Weight weight = Weight.ONE.numbered(node.numbers);
        for (Node child : node.children) {
            weight = weight.plus(weight(child, chain));
        }
        List<Weight> cutting = new ArrayList<>();
        for (Node used : used(node)) {
            Weight referred = weight(used, chain + 1).referred();
            if (used.cuts()) {
                cutting.add(referred);
            } else {
                weight = weight.plus(referred);
            }
        }
        for (Weight shapes : cutting) {
            weight = weight.cutAlong(shapes);
        }
        node.entered = false;
        if (weight.chain > LONGEST_CHAIN) {
            return broken("has a chain of more than 32 references; please simplify it.");
        }
        node.weight = weight;
        return weight;
    }

    private List<Node> used(Node node) {
        List<Node> used = new ArrayList<>(found(node.uses));
        // Of what style sheets add, only this costs more than the element itself.
        found(styles.uses(node.element, node.id, node.classes)).stream()
                .filter(Node::cuts)
                .forEach(used::add);
        return used;
    }

    private List<Node> found(List<String> ids) {
        List<Node> found = new ArrayList<>();
        for (String id : ids) {
            Node node = named.get(id);
            if (node != null) {
                found.add(node);
            }
        }
        return found;
    }

    private Weight broken(String reason) {
        fault = fault.or(() -> Optional.of(Text.of(reason)));
        return Weight.ONE;
    }
}
