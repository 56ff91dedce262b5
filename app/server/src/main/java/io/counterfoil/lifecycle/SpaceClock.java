package io.counterfoil.lifecycle;

import io.counterfoil.accounts.SpaceWarnings;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Sweep;
import io.counterfoil.platform.Transactions;
import java.time.Duration;

/** Warns the holders of accounts that fill, soon after a node has reported it. */
public final class SpaceClock {
    private static final String JOB = "space-warnings";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Sweep sweep;
    private final SpaceWarnings warnings;

    /** Defines the job; made before {@code jobs} start. */
    public SpaceClock(Transactions transactions, SpaceWarnings warnings, Jobs jobs) {
        this.sweep = new Sweep(transactions, Actor.job(JOB));
        this.warnings = warnings;
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Warns everybody whom there is something to tell. */
    public void look() {
        sweep.through(warnings::due, (tx, due) -> warnings.warn(tx, due.id()));
    }
}
