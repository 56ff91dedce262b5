package io.counterfoil.node.accounts;

import io.counterfoil.node.contract.Purge;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes accounts' bytes, one account at a time, in the background. What a stopped node left over
 * goes on at the next start.
 */
public final class Purger {
    private static final Logger log = LoggerFactory.getLogger(Purger.class);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final ScheduledExecutorService worker;
    private final InstantSource clock;

    public Purger(Accounts accounts, ScheduledExecutorService worker, InstantSource clock) {
        this.accounts = accounts;
        this.worker = worker;
        this.clock = clock;
    }

    /** Takes up what the last run didn't finish. */
    public void resume() {
        accounts.awaitingPurge().forEach(this::purgeWhenDue);
    }

    /** Purges the account when its grace period is over, unless that is taken back before. */
    public void purgeWhenDue(Account account) {
        Purge purge = account.entry().purge();
        if (purge != null) {
            later(account, Duration.between(clock.instant(), purge.dueAt()));
        }
    }

    private void later(Account account, Duration delay) {
        var unused =
                worker.schedule(
                        () -> purge(account),
                        Math.max(0, delay.toMillis() + 1),
                        TimeUnit.MILLISECONDS);
    }

    private void purge(Account account) {
        try {
            if (accounts.beginPurge(account)) {
                account.content().purge();
                accounts.finishPurge(account);
                log.info("purged account {}", account.id());
            } else if (account.entry().purge() != null && !account.entry().purged()) {
                // The clock was set back meanwhile.
                purgeWhenDue(account);
            }
        } catch (IOException | RuntimeException e) {
            log.error("purging account {} failed and is tried again in a minute", account.id(), e);
            later(account, RETRY);
        }
    }
}
