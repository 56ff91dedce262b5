package io.counterfoil.codes;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Neighbouring serial numbers of one run, both ends included and never empty.
 *
 * @param run number of the print run
 * @param from lowest sequence
 * @param to highest sequence
 */
public record SerialRange(int run, int from, int to) implements Iterable<SerialNumber> {
    public SerialRange {
        SerialNumber first = SerialNumber.of(run, from);
        SerialNumber last = SerialNumber.of(run, to);
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "A range of serials goes upwards; " + from + " is above " + to + ".");
        }
    }

    /**
     * From one serial number to another of the same run.
     *
     * @throws IllegalArgumentException when they are of two runs or the wrong way round
     */
    public static SerialRange between(SerialNumber first, SerialNumber last) {
        if (first.run() != last.run()) {
            throw new IllegalArgumentException(
                    "A range of serials stays within one run; these are of "
                            + first.run()
                            + " and "
                            + last.run()
                            + ".");
        }
        return new SerialRange(first.run(), first.sequence(), last.sequence());
    }

    /**
     * The same of two serial numbers that are known to be some.
     *
     * @param first the {@linkplain SerialNumber#value value} of the lowest
     * @param last that of the highest
     */
    public static SerialRange ofValues(long first, long last) {
        return between(SerialNumber.ofValue(first), SerialNumber.ofValue(last));
    }

    /** The values of the lowest serial numbers, one of each range. */
    public static List<Long> firsts(Collection<SerialRange> ranges) {
        return ranges.stream().map(range -> range.first().value()).toList();
    }

    /** The values of the highest ones. */
    public static List<Long> lasts(Collection<SerialRange> ranges) {
        return ranges.stream().map(range -> range.last().value()).toList();
    }

    /** The lowest serial number. */
    public SerialNumber first() {
        return SerialNumber.of(run, from);
    }

    /** The highest serial number. */
    public SerialNumber last() {
        return SerialNumber.of(run, to);
    }

    /** How many serial numbers there are. */
    public int size() {
        return to - from + 1;
    }

    /** Whether this serial number is one of them. */
    public boolean contains(SerialNumber serial) {
        return serial.run() == run && serial.sequence() >= from && serial.sequence() <= to;
    }

    /** The serial numbers in order. */
    public Stream<SerialNumber> stream() {
        return IntStream.rangeClosed(from, to).mapToObj(at -> SerialNumber.of(run, at));
    }

    /** The same serial numbers as ranges of at most {@code size}, in order. */
    public Stream<SerialRange> blocks(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("A block has at least one item, not " + size + ".");
        }
        return IntStream.rangeClosed(0, (to - from) / size)
                .map(block -> from + block * size)
                .mapToObj(start -> new SerialRange(run, start, Math.min(to, start + size - 1)));
    }

    @Override
    public Iterator<SerialNumber> iterator() {
        return new Iterator<>() {
            private int next = from;

            @Override
            public boolean hasNext() {
                return next <= to;
            }

            @Override
            public SerialNumber next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return SerialNumber.of(run, next++);
            }
        };
    }
}
