package io.counterfoil.printing.pdf;

import java.io.IOException;

/**
 * The tree of a document's pages: groups of 64 pages in sections of 64 groups under one root, so
 * that no node is long and each is written as soon as it is full.
 */
final class PageTree {
    private static final int FAN_OUT = 64;

    private final Sink sink;
    private final Node root;
    private Node section;
    private Node group;

    /** Takes the nodes. */
    interface Sink {
        /** The next free object number. */
        int reserve();

        /** A group is full: it belongs into the object stream of its pages. */
        void group(int number, String node) throws IOException;

        /** A section or the root is full. */
        void node(int number, String node) throws IOException;
    }

    private static final class Node {
        private final int number;
        private final StringBuilder kids = new StringBuilder();
        private int kidCount;
        private int pages;

        private Node(int number) {
            this.number = number;
        }

        private void add(int kid, int morePages) {
            kids.append(kid).append(" 0 R ");
            kidCount++;
            pages += morePages;
        }

        private String write(String parent) {
            return "<</Type/Pages" + parent + "/Count " + pages + "/Kids[" + kids + "]>>";
        }
    }

    PageTree(Sink sink) {
        this.sink = sink;
        this.root = new Node(sink.reserve());
        this.section = new Node(sink.reserve());
        this.group = new Node(sink.reserve());
    }

    /** Object number of the root. */
    int root() {
        return root.number;
    }

    /** Makes room for one more page and says which node is its parent. */
    int parentOfNext() throws IOException {
        if (group.kidCount == FAN_OUT) {
            endGroup();
            if (section.kidCount == FAN_OUT) {
                endSection();
                section = new Node(sink.reserve());
            }
            group = new Node(sink.reserve());
        }
        return group.number;
    }

    /** Appends a page to the node that {@link #parentOfNext} named. */
    void add(int page) {
        group.add(page, 1);
    }

    /** Writes the nodes that aren't written yet. */
    void finish() throws IOException {
        endGroup();
        endSection();
        sink.node(root.number, root.write(""));
    }

    private void endGroup() throws IOException {
        sink.group(group.number, group.write(parent(section)));
        section.add(group.number, group.pages);
    }

    private void endSection() throws IOException {
        sink.node(section.number, section.write(parent(root)));
        root.add(section.number, section.pages);
    }

    private static String parent(Node node) {
        return "/Parent " + node.number + " 0 R";
    }
}
