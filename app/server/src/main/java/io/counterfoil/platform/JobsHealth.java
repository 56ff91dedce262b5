package io.counterfoil.platform;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether jobs are worked off. A queue alone is no fault, since a node that is down makes one; jobs
 * that wait while none ends are.
 */
public final class JobsHealth extends HealthCheck {
    // Jobs are polled for every second, and each gives up on what does not answer within seconds.
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job("health"));

    private final Transactions transactions;
    private final Jobs jobs;

    /** Looks at {@code jobs}, and through {@code transactions} at their queue. */
    public JobsHealth(Transactions transactions, Jobs jobs) {
        this.transactions = transactions;
        this.jobs = jobs;
    }

    @Override
    protected Result check() {
        return transactions.read(
                CALLER,
                tx -> {
                    Instant due = tx.now().minus(LATE);
                    int late = late(tx, due);
                    Instant end = jobs.lastEnd();
                    // One that is to come was seen on a clock that has been set back since.
                    boolean lately = end.isAfter(due) && end.isBefore(tx.now().plus(LATE));
                    return late == 0 || lately
                            ? Result.healthy()
                            : Result.unhealthy(
                                    "%d jobs are late, and none has ended for a minute", late);
                });
    }

    private static int late(Tx tx, Instant due) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM scheduled_tasks WHERE NOT picked AND execution_time"
                                + " < :due")
                .bind("due", due)
                .mapTo(Integer.class)
                .one();
    }
}
