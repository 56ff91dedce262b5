package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;

/** A connection to the data port on which a test decides itself which bytes go when. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    RawConnection(URI dataUrl) throws IOException {
        socket = new Socket(dataUrl.getHost(), dataUrl.getPort());
        socket.setSoTimeout(20_000);
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

    /** Whether the other side hangs up now. */
    boolean isAtEnd() throws IOException {
        return answers.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
