package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.access.Member;
import io.counterfoil.access.StaffMembers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a {@link TestWorld}, as a client sees it; the clock is the world's.
 *
 * <p>Requests name the provider in their Host header, whatever address they go to; the JVM of the
 * tests is told to let them.
 */
public final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    // Of code alone, so the same for every world; making and reading it takes half a second.
    private static final AtomicReference<@Nullable ApiContract> CONTRACT = new AtomicReference<>();

    private final TestWorld world;
    private final HttpSide server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String host;
    private String languages = "en";
    private boolean closed;

    /** Serves {@code world}. */
    public TestServer(TestWorld world) {
        this(world, HttpSide.Place.OPEN);
    }

    /** Serves {@code world} as behind a proxy, whose headers say where requests come from. */
    public static TestServer behindProxy(TestWorld world) {
        return new TestServer(world, HttpSide.Place.BEHIND_PROXY);
    }

    private TestServer(TestWorld world, HttpSide.Place place) {
        this.world = world;
        host = world.provider().webAddress();
        server = world.server(place);
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** What it says of itself to a monitoring program. */
    public String metrics() {
        URI address = URI.create("http://127.0.0.1:" + server.adminPort() + "/metrics");
        return send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The web address of the world's provider. */
    public String host() {
        return host;
    }

    /** A request to a path of the world's provider. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Host", host);
    }

    /**
     * Sends a request; redirects are answers like others. What the API answers on success has to
     * fit its description.
     */
    public HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> answer = send(request, HttpResponse.BodyHandlers.ofString());
        if (request.uri().getPath().startsWith("/api/") && answer.statusCode() / 100 == 2) {
            checkAgainstDescription(request, answer);
        }
        return answer;
    }

    private void checkAgainstDescription(HttpRequest request, HttpResponse<String> answer) {
        boolean json =
                answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("application/json"))
                        .isPresent();
        if (json) {
            contract()
                    .check(
                            request.method(),
                            request.uri().getPath(),
                            answer.statusCode(),
                            parsed(answer.body()));
        }
    }

    private ApiContract contract() {
        ApiContract known = CONTRACT.get();
        if (known == null) {
            HttpRequest description = request("/openapi.json").build();
            known =
                    new ApiContract(
                            parsed(
                                    send(description, HttpResponse.BodyHandlers.ofString())
                                            .body()));
            CONTRACT.set(known);
        }
        return known;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for an answer that is no text. */
    public HttpResponse<byte[]> sendForBytes(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has new browsers ask for pages in these languages, as the header Accept-Language names them. */
    public TestServer reading(String languages) {
        this.languages = languages;
        return this;
    }

    /** What new browsers ask for. */
    String languages() {
        return languages;
    }

    /** A browser without cookies. */
    public Browser browser() {
        return new Browser(this).reading(languages);
    }

    /** A browser in which a new member of staff is signed in; as {@link TestWorld#member} takes them. */
    public Browser signedIn(String email, String name, String role, @Nullable UUID retailer) {
        return signedIn(world.member(email, name, role, retailer));
    }

    /** A browser in which this member of staff is signed in. */
    public Browser signedIn(StaffMembers.WithPassword made) {
        Member member = made.member();
        String area = member.retailer() == null ? "console" : "retail";
        Browser browser = browser();
        HttpResponse<String> answer = browser.signIn(area, member.email(), made.password());
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(303);
        return browser;
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }

    /** Whether it answers no more. */
    boolean isClosed() {
        return closed;
    }
}
