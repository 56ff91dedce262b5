package io.counterfoil.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends JSON over kept connections, with so little work of its own that the server's shows: it
 * shares the processors with it.
 */
final class HttpLoad {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final int port;
    private final String path;

    /** Posts to a path of the server on this machine. */
    HttpLoad(int port, String path) {
        this.port = port;
        this.path = path;
    }

    /** What the clients send. */
    interface Calls {
        /** The call that a client makes after {@code made} others in this run. */
        Call of(int client, int made);
    }

    /** A body, and the API key to send it with. */
    record Call(String key, String body) {}

    /**
     * How fast calls were answered.
     *
     * @param perSecond by all clients together
     * @param nanos what each took, the fastest first
     */
    record Speed(double perSecond, long[] nanos) {

        /** The time in milliseconds within which this share of the calls was answered. */
        double millis(double share) {
            return nanos[(int) Math.ceil(share * nanos.length) - 1] / (NANOS / MILLIS);
        }
    }

    /**
     * Lets each client make so many calls, one after the other.
     *
     * @throws IOException if an answer is not 201
     */
    Speed run(int clients, int times, Calls calls) throws Exception {
        return Crowd.run(clients, times, client -> new Client(client, calls));
    }

    /** A connection, and the calls that go over it. */
    private final class Client implements Crowd.Member {
        private final int number;
        private final Calls calls;
        private final Socket socket;
        private final InputStream in;

        Client(int number, Calls calls) throws IOException {
            this.number = number;
            this.calls = calls;
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            this.in = new BufferedInputStream(socket.getInputStream());
            socket.setTcpNoDelay(true);
        }

        @Override
        public void act(int made) throws IOException {
            socket.getOutputStream().write(request(calls.of(number, made)));
            answer(in);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private byte[] request(Call call) {
        byte[] content = call.body().getBytes(StandardCharsets.UTF_8);
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
                        .formatted(path, call.key(), content.length)
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
