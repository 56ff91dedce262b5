package io.counterfoil.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Requests of the restic REST protocol over kept connections. What comes back is counted and
 * dropped, with so little work that the server's shows: it shares the processors.
 */
final class StorageLoad {
    private final int port;
    private final String authorization;

    StorageLoad(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    /** What the clients send. */
    interface Requests {
        /** The request that a client makes after {@code made} others in this run. */
        Request of(int client, int made);
    }

    /**
     * One request.
     *
     * @param range value of the Range header
     */
    record Request(String method, String path, @Nullable String range, @Nullable StoredBlob body) {
        static Request get(String path) {
            return new Request("GET", path, null, null);
        }

        static Request range(String path, long from, long length) {
            return new Request("GET", path, "bytes=" + from + "-" + (from + length - 1), null);
        }

        static Request head(String path) {
            return new Request("HEAD", path, null, null);
        }

        static Request post(String path, @Nullable StoredBlob body) {
            return new Request("POST", path, null, body);
        }

        static Request delete(String path) {
            return new Request("DELETE", path, null, null);
        }
    }

    /**
     * Lets each client make so many requests, one after the other.
     *
     * @throws IOException if an answer isn't a good one
     */
    HttpLoad.Speed run(int clients, int times, Requests requests) throws Exception {
        return Crowd.run(clients, times, client -> new Connection(client, requests));
    }

    private final class Connection implements Crowd.Member {
        private static final int BUFFER = 256 << 10;

        private final int client;
        private final Requests requests;
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).flip();

        Connection(int client, Requests requests) throws IOException {
            this.client = client;
            this.requests = requests;
            this.channel =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        @Override
        public void act(int made) throws IOException {
            Request request = requests.of(client, made);
            send(request);
            String status = line();
            long length = 0;
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(lower.substring(15).strip());
                } else if (lower.equals("transfer-encoding: chunked")) {
                    chunked = true;
                }
            }
            if (!status.startsWith("HTTP/1.1 2")) {
                throw new IOException(request.method() + " " + request.path() + ": " + status);
            }
            if (chunked) {
                dropChunks();
            } else if (!request.method().equals("HEAD")) {
                drop(length);
            }
        }

        private void send(Request request) throws IOException {
            StoredBlob body = request.body();
            StringBuilder head =
                    new StringBuilder(request.method())
                            .append(' ')
                            .append(request.path())
                            .append(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: ")
                            .append(authorization)
                            .append("\r\nAccept: application/vnd.x.restic.rest.v2\r\n");
            if (request.range() != null) {
                head.append("Range: ").append(request.range()).append("\r\n");
            }
            if (request.method().equals("POST")) {
                int length = body == null ? 0 : body.size();
                head.append("Content-Length: ").append(length).append("\r\n");
            }
            ByteBuffer start = ByteBuffer.wrap(head.append("\r\n").toString().getBytes(US_ASCII));
            if (body == null) {
                channel.write(start);
                return;
            }
            ByteBuffer[] all = {start, body.start().duplicate(), body.rest().duplicate()};
            while (all[all.length - 1].hasRemaining()) {
                channel.write(all);
            }
        }

        private void dropChunks() throws IOException {
            int size = Integer.parseInt(line(), 16);
            while (size > 0) {
                drop(size);
                line();
                size = Integer.parseInt(line(), 16);
            }
            line();
        }

        private void drop(long bytes) throws IOException {
            long left = bytes;
            while (left > 0) {
                if (!in.hasRemaining()) {
                    fill();
                }
                int taken = (int) Math.min(left, in.remaining());
                in.position(in.position() + taken);
                left -= taken;
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                if (!in.hasRemaining()) {
                    fill();
                }
                char c = (char) in.get();
                if (c == '\n') {
                    return line.toString();
                }
                if (c != '\r') {
                    line.append(c);
                }
            }
        }

        private void fill() throws IOException {
            if (channel.read(in.clear()) < 0) {
                throw new IOException("the server closed the connection");
            }
            in.flip();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
