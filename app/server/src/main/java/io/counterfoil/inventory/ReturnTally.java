package io.counterfoil.inventory;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody counted of a return, checked: good items and such as are destroyed. What a customer
 * brought back is never good, since somebody may know its code.
 *
 * @param good the serials of what goes into stock again, upwards
 * @param destroyed the serials of what doesn't, upwards
 * @param cartons those that came back unopened, of which everything is good
 * @param runs the numbers of all their runs, upwards
 */
record ReturnTally(
        List<Long> good, List<Long> destroyed, List<FilledCarton> cartons, SortedSet<Integer> runs) {
    /** So many serials stand in a sentence. */
    private static final int MOST_TOLD = 3;

    /**
     * What was counted of this return, which the caller has locked.
     *
     * @throws Refused if nothing is named, something isn't an open part of the return, is good and
     *     destroyed at once, or is good although a customer brought it back
     */
    static ReturnTally of(Tx tx, UUID id, ReturnCount wanted) {
        if (isEmpty(wanted.restocked()) && isEmpty(wanted.destroyed())) {
            throw Refused.field(
                    "restocked", "Name what you counted: good items here, others under destroyed.");
        }
        Named restocked = named(tx, id, "restocked", wanted.restocked());
        Named destroyed = named(tx, id, "destroyed", wanted.destroyed());
        requireUnseen(restocked, destroyed);
        List<Long> good =
                restocked.serials().stream()
                        .filter(serial -> !restocked.takenBack().contains(serial))
                        .toList();
        requireApart(good, destroyed.serials());
        SortedSet<Integer> runs = new TreeSet<>(restocked.scanned().runs());
        runs.addAll(destroyed.scanned().runs());
        return new ReturnTally(
                good, List.copyOf(destroyed.serials()), restocked.cartons(), runs);
    }

    /**
     * What was named in one field.
     *
     * @param serials the open items of the return that it means
     * @param takenBack those of them that customers brought back
     */
    private record Named(
            Scanned scanned,
            Set<Long> serials,
            SortedSet<Long> takenBack,
            List<FilledCarton> cartons) {}

    private static Named named(
            Tx tx, UUID id, String field, @Nullable List<@Nullable String> texts) {
        List<@Nullable String> all = texts == null ? List.of() : texts;
        Map<Boolean, List<@Nullable String>> byForm =
                all.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        text -> text != null && Sscc.isOne(Sscc.digits(text)),
                                        Collectors.toCollection(ArrayList::new)));
        Fields fields = new Fields();
        Scanned serials = Scanned.of(fields, field, byForm.getOrDefault(false, List.of()));
        fields.done();
        List<FilledCarton> cartons = Cartons.named(tx, field, byForm.getOrDefault(true, List.of()));
        Scanned scanned = serials.and(Scanned.of(cartons));
        scanned.limit(fields, field);
        fields.done();
        SortedMap<Long, Boolean> open = new ReturnRepository(tx).inReturn(scanned.ranges(), id);
        serials.requireEnds(
                field,
                open.keySet(),
                "{serial} is not an open part of this return. Leave it out.",
                "{serial} is not an open part of this return, and {number} more of these. Leave them out.");
        cartons.forEach(carton -> carton.requireWhole(open.keySet()));
        SortedSet<Long> takenBack =
                open.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Named(scanned, open.keySet(), takenBack, cartons);
    }

    private static void requireUnseen(Named restocked, Named destroyed) {
        for (FilledCarton filled : restocked.cartons()) {
            SortedSet<Long> inIt = filled.of(restocked.takenBack());
            if (!inIt.isEmpty()) {
                throw Refused.field(
                        "restocked",
                        Text.of(
                                "Of carton {carton} customers brought these back: {serials}. Name them as destroyed, and here the serials of the others instead of the carton.",
                                "carton",
                                filled.carton().sscc(),
                                "serials",
                                some(inIt)));
            }
        }
        SortedSet<Long> wrong = new TreeSet<>(restocked.takenBack());
        wrong.removeAll(destroyed.serials());
        if (!wrong.isEmpty()) {
            throw Refused.field(
                    "restocked",
                    Text.of(
                            "Customers brought these back, so somebody may know their codes: {serials}. Name them as destroyed; a range around them can stay here as it is.",
                            "serials",
                            some(wrong)));
        }
    }

    private static void requireApart(Collection<Long> good, Set<Long> destroyed) {
        good.stream()
                .filter(destroyed::contains)
                .findFirst()
                .ifPresent(
                        serial -> {
                            throw Refused.field(
                                    "destroyed",
                                    Text.of(
                                            "{serial} is named as restocked, too. Each item is"
                                                    + " either good or destroyed.",
                                            "serial",
                                            "%014d".formatted(serial)));
                        });
    }

    private static Text some(SortedSet<Long> serials) {
        String first =
                serials.stream()
                        .limit(MOST_TOLD)
                        .map("%014d"::formatted)
                        .collect(Collectors.joining(", "));
        return serials.size() <= MOST_TOLD
                ? Text.of(first)
                : Text.of(
                        "{serials} and {number} more",
                        "serials",
                        first,
                        "number",
                        serials.size() - MOST_TOLD);
    }

    private static boolean isEmpty(@Nullable List<@Nullable String> named) {
        return named == null || named.isEmpty();
    }
}
