package io.counterfoil.node.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What a store is reached through that hangs as a test wants it, on connections that are open, too. */
public final class HangingProxy implements AutoCloseable {
    private final URI store;
    private final Duration pause;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Way way = Way.WELL;

    private HangingProxy(URI store, Duration pause, ServerSocket door) {
        this.store = store;
        this.pause = pause;
        this.door = door;
    }

    /** How it hangs. */
    public enum Way {
        WELL,
        /** Takes nothing, so that who sends can't go on. */
        DEAF,
        /** Takes everything, and the store does it, but says nothing. */
        MUTE,
        /** The beginning of an answer comes, and no more. */
        BREAKS_OFF,
        /** An answer comes byte by byte, with pauses that are no hanging each. */
        STAMMERS
    }

    /**
     * One that does no harm yet.
     *
     * @param pause between two bytes of one that stammers
     */
    public static HangingProxy before(URI store, Duration pause) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HangingProxy proxy = new HangingProxy(store, pause, door);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** From now on. */
    public void becomes(Way next) {
        lock.lock();
        try {
            way = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                sockets.add(client);
                Socket behind = new Socket(store.getHost(), store.getPort());
                sockets.add(behind);
                threads.execute(() -> pass(client, behind, false));
                threads.execute(() -> pass(behind, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[16 << 10];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            if (!answers) {
                awaitEar();
            }
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (answers) {
                    answer(buffer, count, out);
                } else {
                    awaitEar();
                    out.write(buffer, 0, count);
                }
            }
            if (answers) {
                awaitEnd();
            }
        } catch (IOException | InterruptedException gone) {
            // Like any proxy, it hangs up on the other side, too.
        }
    }

    /** A store that lost patience itself has hung up on this one, and not on who waits for it here. */
    private void awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            while (way != Way.WELL) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitEar() throws InterruptedException {
        lock.lock();
        try {
            while (way == Way.DEAF) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The head of a small answer and the beginning of its body come in one piece from a store. */
    private void answer(byte[] bytes, int count, OutputStream out)
            throws IOException, InterruptedException {
        int sent = 0;
        while (sent < count) {
            int most = most(count - sent, sent);
            out.write(bytes, sent, most);
            out.flush();
            sent += most;
        }
    }

    /** Waits until bytes may go, and says how many. */
    private int most(int left, int sent) throws InterruptedException {
        lock.lock();
        try {
            while (way == Way.MUTE || (way == Way.BREAKS_OFF && (left < 2 || sent > 0))) {
                changed.await();
            }
            if (way == Way.BREAKS_OFF) {
                return left - 1;
            }
            if (way == Way.STAMMERS) {
                long nanos = pause.toNanos();
                while (way == Way.STAMMERS && nanos > 0) {
                    nanos = changed.awaitNanos(nanos);
                }
                return 1;
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
