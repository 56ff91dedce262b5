package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.printing.layout.Slip;
import java.util.List;
import java.util.UUID;

/**
 * What is printed of a run at once, with codes under one key: all that was ordered, or what a reprint
 * has of it.
 *
 * @param number 1 for what was ordered, more for each reprint
 * @param key the id of the key of its codes
 * @param serials which items, in order
 */
record Revision(PrintRun run, int number, UUID key, List<SerialRange> serials) {
    /** What was ordered. */
    static final int ORDERED = 1;

    Revision {
        serials = List.copyOf(serials);
    }

    /** All that was ordered with a run. */
    static Revision ordered(PrintRun run) {
        return new Revision(run, ORDERED, run.id(), List.of(run.range()));
    }

    /** What is printed again. */
    static Revision of(PrintRun run, Reprint reprint) {
        return new Revision(run, reprint.revision(), reprint.id(), reprint.serials());
    }

    boolean isReprint() {
        return number > ORDERED;
    }

    /** How many items it has. */
    int items() {
        return size(serials);
    }

    static int size(List<SerialRange> serials) {
        return serials.stream().mapToInt(SerialRange::size).sum();
    }

    /** What header and trailer say of items that are printed in one file. */
    static Slip slip(List<SerialRange> serials) {
        return Slip.of(serials.getFirst().first(), serials.getLast().last(), size(serials));
    }
}
