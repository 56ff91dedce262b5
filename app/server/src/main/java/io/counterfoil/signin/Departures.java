package io.counterfoil.signin;

import io.counterfoil.access.Sessions;
import io.counterfoil.platform.Tx;
import java.util.UUID;

/** Ends all ways in of somebody who is gone for good. */
public final class Departures {
    private final Sessions sessions;

    /** Ends {@code sessions} too. */
    public Departures(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Signs them out everywhere, and keeps nothing of how they signed in. */
    public void gone(Tx tx, UUID person) {
        sessions.closeAll(tx, person);
        new SecondStepRepository(tx).delete(person);
        new PasskeyRepository(tx).removeAll(person);
    }
}
