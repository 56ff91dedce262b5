package io.counterfoil.printing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Fixtures;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * What tests of printing over the API stand on: a world that is served, a card to print, a key of
 * its provider, and one of another provider that must see nothing of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PrintHouse {
    private static final ObjectMapper JSON = new ObjectMapper();

    protected TestWorld world;
    protected TestServer server;
    protected String key;
    protected String foreignKey;

    /** The id of the card. */
    protected String product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        foreignKey = world.wiring().access().apiKeys().make(world.decoy(), "Test", null).key();
        product = Fixtures.giftCard(world, world.caller()).id().toString();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    protected static ObjectNode object() {
        return JSON.createObjectNode();
    }

    protected static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    protected final HttpResponse<String> get(String path) {
        return send("GET", path, key, null);
    }

    /** Sends JSON, as text or not yet. */
    protected final HttpResponse<String> post(String path, Object body) {
        return send("POST", path, key, body);
    }

    /** Sends JSON, as text or not yet, with the own key. */
    protected final HttpResponse<String> send(String verb, String path, Object body) {
        return send(verb, path, key, body);
    }

    protected final HttpResponse<String> send(
            String verb, String path, String bearer, @Nullable Object body) {
        return send(server, verb, path, bearer, body);
    }

    protected static HttpResponse<String> send(
            TestServer to, String verb, String path, String bearer, @Nullable Object body) {
        return to.send(
                to.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Accept", "*/*")
                        .header("Content-Type", "application/json")
                        .method(
                                verb,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /** Does what jobs do until the files of an ordered run can be fetched. */
    protected static void release(TestWorld world, UUID run) {
        world.wiring().printing().minting().mint(run);
        world.wiring().printing().releases().release(run);
    }
}
