package io.counterfoil.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A mail server on this machine that takes every message at once and forgets it. */
final class MailSink implements AutoCloseable {
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong characters = new AtomicLong();

    MailSink() throws IOException {
        door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    /** How many messages came. */
    long messages() {
        return messages.get();
    }

    /** How long all of them were. */
    long characters() {
        return characters.get();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new IllegalStateException("nobody else can be let in", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            say(socket, "220 sink.example ESMTP");
            String line = lines.readLine();
            while (line != null) {
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                switch (command) {
                    case "DATA" -> {
                        say(socket, "354 Go on");
                        take(lines);
                        say(socket, "250 2.0.0 Taken");
                    }
                    case "QUIT" -> {
                        say(socket, "221 2.0.0 Bye");
                        return;
                    }
                    default -> say(socket, "250 2.0.0 OK");
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // Who says goodbye does not wait for ours.
            System.err.println("a connection to the sink ended: " + e.getMessage());
        }
    }

    private void take(BufferedReader lines) throws IOException {
        long length = 0;
        String line = lines.readLine();
        while (line != null && !line.equals(".")) {
            length += line.length();
            line = lines.readLine();
        }
        characters.addAndGet(length);
        messages.incrementAndGet();
    }

    private static void say(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
