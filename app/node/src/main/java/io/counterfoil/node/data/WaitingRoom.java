package io.counterfoil.node.data;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.contract.AccountState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Where requests to accounts that are being moved wait for the moments that this mostly takes, so
 * that a client which begins just then, and would give up at once, does not notice. They take no
 * thread, only so many are let in, and none stays for long.
 */
final class WaitingRoom {
    /** Of one account: enough for some machines that share it, as restic opens five connections. */
    static final int MOST_OF_ONE = 40;

    /** Of all accounts; each keeps a connection, and whatever the client sent ahead. */
    static final int MOST = 400;

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Duration patience;

    @GuardedBy("this")
    private final List<Waiting> waiting = new ArrayList<>();

    @GuardedBy("this")
    private boolean closed;

    /**
     * @param patience how long a request waits at most; zero = none does
     */
    WaitingRoom(Duration patience) {
        this.patience = patience;
    }

    private record Waiting(Account account, long until, Runnable goOn) {
        boolean isOver(long now) {
            return account.state() != AccountState.MOVING || until - now <= 0;
        }
    }

    /**
     * Has a request wait until its account has moved, or stays after all, or it has waited for long
     * enough.
     *
     * @param goOn what happens to it then
     * @return false if it can't wait
     */
    synchronized boolean take(Account account, Scheduler scheduler, Runnable goOn) {
        long ofThis = waiting.stream().filter(other -> other.account() == account).count();
        if (closed || patience.isZero() || ofThis >= MOST_OF_ONE || waiting.size() >= MOST) {
            return false;
        }
        waiting.add(new Waiting(account, System.nanoTime() + patience.toNanos(), goOn));
        if (waiting.size() == 1) {
            lookLater(scheduler);
        }
        return true;
    }

    /** From now on nobody waits. */
    void close() {
        List<Waiting> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.goOn().run());
    }

    private void lookLater(Scheduler scheduler) {
        scheduler.schedule(() -> look(scheduler), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(Scheduler scheduler) {
        List<Waiting> over = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
                Waiting one = all.next();
                if (one.isOver(now)) {
                    all.remove();
                    over.add(one);
                }
            }
            if (!waiting.isEmpty()) {
                lookLater(scheduler);
            }
        }
        over.forEach(one -> one.goOn().run());
    }
}
