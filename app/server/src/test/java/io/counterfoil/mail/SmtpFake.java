package io.counterfoil.mail;

import io.counterfoil.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that does what tests tell it to, bad things too. To each command it gives the next
 * answer that was put for it, and the usual one when there is none left.
 */
final class SmtpFake implements AutoCloseable {
    /** Instead of an answer: nothing, until the other side gives up. */
    static final String HANG = "hang";

    /** Instead of an answer: the end of the connection. */
    static final String CLOSE = "close";

    // After which a server ends the connection (RFC 5321).
    private static final String GOODBYE = "421";

    /** What the end of a message is called here. */
    static final String END = ".";

    private static final Map<String, String> USUAL =
            Map.of(
                    "HELLO", "220 fake.example ESMTP",
                    "EHLO", "250-fake.example\r\n250 AUTH PLAIN",
                    "AUTH", "235 2.7.0 Welcome",
                    "DATA", "354 Go on",
                    "QUIT", "221 Bye");

    private volatile ServerSocket door;
    private final @Nullable SSLContext tls;
    private final boolean startTls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<String>> answers = new HashMap<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    /** One that encrypts nothing. */
    SmtpFake() {
        this(null, false);
    }

    /** One that encrypts from the beginning, or after STARTTLS. */
    SmtpFake(@Nullable SSLContext tls, boolean startTls) {
        this.tls = tls;
        this.startTls = startTls;
        door = door(FreePort.find());
        threads.execute(this::welcome);
    }

    private static ServerSocket door(int port) {
        try {
            return new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets nobody in, and throws out who is there. */
    void shut() {
        try {
            door.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets people in again, at the same port. */
    void open() {
        door = door(door.getLocalPort());
        threads.execute(this::welcome);
    }

    /** Forgets what came so far, and the answers that were not given. */
    void forget() {
        messages.clear();
        commands.clear();
        synchronized (answers) {
            answers.clear();
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** Gives these answers to the next commands of that name. */
    SmtpFake answer(String command, String... next) {
        synchronized (answers) {
            answers.computeIfAbsent(command, name -> new ArrayDeque<>()).addAll(List.of(next));
        }
        return this;
    }

    /** What was sent between DATA and its end, of all messages whose end was reached. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    /** Every command, as it came. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    /** How many connections there have been. */
    int connections() {
        return connections.size();
    }

    /** How many of them ended in the middle of something. */
    int broken() {
        return broken.get();
    }

    private void welcome() {
        ServerSocket open = door;
        try {
            while (!open.isClosed()) {
                Socket socket = open.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // The door was closed while it waited at it.
            broken.incrementAndGet();
        }
    }

    private void serve(Socket plain) {
        try (Socket socket = tls == null || startTls ? plain : encrypted(plain)) {
            if (say(socket, next("HELLO"))) {
                converse(socket);
            }
        } catch (IOException e) {
            // Who hung up, or refused our certificate: tests look at that from the other side.
            broken.incrementAndGet();
        }
    }

    private void converse(Socket first) throws IOException {
        Socket socket = first;
        BufferedReader lines = reader(socket);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            commands.add(line);
            String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            if (command.equals("STARTTLS")) {
                say(socket, "220 Go on");
                socket = encrypted(socket);
                lines = reader(socket);
                continue;
            }
            String answer = next(command);
            if (!say(socket, answer)) {
                return;
            }
            if (command.equals("DATA") && answer.startsWith("3")) {
                messages.add(message(lines));
                if (!say(socket, next(END))) {
                    return;
                }
            }
            if (command.equals("QUIT")) {
                return;
            }
        }
    }

    private static String message(BufferedReader lines) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = lines.readLine();
                line != null && !line.equals(END);
                line = lines.readLine()) {
            message.append(line).append("\r\n");
        }
        return message.toString();
    }

    private String next(String command) {
        String usual =
                command.equals("EHLO") && startTls
                        ? "250-fake.example\r\n250-STARTTLS\r\n250 AUTH PLAIN"
                        : USUAL.getOrDefault(command, "250 2.0.0 OK");
        synchronized (answers) {
            Queue<String> left = answers.getOrDefault(command, new ArrayDeque<>());
            String answer = left.poll();
            return answer == null ? usual : answer;
        }
    }

    /** Says it; false if there is nothing more to say. */
    private boolean say(Socket socket, String answer) throws IOException {
        if (answer.equals(HANG)) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
        if (answer.equals(CLOSE)) {
            return false;
        }
        Writer out = writer(socket);
        out.write(answer + "\r\n");
        out.flush();
        return !answer.startsWith(GOODBYE);
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLContext context = tls;
        if (context == null) {
            throw new IOException("no TLS here");
        }
        SSLSocket over =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, null, socket.getPort(), true);
        over.setUseClientMode(false);
        over.startHandshake();
        return over;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Writer writer(Socket socket) throws IOException {
        return new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        end.countDown();
        shut();
        threads.shutdownNow();
    }
}
