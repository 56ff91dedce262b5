package io.counterfoil.activation;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.time.Instant;

/**
 * An item that the shop has back.
 *
 * @param requestId the till's number of the sale
 * @param state the state of the item, always the same
 * @param repeated whether it came back before: nobody is to be paid again
 */
public record TakenBackAnswer(
        String requestId, String serial, String state, Instant returnedAt, boolean repeated) {

    static TakenBackAnswer of(ReturnOutcome outcome) {
        return switch (outcome) {
            case ReturnOutcome.TakenBack back ->
                    new TakenBackAnswer(
                            back.requestId(),
                            back.serial(),
                            TillRequest.State.RETURNED.label(),
                            back.at(),
                            back.repeated());
            case ReturnOutcome.Stands stands ->
                    throw new Refused(ProblemType.CONFLICT, stands.text());
        };
    }
}
