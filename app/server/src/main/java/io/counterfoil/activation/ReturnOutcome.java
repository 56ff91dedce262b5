package io.counterfoil.activation;

import java.time.Instant;

/** What became of a customer's wish to give an item back. */
public sealed interface ReturnOutcome {

    /**
     * The shop has it back; its code is worthless.
     *
     * @param requestId the till's number of the sale
     */
    record TakenBack(String requestId, String serial, Instant at) implements ReturnOutcome {}

    /**
     * The customer keeps it.
     *
     * @param reason a sentence for the clerk
     */
    record Stands(String reason) implements ReturnOutcome {}
}
