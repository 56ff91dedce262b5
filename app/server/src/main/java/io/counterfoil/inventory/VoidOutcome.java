package io.counterfoil.inventory;

import java.util.UUID;

/** What became of the wish to void items. */
public sealed interface VoidOutcome {

    /**
     * It is done.
     *
     * @param id the id of this voiding, as events name it
     * @param voided how many items it made worthless
     * @param skipped how many of the range stay as they are: they were worthless or redeemed before,
     *     or not in stock and so not to be spoiled
     */
    record Voided(UUID id, int voided, int skipped) implements VoidOutcome {}

    /** It waits for a second person. */
    record Waiting(UUID approval) implements VoidOutcome {}
}
