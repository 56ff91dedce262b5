package io.counterfoil.activation;

import java.time.Instant;

/** What became of a till's wish to undo a sale. */
public sealed interface ReversalOutcome {

    /** There is no sale by this request, whatever there was before, and there will be none. */
    record Reversed(String requestId, Instant at) implements ReversalOutcome {}

    /**
     * The sale stands.
     *
     * @param reason a sentence for the clerk
     */
    record Stands(String reason) implements ReversalOutcome {}
}
