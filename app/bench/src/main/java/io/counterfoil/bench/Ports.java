package io.counterfoil.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;

/** Ports of servers on this machine that a benchmark starts. */
final class Ports {
    private static final Duration START = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 50;

    private Ports() {}

    /** One that nobody uses now. */
    static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /**
     * Waits until somebody answers there.
     *
     * @throws IOException when the process ends before, or takes longer than a minute
     */
    static void await(int port, Process process) throws IOException, InterruptedException {
        Instant latest = Instant.now().plus(START);
        while (!answers(port)) {
            if (!process.isAlive() || Instant.now().isAfter(latest)) {
                throw new IOException("a server does not start");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean answers(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException notYet) {
            return false;
        }
    }
}
