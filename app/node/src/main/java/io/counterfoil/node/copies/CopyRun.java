package io.counterfoil.node.copies;

import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.content.Seen;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.store.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One copy of one account, from when it is asked for until it is done, failed or stopped. */
final class CopyRun {
    private static final Logger log = LoggerFactory.getLogger(CopyRun.class);

    /** As often in a row without a single object more. */
    private static final int TRIES = 4;

    private final Account account;
    private final Accounts accounts;
    private final Copy.Request asked;
    private final InstantSource clock;
    private final Instant startedAt;
    private final CopyPass pass;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile Copy.Phase phase = Copy.Phase.RUNNING;
    private volatile @Nullable String problem;
    private volatile @Nullable Instant finishedAt;

    CopyRun(
            Account account,
            Accounts accounts,
            Source source,
            Copy.Request asked,
            InstantSource clock) {
        this.account = account;
        this.accounts = accounts;
        this.asked = asked;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.pass = new CopyPass(account.content(), source, asked, this::permit);
        this.thread = Thread.ofVirtual().name("copy-" + account.id()).unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    boolean is(Copy.Request other) {
        return asked.id().equals(other.id());
    }

    /** Returns when nothing of it goes on. */
    void stop() {
        stopped.countDown();
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How far it is. */
    Copy progress() {
        return new Copy(
                asked.id(),
                phase,
                asked.exact(),
                pass.objects(),
                pass.bytes(),
                pass.totalObjects(),
                pass.totalBytes(),
                pass.spared(),
                problem,
                startedAt,
                finishedAt);
    }

    /** Objects come and go only while no client of the account is served here. */
    private @Nullable Refusal permit() {
        return stopped.getCount() == 0 || !account.takesCopies() ? Refusal.GONE : null;
    }

    private void run() {
        try {
            copy();
            end(Copy.Phase.DONE, null);
            log.info("copied {} objects of account {}", pass.totalObjects(), account.id());
        } catch (CopyProblem e) {
            end(Copy.Phase.FAILED, e.getMessage());
            log.warn("copying account {} failed: {}", account.id(), e.getMessage());
        } catch (InterruptedException e) {
            end(Copy.Phase.FAILED, "It was stopped.");
        } catch (RuntimeException | Error e) {
            // An error, too: whoever asked would wait for ever.
            end(Copy.Phase.FAILED, Refusal.FAULT.reason());
            log.error("copying account {} failed", account.id(), e);
        }
    }

    private void copy() throws CopyProblem, InterruptedException {
        int fruitless = 0;
        long best = 0;
        while (true) {
            try {
                requireReady();
                pass.run();
                if (asked.exact()) {
                    finish();
                }
                return;
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage());
                fruitless = pass.objects() > best ? 1 : fruitless + 1;
                best = Math.max(best, pass.objects());
                if (fruitless >= TRIES) {
                    throw new CopyProblem(reason);
                }
                problem = reason;
                if (stopped.await(1L << fruitless, TimeUnit.SECONDS)) {
                    throw new InterruptedException("stopped");
                }
            }
        }
    }

    private void requireReady() throws CopyProblem {
        if (!account.takesCopies()) {
            throw new CopyProblem(
                    "The account isn't closed here any more, nor handed on with its bytes kept.");
        }
    }

    private void finish() throws IOException, CopyProblem {
        Seen seen = new Seen(asked.lastWriteAt(), asked.lastSnapshotAt(), clock.instant());
        if (!accounts.took(account, seen)) {
            requireReady();
        }
    }

    private void end(Copy.Phase last, @Nullable String reason) {
        problem = reason;
        finishedAt = clock.instant();
        phase = last;
    }
}
