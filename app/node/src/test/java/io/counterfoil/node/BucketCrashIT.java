package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.bucket.FakeStore;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on a bucket with little memory, and what its end leaves there. */
class BucketCrashIT {
    private static final int MIB = 1 << 20;
    private static final String ANNA = AccountSpecs.authorization("anna");

    @TempDir Path folder;

    @Test
    void anUploadThatIsCutOffLeavesNothingAndTheSumsAreTheBuckets() throws Exception {
        UUID id = UUID.randomUUID();
        byte[] stands = Blobs.bytes(300_000, 1);
        byte[] cut = Blobs.bytes(3 * MIB, 2);
        String place = "one/repositories/" + id + "/";
        try (FakeStore store = FakeStore.start();
                HttpClient http = HttpClient.newHttpClient()) {
            try (ChildNode node = start(store);
                    RawConnection connection = new RawConnection(node.url("application"))) {
                node.put(id);
                assertThat(post(http, node, "?create=true", new byte[0])).isEqualTo(200);
                assertThat(post(http, node, data(stands), stands)).isEqualTo(200);
                int begun = store.begun();
                connection.head("/" + data(cut), ANNA, "Content-Length: " + cut.length);
                connection.send(cut, 0, cut.length - 1);
                await("the store has some of it").until(() -> store.begun() > begun);
                node.kill();
            }
            String shelf = Blobs.name(stands).substring(0, 2);
            assertThat(store.keys(place))
                    .containsExactlyInAnyOrder(
                            place + "data/repository",
                            place + "data/" + shelf + "/" + Blobs.name(stands));
            try (ChildNode node = start(store)) {
                assertThat(node.status(id).usage().bytes()).isEqualTo(stands.length);
                assertThat(node.status(id).usage().objects().total()).isEqualTo(1);
                assertThat(post(http, node, data(cut), cut)).isEqualTo(200);
                assertThat(node.status(id).usage().bytes())
                        .isEqualTo(stands.length + cut.length);
            }
        }
    }

    @Test
    @Tag("long")
    void theLargestPackPassesThroughANodeWithHalfOfItsMemory() throws Exception {
        byte[] pack = Blobs.bytes(128 * MIB, 1);
        try (FakeStore store = FakeStore.start();
                HttpClient http = HttpClient.newHttpClient();
                ChildNode node = start(store)) {
            node.put(UUID.randomUUID());
            assertThat(post(http, node, "?create=true", new byte[0])).isEqualTo(200);
            assertThat(post(http, node, data(pack), pack)).isEqualTo(200);
            assertThat(
                            http.send(
                                            request(node, data(pack)).build(),
                                            HttpResponse.BodyHandlers.ofByteArray())
                                    .body())
                    .isEqualTo(pack);
        }
    }

    private static String data(byte[] body) {
        return "data/" + Blobs.name(body);
    }

    private ChildNode start(FakeStore store) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "any");
        return ChildNode.start(
                folder,
                "64m",
                """
                store: {type: s3, endpoint: "%s", bucket: bucket, prefix: one, capacity: 1 GiB,
                  accessKeyFile: %s, secretKeyFile: %s}
                """
                        .formatted(store.endpoint(), key, key));
    }

    private static int post(HttpClient http, ChildNode node, String path, byte[] body)
            throws Exception {
        return http.send(
                        request(node, path)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpRequest.Builder request(ChildNode node, String path) throws Exception {
        return HttpRequest.newBuilder(node.url("application").resolve(path))
                .header("Authorization", ANNA);
    }
}
