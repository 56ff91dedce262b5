package io.counterfoil.mail;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import java.util.UUID;

/**
 * Which message a job is about.
 *
 * @param provider whose message
 * @param message its id
 * @param round which time it was asked for; the job of an older round has nothing to do
 */
record Ticket(UUID provider, UUID message, int round) {
    private static final String BETWEEN = ":";

    /** The ticket that {@link #instance} wrote. */
    static Ticket of(String instance) {
        String[] parts = instance.split(BETWEEN, -1);
        return new Ticket(
                UUID.fromString(parts[0]), UUID.fromString(parts[1]), Integer.parseInt(parts[2]));
    }

    /** As a job is called. */
    String instance() {
        return provider + BETWEEN + message + BETWEEN + round;
    }

    /** On whose behalf the job works. */
    Caller caller() {
        return new Caller(new Scope.Provider(provider), Actor.job(MailDelivery.JOB));
    }
}
