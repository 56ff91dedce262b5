package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.ApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A program that calls the public API with one key. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<URI, ApiContract> CONTRACTS = new ConcurrentHashMap<>();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final @Nullable String host;
    private final @Nullable String key;

    /** An answer: its status and its body, which may be empty. */
    public record Answer(int status, JsonNode body) {
        /** The body, after a check of the status. */
        public JsonNode expect(int expected) {
            assertThat(status).as("%s", body).isEqualTo(expected);
            return body;
        }

        /** Done, or refused for a reason that the caller can do something about. */
        void orRefused() {
            assertThat(status).as("%s", body).isIn(200, 201, 404, 409, 422);
        }

        /** Whether it was done, and not refused. */
        boolean isDone() {
            orRefused();
            return status / 100 == 2;
        }
    }

    Api(URI server, @Nullable String key) {
        this(server, null, key);
    }

    /** A program that names {@code host} as whom it calls, wherever it sends to. */
    Api(URI server, @Nullable String host, @Nullable String key) {
        this.server = server;
        this.host = host;
        this.key = key;
    }

    /** Reads. */
    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    /** Sends JSON, with apostrophes for quotation marks. */
    public Answer post(String path, String body) throws IOException, InterruptedException {
        return post(path, body, UUID.randomUUID().toString());
    }

    Answer post(String path, String body, String idempotencyKey)
            throws IOException, InterruptedException {
        return send("POST", path, body, idempotencyKey);
    }

    /** Sends a table. */
    public Answer postTable(String path, String csv) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(csv))
                        .build());
    }

    /** The same, to put something in its place. */
    public Answer put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body, UUID.randomUUID().toString());
    }

    /** The same, to change something. */
    public Answer patch(String path, String body) throws IOException, InterruptedException {
        return send("PATCH", path, body, UUID.randomUUID().toString());
    }

    private Answer send(String method, String path, String body, String idempotencyKey)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build());
    }

    byte[] download(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    byte[] downloadAfterPost(String path) throws IOException, InterruptedException {
        HttpRequest post = request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<byte[]> response = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        Answer answer =
                new Answer(
                        response.statusCode(),
                        JSON.readTree(response.body().isEmpty() ? "null" : response.body()));
        contract()
                .check(request.method(), request.uri().getPath(), answer.status(), answer.body());
        return answer;
    }

    /** What the service says of itself; every answer has to fit it. */
    private ApiContract contract() throws IOException, InterruptedException {
        ApiContract contract = CONTRACTS.get(server);
        if (contract == null) {
            HttpRequest description = request("/openapi.json").build();
            contract =
                    new ApiContract(
                            JSON.readTree(
                                    client.send(description, HttpResponse.BodyHandlers.ofString())
                                            .body()));
            CONTRACTS.put(server, contract);
        }
        return contract;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        if (host != null) {
            request.header("Host", host);
        }
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }
}
