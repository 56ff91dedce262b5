package io.counterfoil.printing.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Deals things onto the labels of sheets, in the order that a placing wants.
 *
 * <p>Sheets are dealt in blocks. A block of one sheet gives reading order; in a block of many,
 * things run through the stack at the first label, then at the second, and so on. Only a block is
 * held in memory.
 */
final class Imposition {
    /** A pile of a hundred cards can be cut and held in a hand. */
    static final int STACK = 100;

    private final int perPage;
    private final int start;
    private final int depth;

    /**
     * A thing on its label.
     *
     * @param label counted from 0
     */
    record Placed<T>(int label, T thing) {}

    /**
     * Deals onto sheets.
     *
     * @param perPage how many labels a sheet has; the placing's start is one of them
     */
    Imposition(Placing placing, int perPage) {
        this.perPage = perPage;
        this.start = placing.start() - 1;
        this.depth =
                switch (placing.order()) {
                    case READING -> 1;
                    case STACK -> STACK;
                };
    }

    /** How many sheets that many things take. */
    int sheets(int things) {
        return Math.ceilDiv(start + things, perPage);
    }

    /** Where one of that many things comes to lie; all are counted from 0. */
    SheetPlace place(int thing, int things) {
        int sheet = 0;
        int used = start;
        int before = 0;
        while (thing - before >= depth * perPage - used) {
            before += depth * perPage - used;
            sheet += depth;
            used = 0;
        }
        Block block = new Block(used, Math.min(things - before, depth * perPage - used), perPage);
        int left = thing - before;
        int label = 0;
        while (left >= block.on(label)) {
            left -= block.on(label);
            label++;
        }
        return new SheetPlace(sheet + block.first(label) + left, label);
    }

    /**
     * Sheets that are dealt together. Every sheet is full but the last one, which is filled from its
     * start.
     *
     * @param used labels that are used already on the first sheet
     * @param things how many it takes
     */
    private record Block(int used, int things, int perPage) {
        int sheets() {
            return Math.ceilDiv(used + things, perPage);
        }

        /** The first sheet that has something on this label. */
        int first(int label) {
            return label < used ? 1 : 0;
        }

        /** The sheet after the last one that has something on it. */
        int end(int label) {
            int onLast = used + things - (sheets() - 1) * perPage;
            return label < onLast ? sheets() : sheets() - 1;
        }

        int on(int label) {
            return Math.max(0, end(label) - first(label));
        }
    }

    /** The sheets in order of print, each with its things in order of labels. */
    <T> Iterator<List<Placed<T>>> sheets(Iterator<T> things) {
        return new Sheets<>(things);
    }

    private final class Sheets<T> implements Iterator<List<Placed<T>>> {
        private final Iterator<T> things;
        private final Queue<List<Placed<T>>> ready = new ArrayDeque<>();

        /** Labels that are used already on the first sheet of the next block. */
        private int used = start;

        private Sheets(Iterator<T> things) {
            this.things = things;
        }

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || things.hasNext();
        }

        @Override
        public List<Placed<T>> next() {
            if (ready.isEmpty()) {
                deal(take(depth * perPage - used));
                used = 0;
            }
            List<Placed<T>> sheet = ready.poll();
            if (sheet == null) {
                throw new NoSuchElementException();
            }
            return sheet;
        }

        private List<T> take(int most) {
            List<T> block = new ArrayList<>(Math.min(most, perPage));
            while (block.size() < most && things.hasNext()) {
                block.add(things.next());
            }
            return block;
        }

        private void deal(List<T> things) {
            Block block = new Block(used, things.size(), perPage);
            List<List<Placed<T>>> sheets = new ArrayList<>(block.sheets());
            for (int sheet = 0; sheet < block.sheets(); sheet++) {
                sheets.add(new ArrayList<>(perPage));
            }
            Iterator<T> next = things.iterator();
            for (int label = 0; label < perPage; label++) {
                for (int sheet = block.first(label); sheet < block.end(label); sheet++) {
                    sheets.get(sheet).add(new Placed<>(label, next.next()));
                }
            }
            ready.addAll(sheets);
        }
    }
}
