package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Counted;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A carton of a shipment and what is truly in it: what was spoiled or missing at the count-in has a
 * number between its ends and is not there.
 *
 * @param sscc the 18 digits on it
 * @param product the id of the product
 * @param stretches the items in it, in order, at least one and at most {@value #MOST}
 */
public record PackedCarton(String sscc, UUID product, List<Stretch> stretches) {
    /** The last of so many stretches takes all that is left, gaps included. */
    public static final int MOST = 200;

    public PackedCarton {
        stretches = List.copyOf(stretches);
    }

    /**
     * Neighbouring serials of a carton.
     *
     * @param serials from the first to the last
     * @param items how many of them are there: all, but in a stretch that takes what is left
     */
    public record Stretch(SerialRange serials, int items) {
        /** Whether all its serials are there. */
        public boolean isWhole() {
            return items == serials.size();
        }

        /** The serials as people write them, with what they have to know of them. */
        String words() {
            String words = SerialWords.write(serials);
            return isWhole() ? words : "%s, %s of these".formatted(words, Counted.of(items, "item"));
        }
    }

    /** The first item in it. */
    public SerialNumber first() {
        return stretches.getFirst().serials().first();
    }

    /** The last item in it. */
    public SerialNumber last() {
        return stretches.getLast().serials().last();
    }

    /** How many items are in it. */
    public int items() {
        return stretches.stream().mapToInt(Stretch::items).sum();
    }

    /** The serials between its first and its last item that are not in it, as far as they are known. */
    public Stream<SerialRange> gaps() {
        return IntStream.range(1, stretches.size())
                .mapToObj(
                        at ->
                                new SerialRange(
                                        first().run(),
                                        stretches.get(at - 1).serials().to() + 1,
                                        stretches.get(at).serials().from() - 1));
    }

    /** How many serials between its first and its last item are not in it. */
    public int leftOut() {
        return SerialRange.between(first(), last()).size() - items();
    }

    PackedCarton and(PackedCarton more) {
        return new PackedCarton(
                sscc,
                product,
                Stream.concat(stretches.stream(), more.stretches().stream()).toList());
    }
}
