package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Goes away in the middle of an answer, as a browser does whose reader follows the next link. */
class BrokenOffAnswersIT {
    /** Of Jersey; held here, as the log manager alone would forget it. */
    private static final Logger ANSWERS =
            Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    private static final Pattern BROKEN_OFF =
            Pattern.compile("EofExceptionWriterInterceptor\\S* 1\\.0\n");

    /** One after the other, of close to a megabyte each: more than what the system takes. */
    private static final int ANSWERS_ASKED_FOR = 20;

    /** Far less than that. */
    private static final int TAKEN = 4 << 10;

    @Test
    void isNoFaultOfTheServer() throws Exception {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Remembering(logged);
        ANSWERS.addHandler(handler);
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world)) {
            breakOff(server);
            await("the server sees it")
                    .until(
                            () ->
                                    !logged.isEmpty()
                                            || BROKEN_OFF.matcher(server.metrics()).find());
            assertThat(logged).isEmpty();
        } finally {
            ANSWERS.removeHandler(handler);
        }
    }

    private static void breakOff(TestServer server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(TAKEN);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.getOutputStream()
                    .write(
                            "GET /openapi.json HTTP/1.1\r\nHost: %s\r\n\r\n"
                                    .formatted(server.host())
                                    .repeat(ANSWERS_ASKED_FOR)
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(TAKEN)).asString().contains(" 200 ");
            socket.setSoLinger(true, 0);
        }
    }

    private static final class Remembering extends Handler {
        private final Queue<String> logged;

        Remembering(Queue<String> logged) {
            this.logged = logged;
        }

        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
