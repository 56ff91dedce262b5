package io.counterfoil.activation;

import io.counterfoil.platform.Text;
import java.time.Instant;

/** What became of a till's wish to undo a sale. */
public sealed interface ReversalOutcome {

    /** There is no sale by this request, whatever there was before, and there will be none. */
    record Reversed(String requestId, Instant at) implements ReversalOutcome {}

    /**
     * The sale stands.
     *
     * @param text a sentence for the clerk
     */
    record Stands(Text text) implements ReversalOutcome {
        /** The sentence in English. */
        public String reason() {
            return text.toString();
        }
    }
}
