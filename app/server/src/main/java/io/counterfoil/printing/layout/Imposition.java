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

        /** Every sheet of the block is full but the last one, which is filled from its start. */
        private void deal(List<T> block) {
            int labels = used + block.size();
            int count = Math.ceilDiv(labels, perPage);
            int onLast = labels - (count - 1) * perPage;
            List<List<Placed<T>>> sheets = new ArrayList<>(count);
            for (int sheet = 0; sheet < count; sheet++) {
                sheets.add(new ArrayList<>(perPage));
            }
            Iterator<T> next = block.iterator();
            for (int label = 0; label < perPage; label++) {
                int end = label < onLast ? count : count - 1;
                for (int sheet = label < used ? 1 : 0; sheet < end; sheet++) {
                    sheets.get(sheet).add(new Placed<>(label, next.next()));
                }
            }
            ready.addAll(sheets);
        }
    }
}
