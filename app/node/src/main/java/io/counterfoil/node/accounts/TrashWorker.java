package io.counterfoil.node.accounts;

import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.store.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that clients are shown nothing that went although its deletion failed, brings deleted
 * objects back when the provider asks for it, and removes them for good when their time is over; all
 * in the background, an account at a time. Nothing needs to be remembered of
 * it: what a stopped node left over is found at the next turn.
 */
public final class TrashWorker {
    private static final Logger log = LoggerFactory.getLogger(TrashWorker.class);

    /** Of an account in one turn, so that the next account's turn comes, too. */
    static final int MOST_AT_ONCE = 20_000;

    private static final long TURN_SECONDS = 60;

    private final Accounts accounts;
    private final ScheduledExecutorService worker;
    private final InstantSource clock;

    /**
     * @param worker with one thread: an account's objects aren't brought back and removed at a time
     */
    public TrashWorker(Accounts accounts, ScheduledExecutorService worker, InstantSource clock) {
        this.accounts = accounts;
        this.worker = worker;
        this.clock = clock;
    }

    /** Begins, now and every minute. */
    public void begin() {
        var unused = worker.scheduleWithFixedDelay(this::turn, 0, TURN_SECONDS, TimeUnit.SECONDS);
    }

    /** Doesn't wait for the next minute. */
    public void hurry(Account account) {
        worker.execute(() -> serve(account));
    }

    private void turn() {
        accounts.present().forEach(this::serve);
    }

    /** What another node takes over, or has, isn't changed here. */
    private static @Nullable Refusal away(Account account) {
        return switch (account.state()) {
            case MOVING, MOVED -> Refusal.MOVING;
            case OPEN, FROZEN, CLOSED -> null;
        };
    }

    private void serve(Account account) {
        try {
            account.content().forgetWhatWent();
            Undelete asked = account.entry().undelete();
            if (asked != null && asked.finishedAt() == null) {
                Refusal refusal =
                        account.content()
                                .undelete(
                                        asked.since(),
                                        account.entry().seen(),
                                        () -> away(account));
                if (refusal != null) {
                    return;
                }
                accounts.finishUndelete(account, asked);
                log.info(
                        "brought back what was deleted from account {} since {}",
                        account.id(),
                        asked.since());
            }
            Instant over = clock.instant().minus(account.keepDeleted());
            account.content().dropDeleted(over, MOST_AT_ONCE);
        } catch (IOException | RuntimeException e) {
            log.error("deleted objects of account {} wait another minute", account.id(), e);
        }
    }
}
