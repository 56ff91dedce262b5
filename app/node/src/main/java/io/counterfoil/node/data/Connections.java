package io.counterfoil.node.data;

import io.counterfoil.node.accounts.Access;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.store.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is connected to the node. Keeps their number within bounds, cuts those that hold
 * a connection without using it, and when the node is stopped lets what runs come to its end.
 */
public final class Connections extends Handler.Wrapper implements Graceful {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);
    private static final long WATCH_SECONDS = 5;
    private static final long DRAIN_MILLIS = 20;

    /**
     * Before the server's own patience ends, so that it finds nothing to complain about; and as much
     * again for each connection that may have to be cut, whose upload leaves nothing behind.
     */
    private static final long SPARE_MILLIS = 500;

    private static final long SPARE_MILLIS_OF_ONE = 1;

    private final LimitSettings limits;
    private final Map<Connection, Peer> data = new ConcurrentHashMap<>();
    private final Map<Connection, Peer> admin = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final WaitingRoom waitingRoom;
    private volatile Scheduler.@Nullable Task watch;
    private volatile @Nullable CompletableFuture<Void> drained;

    public Connections(LimitSettings limits) {
        this.limits = limits;
        this.waitingRoom = new WaitingRoom(limits.waitWhileMoving());
    }

    /** Learns of the connections to the data port. */
    public Connection.Listener ofData() {
        return new Gate(data, true);
    }

    /** Learns of the connections to the admin port, for which there are no bounds. */
    public Connection.Listener ofAdmin() {
        return new Gate(admin, false);
    }

    private final class Gate implements Connection.Listener {
        private final Map<Connection, Peer> peers;
        private final boolean bounded;

        Gate(Map<Connection, Peer> peers, boolean bounded) {
            this.peers = peers;
            this.bounded = bounded;
        }

        @Override
        public void onOpened(Connection connection) {
            if (connection instanceof SslConnection) {
                return;
            }
            int others = peers.size();
            boolean crowded =
                    bounded && others >= limits.connections() && !closeLongestIdle(peer -> true);
            peers.put(connection, new Peer(connection, crowded, System.nanoTime()));
            if (isShutdown() || (crowded && others >= 2L * limits.connections())) {
                connection.getEndPoint().close();
            }
        }

        @Override
        public void onClosed(Connection connection) {
            Peer peer = peers.remove(connection);
            if (peer != null) {
                peer.closed();
            }
        }
    }

    /** To the data port. */
    public int count() {
        return data.size();
    }

    /**
     * Counts a request of the data port to an account.
     *
     * @return null when the account may have one more
     */
    @Nullable Refusal admit(Request request, Access access) {
        Peer peer = data.get(request.getConnectionMetaData().getConnection());
        Peer.Visit visit = peer == null ? null : peer.visit();
        if (peer == null || visit == null) {
            return null;
        }
        Account account = access.account();
        if (!account.share().takeRequest(limits.requestsPerAccount())) {
            return Refusal.ACCOUNT_CROWDED;
        }
        visit.become(access);
        return peer.passTo(account) > limits.connectionsPerAccount()
                        && !closeLongestIdle(other -> other.isOf(account))
                ? Refusal.ACCOUNT_CROWDED
                : null;
    }

    /** Why nobody is served on this connection, or null. */
    @Nullable Refusal refusal(Request request) {
        Peer peer = data.get(request.getConnectionMetaData().getConnection());
        return peer != null && peer.isCrowded() ? Refusal.CROWDED : null;
    }

    /**
     * Has a request to an account that is being moved wait for a while.
     *
     * @return false if it can't
     */
    boolean holds(Access access, Runnable goOn) {
        return waitingRoom.take(access.account(), getServer().getScheduler(), goOn);
    }

    private boolean closeLongestIdle(Predicate<Peer> which) {
        long now = System.nanoTime();
        Peer longest =
                data.values().stream()
                        .filter(peer -> peer.isIdle() && which.test(peer))
                        .min(Comparator.comparingLong(peer -> peer.idleSince() - now))
                        .orElse(null);
        if (longest == null) {
            return false;
        }
        // At once, for until it is told to be closed the next one would choose it again.
        if (data.remove(longest.connection(), longest)) {
            longest.closed();
        }
        longest.close();
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        Peer peer = data.getOrDefault(connection, admin.get(connection));
        running.incrementAndGet();
        Peer.Visit visit = visitOf(response);
        if (peer != null) {
            peer.begin(visit);
        }
        Request.addCompletionListener(request, failure -> ended(peer, visit));
        if (isShutdown()) {
            response.setStatus(Refusal.STOPPING.status());
            response.getHeaders().put(HttpHeader.RETRY_AFTER, Exchange.RETRY_AFTER_SECONDS);
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            Content.Sink.write(response, true, Refusal.STOPPING.reason(), callback);
            return true;
        }
        if (data.containsKey(connection)) {
            return super.handle(request, response, callback);
        }
        request.getConnectionMetaData()
                .getConnector()
                .getExecutor()
                .execute(() -> handleLater(request, response, callback));
        return true;
    }

    /**
     * Servlets wait for what they like, so they get a thread of their own: one of their port's, as
     * those of the data port may all wait for a disk just when somebody looks what the matter is.
     */
    private void handleLater(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            // An Error, too: whoever waits for the answer, and for the end of it, must not wait forever.
            Response.writeError(request, response, callback, e);
        }
    }

    /**
     * The data port hands on what may wait, and {@link #handle} does it for the admin port, so
     * nobody needs another thread only to look at a request.
     */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private static Peer.Visit visitOf(Response response) {
        return new Peer.Visit() {
            @Override
            long sent() {
                return response.isCommitted() ? Response.getContentBytesWritten(response) : -1;
            }
        };
    }

    private void ended(@Nullable Peer peer, Peer.Visit visit) {
        running.decrementAndGet();
        Access access = visit.access();
        if (access != null) {
            access.account().share().giveRequest();
        }
        if (peer != null) {
            peer.end(visit, System.nanoTime());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        watchLater();
    }

    @Override
    protected void doStop() throws Exception {
        Scheduler.Task next = watch;
        if (next != null) {
            next.cancel();
        }
        super.doStop();
    }

    private void watchLater() {
        watch = getServer().getScheduler().schedule(this::watch, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    private void watch() {
        try {
            long now = System.nanoTime();
            for (Peer peer : data.values()) {
                String fault = peer.fault(now);
                if (fault != null) {
                    peer.cut(fault);
                }
            }
        } finally {
            if (isRunning()) {
                watchLater();
            }
        }
    }

    @Override
    public boolean isShutdown() {
        return drained != null;
    }

    /**
     * From here on new requests are asked to come again, connections without one are closed at once,
     * and the others when theirs is done, or shortly before the server's patience ends.
     */
    @Override
    public CompletableFuture<Void> shutdown() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        drained = done;
        waitingRoom.close();
        int atFirst = running.get();
        if (atFirst > 0) {
            log.info(
                    "The node stops: {} requests run and get {} ms to end.",
                    atFirst,
                    getServer().getStopTimeout());
        }
        drain(done, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis()));
        return done;
    }

    private long patienceMillis() {
        long all = getServer().getStopTimeout();
        long spare = SPARE_MILLIS + SPARE_MILLIS_OF_ONE * (data.size() + admin.size());
        return Math.max(Math.min(all / 2, all - SPARE_MILLIS), all - spare);
    }

    private void drain(CompletableFuture<Void> done, long deadline) {
        boolean late = System.nanoTime() - deadline > 0;
        if (late && running.get() > 0) {
            log.warn("{} requests didn't end in time and are cut off.", running.get());
        }
        for (Map<Connection, Peer> peers : List.of(data, admin)) {
            peers.values().stream().filter(peer -> late || peer.isIdle()).forEach(Peer::close);
        }
        if (late || (running.get() == 0 && data.isEmpty() && admin.isEmpty())) {
            done.complete(null);
        } else {
            getServer()
                    .getScheduler()
                    .schedule(() -> drain(done, deadline), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
