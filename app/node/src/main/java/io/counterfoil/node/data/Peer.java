package io.counterfoil.node.data;

import io.counterfoil.node.accounts.Access;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Permissions;
import io.counterfoil.node.store.Refusal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/** An open connection, and what goes on there. */
final class Peer {
    /** For a head, from its first byte. Clients send it in one go. */
    static final long LONGEST_HEAD_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** For the first request; a client may open connections ahead of its needs. */
    static final long LONGEST_SILENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Connection connection;
    private final boolean crowded;
    private final long openedAt;
    private final AtomicReference<@Nullable Visit> running = new AtomicReference<>();
    private volatile long idleSince;
    private volatile long bytesAtRest;
    private volatile boolean used;
    private @Nullable Account holder;
    private boolean closed;

    // Of the watch alone.
    private boolean inHead;
    private long headSince;
    private @Nullable Visit watched;
    private @Nullable Pace pace;

    /**
     * @param crowded whether it is one too many, which its first request is told
     */
    Peer(Connection connection, boolean crowded, long now) {
        this.connection = connection;
        this.crowded = crowded;
        this.openedAt = now;
        this.idleSince = now;
    }

    /** A request that runs; it has an account once that is known. */
    abstract static class Visit {
        private volatile @Nullable Access access;
        private volatile boolean turnedAway;

        /** Bytes of the answer's body until now, or -1 before there is an answer. */
        abstract long sent();

        void become(Access who) {
            turnedAway = isClosedTo(who);
            access = who;
        }

        @Nullable Access access() {
            return access;
        }

        /** What found its account closed is being told so, and ends by itself. */
        private boolean wasClosedMeanwhile() {
            Access who = access;
            return who != null && !turnedAway && isClosedTo(who);
        }

        private static boolean isClosedTo(Access who) {
            Refusal closed = who.check(Permissions.Action.READ, null);
            return closed != null && !closed.equals(Refusal.MOVING);
        }
    }

    Connection connection() {
        return connection;
    }

    boolean isCrowded() {
        return crowded;
    }

    long idleSince() {
        return idleSince;
    }

    boolean isIdle() {
        return running.get() == null;
    }

    /** The request that runs. */
    @Nullable Visit visit() {
        return running.get();
    }

    void begin(Visit visit) {
        used = true;
        running.set(visit);
    }

    /** The next request may have begun before the last one is known to have ended. */
    void end(Visit visit, long now) {
        idleSince = now;
        bytesAtRest = connection.getBytesIn();
        running.compareAndSet(visit, null);
    }

    /**
     * From now on it counts as this account's; behind a proxy it may have been another one's before.
     *
     * @return how many the account has if it is a new one of its, else 0
     */
    synchronized int passTo(Account account) {
        if (closed || holder == account) {
            return 0;
        }
        leaveHolder();
        holder = account;
        return account.share().takeConnection();
    }

    /** It was closed, and counts no more. */
    synchronized void closed() {
        closed = true;
        leaveHolder();
    }

    private void leaveHolder() {
        if (holder != null) {
            holder.share().giveConnection();
            holder = null;
        }
    }

    synchronized boolean isOf(Account account) {
        return holder == account;
    }

    void close() {
        connection.getEndPoint().close();
    }

    void cut(String why) {
        connection.getEndPoint().close(new TimeoutException(why));
    }

    /**
     * Why it should be cut, or null: for sending a head bit by bit, for not taking what it asked
     * for, or because its account has been closed to it since it began. What it sends slowly is seen to where it is
     * taken.
     */
    @Nullable String fault(long now) {
        Visit visit = running.get();
        if (visit == null) {
            watched = null;
            return headFault(now);
        }
        inHead = false;
        if (visit.wasClosedMeanwhile()) {
            return "its account was closed to it";
        }
        long out = visit.sent();
        if (out < 0) {
            watched = null;
            return null;
        }
        Pace known = pace;
        if (known == null || !visit.equals(watched)) {
            watched = visit;
            pace = new Pace(now);
            pace.restart(now, out);
            return null;
        }
        return known.isTooSlow(now, out) ? "it takes its download too slowly" : null;
    }

    private @Nullable String headFault(long now) {
        boolean begun = connection.getBytesIn() != bytesAtRest;
        if (!begun) {
            inHead = false;
            return used || now - openedAt <= LONGEST_SILENCE_NANOS ? null : "it asks for nothing";
        }
        if (!inHead) {
            inHead = true;
            headSince = now;
        }
        return now - headSince > LONGEST_HEAD_NANOS ? "it sends its head too slowly" : null;
    }
}
