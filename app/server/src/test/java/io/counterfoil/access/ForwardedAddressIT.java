package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a proxy forwards as the other side's address, where it lets through what a client sent. */
class ForwardedAddressIT {
    private static final int BUSY_OFFICE = 20;
    private static final List<String> ODD =
            List.of(
                    "X-Forwarded-For: unknown",
                    "X-Forwarded-For: no-such-host.invalid",
                    "X-Forwarded-For: 192.0.2.1, 192.0.2.2",
                    "X-Forwarded-For: [2001:db8::1]:1234",
                    "X-Forwarded-For: 999.999.999.999",
                    "X-Forwarded-For: ,,,",
                    "X-Forwarded-For: ::::",
                    "Forwarded: for=_hidden",
                    "Forwarded: for=\"[2001:db8::1]:x\"",
                    "Forwarded: for=",
                    "Forwarded: =;=,=");

    private TestWorld world;
    private TestServer server;

    @BeforeEach
    void start() {
        world = new TestWorld();
        server = TestServer.behindProxy(world);
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void noTextMakesTheServerFail() throws IOException, InterruptedException {
        for (String text : ODD) {
            HttpResponse<String> answer = preview(text);
            assertThat(answer.statusCode())
                    .as("%s: %s", text, answer.body())
                    .isBetween(400, 499);
        }
    }

    @Test
    void allThatIsNoAddressSharesOneLimit() {
        for (int i = 0; i < BUSY_OFFICE; i++) {
            assertThat(signIn("host-" + i + ".invalid", "somebody-" + i).statusCode())
                    .isEqualTo(422);
        }
        assertThat(signIn("one-more.invalid", "somebody-else").statusCode()).isEqualTo(429);
        assertThat(signIn("192.0.2.1", "somebody-else").statusCode()).isEqualTo(422);
    }

    @Test
    void anIpv6NetworkSharesOneLimit() {
        for (int i = 0; i < BUSY_OFFICE; i++) {
            assertThat(signIn("2001:db8::" + i, "somebody-" + i).statusCode()).isEqualTo(422);
        }
        assertThat(signIn("2001:db8::ffff", "somebody-else").statusCode()).isEqualTo(429);
        assertThat(signIn("2001:db8:0:1::1", "somebody-else").statusCode()).isEqualTo(422);
    }

    private HttpResponse<String> preview(String header)
            throws IOException, InterruptedException {
        int end = header.indexOf(": ");
        HttpRequest request =
                server.request("/api/v1/redemptions/preview")
                        .header("Content-Type", "application/json")
                        .header(header.substring(0, end), header.substring(end + 2))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"code\": \"0000-0000-0000-0000\"}"))
                        .build();
        // By a connection of its own: the server hangs up after some of these.
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> signIn(String address, String email) {
        return server.browser()
                .from(address)
                .signIn("console", email + "@harbour.example", "not the password");
    }
}
