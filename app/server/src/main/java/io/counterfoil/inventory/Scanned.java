package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Items of any runs that were scanned: all that is between the ends of each range, whether it is
 * meant or not.
 *
 * @param ranges as they were scanned
 */
record Scanned(List<SerialRange> ranges) {
    /** As many as an event lists one by one. */
    static final int MOST = 100_000;

    Scanned {
        ranges = List.copyOf(ranges);
    }

    /** What stands in a field of a request; too many are noted as its problem. */
    static Scanned of(Fields fields, String field, @Nullable List<@Nullable String> named) {
        Scanned scanned =
                new Scanned(named == null ? List.of() : Serials.ranges(fields, field, named));
        scanned.limit(fields, field);
        return scanned;
    }

    /** What is in these cartons. */
    static Scanned of(List<FilledCarton> cartons) {
        return new Scanned(cartons.stream().flatMap(carton -> carton.serials().ranges()).toList());
    }

    /** Notes a problem if these are too many for one request. */
    void limit(Fields fields, String field) {
        if (ranges.stream().mapToLong(SerialRange::size).sum() > MOST) {
            fields.problem(
                    field,
                    Text.of(
                            "Please name at most {most} serial numbers at a time.",
                            "most",
                            MOST));
        }
    }

    Scanned and(Scanned more) {
        return new Scanned(Stream.concat(ranges.stream(), more.ranges.stream()).toList());
    }

    /** The numbers of their runs, upwards. */
    List<Integer> runs() {
        return ranges.stream().map(SerialRange::run).distinct().sorted().toList();
    }

    /**
     * Refuses what has an end that isn't among the items which are meant.
     *
     * @param serials the items, upwards
     * @param one what another one is told, which stands for {serial} in it
     * @param several what others are told, with how many more there are than that one for {number}
     */
    void requireEnds(String field, Collection<Long> serials, String one, String several) {
        List<SerialRange> others =
                ranges.stream()
                        .filter(
                                range ->
                                        !serials.contains(range.first().value())
                                                || !serials.contains(range.last().value()))
                        .toList();
        if (!others.isEmpty()) {
            String first = SerialWords.write(others.getFirst());
            throw Refused.field(
                    field,
                    others.size() == 1
                            ? Text.of(one, "serial", first)
                            : Text.of(several, "serial", first, "number", others.size() - 1));
        }
    }

    /** Serials by their run. */
    static SortedMap<Integer, SerialSet> byRun(Collection<Long> serials) {
        return serials.stream()
                .map(SerialNumber::ofValue)
                .collect(
                        Collectors.groupingBy(
                                SerialNumber::run,
                                TreeMap::new,
                                Collectors.collectingAndThen(
                                        Collectors.mapping(
                                                one -> SerialRange.between(one, one),
                                                Collectors.toList()),
                                        SerialSet::of)));
    }

    /** From the first to the last of a set that isn't empty. */
    static SerialRange span(SerialSet serials) {
        List<SerialRange> ranges = serials.ranges().toList();
        return SerialRange.between(ranges.getFirst().first(), ranges.getLast().last());
    }
}
