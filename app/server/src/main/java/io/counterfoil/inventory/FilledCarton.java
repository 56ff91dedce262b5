package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A carton and exactly what was packed into it: something else may have a number between its ends.
 */
record FilledCarton(Carton carton, SerialSet serials) {

    /** Those of these items that are in it, upwards. */
    NavigableSet<Long> of(Set<Long> items) {
        NavigableSet<Long> inIt = new TreeSet<>();
        serials.stream().map(SerialNumber::value).filter(items::contains).forEach(inIt::add);
        return inIt;
    }

    /** Whether everything in it is among these items. */
    boolean isWhole(Set<Long> there) {
        return of(there).size() == serials.size();
    }

    /**
     * Refuses to take it for unopened if anything in it is not among these items.
     *
     * @throws Refused saying how many of it are there
     */
    void requireWhole(Set<Long> there) {
        if (!isWhole(there)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    new Text(
                            "Carton {carton} has {items}, of which {there} are there. Name the items themselves.",
                            Map.of(
                                    "carton",
                                    carton.sscc(),
                                    "items",
                                    Text.counted(serials.size(), "item"),
                                    "there",
                                    of(there).size())));
        }
    }
}
