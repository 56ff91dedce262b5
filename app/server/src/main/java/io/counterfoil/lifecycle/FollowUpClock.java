package io.counterfoil.lifecycle;

import io.counterfoil.accounts.Consents;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Sweep;
import io.counterfoil.platform.Transactions;
import java.time.Duration;

/** Asks those who left why, when it is time to, and not if they are customers again. */
public final class FollowUpClock {
    private static final String JOB = "follow-ups";
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Sweep sweep;
    private final FollowUps followUps;
    private final Consents consents;

    /** A clock of {@code followUps}; who is a customer, {@code consents} know. */
    public FollowUpClock(Transactions transactions, FollowUps followUps, Consents consents) {
        this.sweep = new Sweep(transactions, Actor.job(JOB));
        this.followUps = followUps;
        this.consents = consents;
    }

    /** Has {@code jobs} look again and again. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Sends what is due in every series. */
    public void look() {
        sweep.through(
                followUps::due,
                (tx, due) ->
                        followUps.send(
                                tx, due.id(), address -> consents.isCustomer(tx, address)));
    }
}
