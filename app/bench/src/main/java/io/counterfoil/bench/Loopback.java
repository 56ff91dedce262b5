package io.counterfoil.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The least that a server can do: it answers whatever it is asked with the same bytes from memory.
 * Nothing that reads files and checks passwords can be faster over this machine's loopback.
 */
final class Loopback implements AutoCloseable {
    private static final int LARGEST_REQUEST = 8 << 10;

    private final ServerSocketChannel server;
    private final ByteBuffer answer;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Answers with that many bytes. */
    Loopback(int bytes) throws IOException {
        byte[] head =
                ("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n").getBytes(US_ASCII);
        answer = ByteBuffer.allocateDirect(head.length + bytes).put(head).position(0);
        server =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        threads.execute(this::accept);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            if (server.isOpen()) {
                throw new IllegalStateException("no more clients can be let in", e);
            }
        }
    }

    /** A client sends its next request only after the answer, so a read is a request. */
    private void serve(SocketChannel client) {
        ByteBuffer request = ByteBuffer.allocateDirect(LARGEST_REQUEST);
        try (client) {
            while (client.read(request.clear()) >= 0) {
                ByteBuffer left = answer.duplicate();
                while (left.hasRemaining()) {
                    client.write(left);
                }
            }
        } catch (IOException e) {
            if (server.isOpen()) {
                throw new IllegalStateException("a client left before it was answered", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.close();
    }
}
