package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** A connection to the data port on which a test decides itself which bytes go when. */
final class RawConnection implements AutoCloseable {
    /** For answers, which come for sure, if late where a machine has much to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Shorter than the time after which a node hangs up on anybody in the end. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Socket socket;
    private final BufferedReader answers;
    private boolean usable = true;

    RawConnection(URI dataUrl) throws IOException {
        socket = new Socket(dataUrl.getHost(), dataUrl.getPort());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    /** Sends the head of a POST. */
    void head(String path, TestNode.Client client, String lengthHeader) throws IOException {
        head(path, client.authorization(), lengthHeader);
    }

    /** The same of a node in another process. */
    void head(String path, String authorization, String lengthHeader) throws IOException {
        String head =
                "POST %s HTTP/1.1\r\nHost: node\r\nAuthorization: %s\r\n%s\r\n\r\n"
                        .formatted(path, authorization, lengthHeader);
        send(head.getBytes(US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
        send(bytes, 0, bytes.length);
    }

    void send(byte[] bytes, int from, int to) throws IOException {
        socket.getOutputStream().write(bytes, from, to - from);
        socket.getOutputStream().flush();
    }

    /** Reads everything until the other side hangs up. */
    String rest() throws IOException {
        return answers.lines().collect(Collectors.joining("\n"));
    }

    /** Reads one answer and returns its status line. */
    String answer() throws IOException {
        String status = answers.readLine();
        int length = 0;
        for (String line = answers.readLine();
                line != null && !line.isEmpty();
                line = answers.readLine()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            answers.read();
        }
        return String.valueOf(status);
    }

    /**
     * Sends bytes that are a request, or its beginning, and reads what comes back.
     *
     * @param method says whether the answer has a body
     * @param whole whether an answer has to come; otherwise this side ends it
     * @return the answer's status, 0 if the other side hung up without one
     */
    int exchange(String method, byte[] bytes, boolean whole) throws IOException {
        try {
            send(bytes);
            if (!whole) {
                usable = false;
                socket.shutdownOutput();
            }
            return status(method);
        } catch (SocketException e) {
            usable = false;
            return 0;
        }
    }

    private int status(String method) throws IOException {
        String status = answers.readLine();
        while (status != null && status.startsWith("HTTP/1.1 1")) {
            answers.readLine();
            status = answers.readLine();
        }
        if (status == null || !status.startsWith("HTTP/1.1 ")) {
            usable = false;
            return 0;
        }
        int length = -1;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
            usable &= !lower.equals("connection: close");
        }
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                skip(size);
                line();
            }
            line();
        } else if (!method.equals("HEAD")) {
            usable &= length >= 0;
            skip(Math.max(0, length));
        }
        return Integer.parseInt(status.substring(9, 12));
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new SocketException("the answer ends early");
        }
        return line;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void skip(int bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            long skipped = answers.skip(left);
            if (skipped <= 0) {
                throw new SocketException("the answer ends early");
            }
            left -= skipped;
        }
    }

    /** Whether another request may follow the last one. */
    boolean isUsable() {
        return usable;
    }

    /** Whether the other side hangs up within that time. */
    boolean endsWithin(Duration time) throws IOException {
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        try {
            return answers.read() < 0;
        } catch (SocketTimeoutException notYet) {
            return false;
        } finally {
            socket.setSoTimeout(patience);
        }
    }

    /** Whether the other side hangs up now. */
    boolean isAtEnd() throws IOException {
        return endsWithin(SOON);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
