package io.counterfoil.platform;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;

/** Whether jobs are worked off: none waits much longer than it should. */
public final class JobsHealth extends HealthCheck {
    // Jobs are polled for every second: every server of the cluster is stuck or overloaded.
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job("health"));

    private final Transactions transactions;

    /** Looks through {@code transactions}. */
    public JobsHealth(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    protected Result check() {
        int late = transactions.read(CALLER, JobsHealth::late);
        return late == 0 ? Result.healthy() : Result.unhealthy("%d jobs are late", late);
    }

    private static int late(Tx tx) {
        return tx.handle()
                .createQuery(
                        "SELECT count(*) FROM scheduled_tasks WHERE NOT picked AND execution_time"
                                + " < :due")
                .bind("due", tx.now().minus(LATE))
                .mapTo(Integer.class)
                .one();
    }
}
