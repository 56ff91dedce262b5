package io.counterfoil.activation;

import io.counterfoil.platform.Text;
import java.time.Instant;

/** What became of a customer's wish to give an item back. */
public sealed interface ReturnOutcome {

    /**
     * The shop has it back; its code is worthless.
     *
     * @param requestId the till's number of the sale
     * @param repeated whether it came back before: nobody is to be paid again
     */
    record TakenBack(String requestId, String serial, Instant at, boolean repeated)
            implements ReturnOutcome {}

    /**
     * The customer keeps it.
     *
     * @param text a sentence for the clerk
     */
    record Stands(Text text) implements ReturnOutcome {
        /** The sentence in English. */
        public String reason() {
            return text.toString();
        }
    }
}
