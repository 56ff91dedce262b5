package io.counterfoil.node.accounts;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the bytes of accounts that went to another node, one account at a time, in the
 * background. What a stopped node left over goes on at the next start.
 */
public final class Emptier {
    private static final Logger log = LoggerFactory.getLogger(Emptier.class);
    private static final long RETRY_SECONDS = 60;

    private final Accounts accounts;
    private final ScheduledExecutorService worker;

    public Emptier(Accounts accounts, ScheduledExecutorService worker) {
        this.accounts = accounts;
        this.worker = worker;
    }

    /** Takes up what the last run didn't finish. */
    public void resume() {
        accounts.dropping().forEach(this::look);
        for (Account account : accounts.refilled()) {
            log.error(
                    "account {} has bytes here, which were removed when it moved: its entry may be"
                            + " from an older backup than they are; they stay",
                    account.id());
        }
    }

    /** Begins if the account's bytes are to go. */
    public void look(UUID id) {
        Account account = accounts.get(id);
        if (account != null) {
            look(account);
        }
    }

    private void look(Account account) {
        if (account.entry().drops()) {
            worker.execute(() -> empty(account));
        }
    }

    private void empty(Account account) {
        if (!accounts.beginEmptying(account)) {
            return;
        }
        try {
            account.content().empty();
            accounts.emptied(account);
            log.info("removed what account {} left here when it moved", account.id());
        } catch (IOException | RuntimeException e) {
            log.error("emptying account {} failed and is tried again in a minute", account.id(), e);
            var unused =
                    worker.schedule(() -> empty(account), RETRY_SECONDS, TimeUnit.SECONDS);
        } finally {
            accounts.endEmptying(account);
        }
    }
}
