package io.counterfoil.activation;

import io.counterfoil.platform.Text;
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
     * @param text a sentence for the clerk
     */
    record Declined(Text text) implements Outcome {
        /** The sentence in English. */
        public String reason() {
            return text.toString();
        }
    }
}
