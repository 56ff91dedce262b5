package io.counterfoil.activation;

import java.time.Instant;

/** What became of a sale at a till. */
public sealed interface Outcome {

    /**
     * The item is sold.
     *
     * @param repeated whether this is the stored answer to a request that came before
     */
    record Activated(String requestId, String serial, Instant at, boolean repeated)
            implements Outcome {}

    /**
     * The item is not sold, by this request.
     *
     * @param reason a sentence for the clerk
     */
    record Declined(String reason) implements Outcome {}
}
