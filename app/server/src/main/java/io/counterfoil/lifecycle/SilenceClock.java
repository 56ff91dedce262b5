package io.counterfoil.lifecycle;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.SilenceReminders;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Sweep;
import io.counterfoil.platform.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells holders of accounts, as soon as there was no backup for the days that their provider set. */
public final class SilenceClock {
    private static final String JOB = "backup-reminders";
    private static final Duration PAUSE = Duration.ofHours(1);

    /**
     * The most messages of a provider in a look, an hour: after an upgrade, or with fewer days, many
     * are due at once, and neither a mail server's limit nor a sign-in link that somebody waits for
     * shall stand behind them.
     */
    private static final int MOST = 500;

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

    /** Tells those whom there is something to tell, who have waited longest first. */
    public void look() {
        look(MOST);
    }

    /**
     * The same with a bound of its own.
     *
     * @param most how many messages of each provider there are at most; the others stay due
     */
    public void look(int most) {
        providers.each(
                JOB,
                (provider, caller) -> {
                    int days = transactions.read(caller, reminders::days);
                    if (days > 0) {
                        AtomicInteger told = new AtomicInteger();
                        sweep.through(
                                (tx, after, limit) ->
                                        told.get() < most
                                                ? reminders.due(
                                                        tx, provider.id(), days, after, limit)
                                                : List.of(),
                                (tx, due) -> {
                                    if (told.get() < most && reminders.remind(tx, due.id())) {
                                        told.incrementAndGet();
                                    }
                                });
                    }
                });
    }
}
