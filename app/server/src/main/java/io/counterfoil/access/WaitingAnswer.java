package io.counterfoil.access;

import java.util.UUID;

/**
 * A request that is carried out when a second person has agreed to it, as the API shows it.
 *
 * @param state {@code waiting}
 * @param approval what to ask for at {@code /api/v1/approvals}
 */
public record WaitingAnswer(String state, UUID approval) {

    /** What waits for this approval. */
    public static WaitingAnswer of(UUID approval) {
        return new WaitingAnswer("waiting", approval);
    }
}
