package io.counterfoil.codes;

import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Serial numbers of one run, which never change. A million of them take a bit each, no more. */
public final class SerialSet {
    private final int run;
    private final BitSet sequences;

    private SerialSet(int run, BitSet sequences) {
        this.run = run;
        this.sequences = sequences;
    }

    /** No serial number. */
    public static SerialSet none() {
        return new SerialSet(SerialNumber.FIRST_RUN, new BitSet());
    }

    /**
     * Those with these sequences.
     *
     * @param run number of the print run
     */
    public static SerialSet of(int run, BitSet sequences) {
        return new SerialSet(run, (BitSet) sequences.clone());
    }

    /**
     * All of these ranges.
     *
     * @throws IllegalArgumentException when they are of several runs
     */
    public static SerialSet of(Collection<SerialRange> ranges) {
        BitSet sequences = new BitSet();
        int run = ranges.stream().mapToInt(SerialRange::run).findFirst().orElse(0);
        for (SerialRange range : ranges) {
            if (range.run() != run) {
                throw new IllegalArgumentException(
                        "A set of serials stays within one run; these are of "
                                + run
                                + " and "
                                + range.run()
                                + ".");
            }
            sequences.set(range.from(), range.to() + 1);
        }
        return ranges.isEmpty() ? none() : new SerialSet(run, sequences);
    }

    /** How many there are. */
    public int size() {
        return sequences.cardinality();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return sequences.isEmpty();
    }

    /** Whether this one is among them. */
    public boolean contains(SerialNumber serial) {
        return serial.run() == run && sequences.get(serial.sequence());
    }

    /** Whether all are within a range. */
    public boolean isWithin(SerialRange range) {
        return isEmpty()
                || (range.run() == run
                        && sequences.nextSetBit(0) >= range.from()
                        && sequences.length() - 1 <= range.to());
    }

    /** Whether any is in both. */
    public boolean intersects(SerialSet other) {
        return run == other.run && sequences.intersects(other.sequences);
    }

    /**
     * These and the others.
     *
     * @throws IllegalArgumentException when they are of two runs
     */
    public SerialSet plus(SerialSet others) {
        if (isEmpty() || others.isEmpty()) {
            return isEmpty() ? others : this;
        }
        if (run != others.run) {
            throw new IllegalArgumentException(
                    "A set of serials stays within one run; these are of "
                            + run
                            + " and "
                            + others.run
                            + ".");
        }
        BitSet all = (BitSet) sequences.clone();
        all.or(others.sequences);
        return new SerialSet(run, all);
    }

    /** These without the others. */
    public SerialSet minus(SerialSet others) {
        if (run != others.run) {
            return this;
        }
        BitSet rest = (BitSet) sequences.clone();
        rest.andNot(others.sequences);
        return new SerialSet(run, rest);
    }

    /** As few ranges as there can be, in order. */
    public Stream<SerialRange> ranges() {
        return IntStream.iterate(
                        sequences.nextSetBit(0),
                        at -> at >= 0,
                        at -> sequences.nextSetBit(sequences.nextClearBit(at)))
                .mapToObj(at -> new SerialRange(run, at, sequences.nextClearBit(at) - 1));
    }

    /** One after the other, in order. */
    public Stream<SerialNumber> stream() {
        return sequences.stream().mapToObj(at -> SerialNumber.of(run, at));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SerialSet set
                && sequences.equals(set.sequences)
                && (run == set.run || isEmpty());
    }

    @Override
    public int hashCode() {
        return sequences.hashCode();
    }

    @Override
    public String toString() {
        return size() + " serials of run " + run;
    }
}
