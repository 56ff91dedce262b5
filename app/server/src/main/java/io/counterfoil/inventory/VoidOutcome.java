package io.counterfoil.inventory;

import java.util.UUID;

/** What became of the wish to void items. */
public sealed interface VoidOutcome {

    /**
     * It is done.
     *
     * @param id the id of this voiding, as events name it
     * @param voided how many items it made worthless
     * @param skipped how many of the range were redeemed, spoiled, voided or expired before
     */
    record Voided(UUID id, int voided, int skipped) implements VoidOutcome {}

    /** It waits for a second person. */
    record Waiting(UUID approval) implements VoidOutcome {}
}
