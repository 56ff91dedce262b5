package io.counterfoil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Ids;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a {@link TestWorld}, on a port of its own; the clock is the world's.
 *
 * <p>Requests name the provider in their Host header, whatever address they go to; the JVM of the
 * tests is told to let them.
 */
public final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    // Making it looks through every jar for kinds of settings.
    private static final ObjectMapper SETTINGS = Jackson.newObjectMapper();
    // Of code alone, so the same for every world; making and reading it takes half a second.
    private static final AtomicReference<@Nullable ApiContract> CONTRACT = new AtomicReference<>();

    private final DropwizardTestSupport<CounterfoilConfiguration> server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String host;

    /** Serves {@code world}. */
    public TestServer(TestWorld world) {
        this(world, false);
    }

    /** Serves {@code world} as behind a proxy, whose headers say where requests come from. */
    public static TestServer behindProxy(TestWorld world) {
        return new TestServer(world, true);
    }

    private TestServer(TestWorld world, boolean forwarded) {
        host = world.provider().webAddress();
        server =
                new DropwizardTestSupport<>(ServedWorld.class, settings(forwarded)) {
                    @Override
                    public Application<CounterfoilConfiguration> newApplication() {
                        return new ServedWorld(world);
                    }
                };
        try {
            server.before();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** The port of metrics and health checks. */
    public int adminPort() {
        return server.getAdminPort();
    }

    /** The server's environment, such as its routes. */
    public Environment environment() {
        return server.getEnvironment();
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

    /** A browser without cookies. */
    public Browser browser() {
        return new Browser(this);
    }

    @Override
    public void close() {
        // First, or the server waits for its idle connections.
        client.close();
        server.after();
    }

    // Loggers are the JVM's, and other servers run beside this one: it leaves them as they are.
    private static CounterfoilConfiguration settings(boolean forwarded) {
        try {
            return SETTINGS.readValue(
                    """
                    {"demo": false,
                     "logging": {"type": "external"},
                     "server": {
                       "registerDefaultExceptionMappers": false,
                       "applicationConnectors": [{"type": "http", "port": 0, "bindHost": "127.0.0.1", "useForwardedHeaders": %s}],
                       "adminConnectors": [{"type": "http", "port": 0, "bindHost": "127.0.0.1"}],
                       "requestLog": {"appenders": []}}}
                    """
                            .formatted(forwarded),
                    CounterfoilConfiguration.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only what HTTP needs: the world has the rest already. */
    public static final class ServedWorld extends Application<CounterfoilConfiguration> {
        private final TestWorld world;

        ServedWorld(TestWorld world) {
            this.world = world;
        }

        @Override
        public void run(CounterfoilConfiguration settings, Environment environment) {
            Endpoints.open(environment, world.wiring(), new Ids(world.clock(), new SecureRandom()));
        }
    }
}
