package io.counterfoil.activation;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import java.time.Instant;

/**
 * An item that the shop has back.
 *
 * @param requestId the till's number of the sale
 * @param state the state of the item, always the same
 */
public record TakenBackAnswer(String requestId, String serial, String state, Instant returnedAt) {

    static TakenBackAnswer of(ReturnOutcome outcome) {
        return switch (outcome) {
            case ReturnOutcome.TakenBack back ->
                    new TakenBackAnswer(
                            back.requestId(),
                            back.serial(),
                            TillRequest.State.RETURNED.label(),
                            back.at());
            case ReturnOutcome.Stands stands ->
                    throw new Refused(ProblemType.CONFLICT, stands.reason());
        };
    }
}
