package io.counterfoil.lifecycle;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.SilenceReminders;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Sweep;
import io.counterfoil.platform.Transactions;
import java.time.Duration;

/** Tells holders of accounts, as soon as there was no backup for the days that their provider set. */
public final class SilenceClock {
    private static final String JOB = "backup-reminders";
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Transactions transactions;
    private final Providers providers;
    private final SilenceReminders reminders;
    private final Sweep sweep;

    /** Defines the job; made before {@code jobs} start. */
    public SilenceClock(
            Transactions transactions, Providers providers, SilenceReminders reminders, Jobs jobs) {
        this.transactions = transactions;
        this.providers = providers;
        this.reminders = reminders;
        this.sweep = new Sweep(transactions, Actor.job(JOB));
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Tells everybody whom there is something to tell. */
    public void look() {
        providers.each(
                JOB,
                (provider, caller) -> {
                    int days = transactions.read(caller, reminders::days);
                    if (days > 0) {
                        sweep.through(
                                (tx, after, limit) ->
                                        reminders.due(tx, provider.id(), days, after, limit),
                                (tx, due) -> reminders.remind(tx, due.id()));
                    }
                });
    }
}
