package io.counterfoil.provisioning;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a node's data port, and holds what the node answers when a test says so. */
final class Gate implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int port;
    private long left = Long.MAX_VALUE;
    private boolean holding;

    Gate() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Where clients come. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    /** From now on it leads here. */
    void leadTo(int to) {
        port = to;
    }

    /** Lets so many bytes of answers through, and then no more. */
    synchronized void holdAfter(long bytes) {
        left = bytes;
    }

    /** Whether somebody waits for more. */
    synchronized boolean isHolding() {
        return holding;
    }

    /** Lets everything through again. */
    synchronized void open() {
        left = Long.MAX_VALUE;
        holding = false;
        notifyAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // Only a gate that is closed takes nobody in.
                return;
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        try {
            Socket node = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(node);
            threads.execute(() -> pump(client, node, false));
            threads.execute(() -> pump(node, client, true));
        } catch (IOException e) {
            // The node is down, as whoever came learns by that.
            left(client);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0) {
                if (answers) {
                    pass(read);
                }
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // One of the two has gone, and so does the other.
            left(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left(from);
            left(to);
        }
    }

    private synchronized void pass(int bytes) throws InterruptedException {
        while (left < bytes) {
            holding = true;
            wait();
        }
        left -= left == Long.MAX_VALUE ? 0 : bytes;
    }

    private void left(Socket socket) {
        sockets.remove(socket);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket does not close", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open();
        sockets.forEach(Gate::close);
        threads.close();
    }
}
