package io.counterfoil.lifecycle;

import io.counterfoil.accounts.Consents;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks those who left why, when it is time to, and not if they are customers again. */
public final class FollowUpClock {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUpClock.class);
    private static final String JOB = "follow-ups";
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Caller CALLER = new Caller(Scope.system(), ACTOR);
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final FollowUps followUps;
    private final Consents consents;

    /** A clock of {@code followUps}; who is a customer, {@code consents} know. */
    public FollowUpClock(Transactions transactions, FollowUps followUps, Consents consents) {
        this.transactions = transactions;
        this.followUps = followUps;
        this.consents = consents;
    }

    /** Has {@code jobs} look again and again. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Sends what is due in every series. */
    public void look() {
        FollowUps.Due last = FollowUps.Due.FIRST;
        List<FollowUps.Due> due;
        do {
            FollowUps.Due after = last;
            due = transactions.read(CALLER, tx -> followUps.due(tx, after, AT_ONCE));
            for (FollowUps.Due each : due) {
                send(each);
                last = each;
            }
        } while (due.size() == AT_ONCE);
    }

    // What can't be sent now stays due; the others must not wait for it.
    private void send(FollowUps.Due due) {
        try {
            transactions.write(
                    new Caller(new Scope.Provider(due.provider()), ACTOR),
                    tx -> {
                        followUps.send(
                                tx, due.series(), address -> consents.isCustomer(tx, address));
                        return due;
                    });
        } catch (RuntimeException failure) {
            LOG.error("nothing was sent in series {}", due.series(), failure);
        }
    }
}
