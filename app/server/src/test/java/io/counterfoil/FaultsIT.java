package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is said after a fault of the server, which may have come after the commit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
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
    void ofAWriteNobodySaysThatNothingWasChanged() {
        HttpRequest write =
                plans().header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"name": "Basic", "edition": "basic", "hard_quota_bytes": 1000000}
                                        """))
                        .build();
        HttpResponse<String> fault = faultAt("INSERT INTO plan", () -> server.send(write));
        assertThat(fault.statusCode()).isEqualTo(500);
        assertThat(fault.body())
                .contains("It is not certain whether", "with the same Idempotency-Key")
                .doesNotContain("Nothing was changed");
    }

    @Test
    void ofAFormNobodySaysSoEitherAndItIsSaidForPeople() {
        Browser browser = server.browser().reading("en");
        HttpResponse<String> fault =
                faultAt(
                        "password_hash FROM staff",
                        () -> browser.signIn("console", "nobody@example.com", "wrong password"));
        assertThat(fault.statusCode()).isEqualTo(500);
        assertThat(fault.body())
                .contains("It is not certain whether", "Please look before")
                .doesNotContain("Nothing was changed", "Idempotency-Key");
    }

    @Test
    void ofALookItIsKnown() {
        HttpResponse<String> fault =
                faultAt("features FROM plan", () -> server.send(plans().GET().build()));
        assertThat(fault.statusCode()).isEqualTo(500);
        assertThat(fault.body()).contains("Nothing was changed by this request. Try again");
    }

    private HttpRequest.Builder plans() {
        return server.request("/api/v1/plans").header("Authorization", "Bearer " + key);
    }

    /** The answer to a request in which a statement with these words fails as none should. */
    private HttpResponse<String> faultAt(String words, Supplier<HttpResponse<String>> request) {
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
        world.during(
                () -> answer.set(request.get()),
                words,
                () -> {
                    throw new IllegalStateException("for the test");
                });
        return answer.get();
    }
}
