package io.counterfoil.lifecycle;

import io.counterfoil.accounts.Reminders;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Sweep;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Reminds the holders of accounts that are due, and touches no others.
 *
 * <p>Each message is posted in a transaction that plans the next one, so two servers never send one
 * twice, and one that is killed has lost nothing.
 */
public final class ReminderClock {
    private static final String JOB = "reminders";
    private static final String PLAN_ANEW = "plan-reminders";
    private static final String OF = ":";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final Sweep sweep;
    private final Reminders reminders;
    private final Jobs jobs;
    private final Ids ids;

    /** Defines the jobs; made before {@code jobs} start. */
    public ReminderClock(Transactions transactions, Reminders reminders, Jobs jobs, Ids ids) {
        this.transactions = transactions;
        this.sweep = new Sweep(transactions, ACTOR);
        this.reminders = reminders;
        this.jobs = jobs;
        this.ids = ids;
        jobs.every(JOB, PAUSE, this::look);
        jobs.define(PLAN_ANEW, instance -> planAnew(UUID.fromString(instance.split(OF, 2)[0])));
    }

    /** Reminds everybody who is due. */
    public void look() {
        sweep.through(reminders::due, (tx, due) -> reminders.remind(tx, due.id()));
    }

    /** Asks for all of a provider's reminders to be planned anew as part of {@code tx}. */
    void schedulePlan(Tx tx) {
        // Each change has a job of its own: one that runs already may have left accounts behind it
        // that were planned by the days before.
        jobs.schedule(tx, PLAN_ANEW, tx.provider() + OF + ids.next());
    }

    private void planAnew(UUID provider) {
        Caller caller = new Caller(new Scope.Provider(provider), ACTOR);
        Optional<UUID> last = Optional.of(Due.FIRST.id());
        while (last.isPresent()) {
            UUID after = last.get();
            last =
                    transactions.write(
                            caller, tx -> reminders.planAnew(tx, after, AT_ONCE));
        }
    }
}
