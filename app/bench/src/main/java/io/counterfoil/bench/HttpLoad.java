package io.counterfoil.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Sends JSON over kept connections, with so little work of its own that the server's shows: it
 * shares the processors with it.
 */
final class HttpLoad {
    private static final double NANOS = 1e9;

    private final int port;
    private final String path;
    private final String key;

    /** Posts to a path of the server on this machine, with an API key. */
    HttpLoad(int port, String path, String key) {
        this.port = port;
        this.path = path;
        this.key = key;
    }

    /**
     * Sends the bodies from {@code from} on, each once, and returns how many a second were
     * answered.
     *
     * @throws IOException if an answer is not 201
     */
    double run(int clients, int times, int from, IntFunction<String> bodies) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int first = from + client * times;
                running.add(
                        threads.submit(
                                () -> {
                                    send(first, times, bodies);
                                    return first;
                                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        return clients * times / ((System.nanoTime() - start) / NANOS);
    }

    private void send(int first, int times, IntFunction<String> bodies) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            socket.setTcpNoDelay(true);
            for (int i = first; i < first + times; i++) {
                out.write(request(bodies.apply(i)));
                answer(in);
            }
        }
    }

    private byte[] request(String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] start =
                """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Accept: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(path, key, content.length)
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + content.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }

    private static void answer(InputStream in) throws IOException {
        String status = line(in);
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        String body = length >= 0 ? text(in, length) : chunks(in);
        if (!status.startsWith("HTTP/1.1 201")) {
            throw new IOException(status + "\n" + body);
        }
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        int size = Integer.parseInt(line(in), 16);
        while (size > 0) {
            body.append(text(in, size));
            line(in);
            size = Integer.parseInt(line(in), 16);
        }
        line(in);
        return body.toString();
    }

    private static String text(InputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
