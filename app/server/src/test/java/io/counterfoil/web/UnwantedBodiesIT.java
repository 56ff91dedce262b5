package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Announces bodies of which not a byte follows: who is answered all the same had none read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnwantedBodiesIT {
    private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

    private TestWorld world;
    private TestServer server;
    private String key;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aFormWithFilesOfSomebodyWhoIsNotSignedInIsSentToTheSignIn() throws IOException {
        String answer =
                announced(
                        "POST /console/settings/brand/logo",
                        "multipart/form-data; boundary=xyz",
                        "Accept: text/html\r\n");

        assertThat(answer).startsWith("HTTP/1.1 303 ").contains("Location: ", "/console/sign-in");
    }

    @Test
    void aProgramIsToldToSendAKey() throws IOException {
        assertThat(
                        announced(
                                "POST /console/settings/brand/logo",
                                "multipart/form-data; boundary=xyz",
                                "Accept: application/json\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(
                        announced(
                                "PUT /api/v1/provider/logo",
                                "image/svg+xml",
                                "Authorization: Bearer not-a-key\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(announced("PUT /api/v1/provider/logo", "image/svg+xml", ""))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void whatIsNoLogoIsRefusedAsSuch() throws IOException {
        assertThat(
                        announced(
                                "PUT /api/v1/provider/logo",
                                "image/png",
                                "Authorization: Bearer " + key + "\r\n"))
                .startsWith("HTTP/1.1 415 ")
                .contains("Send the body as application/pdf or image/svg+xml.");
    }

    @Test
    void whoSendsTheBodyAllTheSameSeesTheAnswer() {
        HttpRequest form =
                server.request("/console/settings/brand/logo")
                        .header("Accept", "text/html")
                        .header("Content-Type", "multipart/form-data; boundary=xyz")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5 << 20]))
                        .build();

        // It was now and then only that one of them, or the next, met a broken connection.
        for (int time = 0; time < 20; time++) {
            assertThat(server.send(form).statusCode()).isEqualTo(303);
        }
    }

    /** The answer to a request whose body never comes. */
    private String announced(String request, String mediaType, String headers)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE);
            String head =
                    request
                            + " HTTP/1.1\r\nHost: "
                            + server.host()
                            + "\r\nContent-Type: "
                            + mediaType
                            + "\r\nContent-Length: 200000\r\n"
                            + headers
                            + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            // The connection stays open for the body, so the answer ends where it says.
            StringBuilder got = new StringBuilder();
            while (got.indexOf("\r\n\r\n") < 0) {
                got.append((char) oneOf(answer));
            }
            Matcher length = LENGTH.matcher(got);
            if (length.find()) {
                byte[] body = answer.readNBytes(Integer.parseInt(length.group(1)));
                got.append(new String(body, StandardCharsets.UTF_8));
            }
            return got.toString();
        }
    }

    private static int oneOf(InputStream answer) throws IOException {
        int read = answer.read();
        assertThat(read).as("the connection ended before the answer").isNotNegative();
        return read;
    }
}
