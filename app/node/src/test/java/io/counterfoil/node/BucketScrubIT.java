package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.dropwizard.util.DataSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A bucket that changes objects, or loses them, is found out by a node that looks. */
class BucketScrubIT {
    private static final byte[] CHANGED = Blobs.bytes(300_000, 1);
    private static final byte[] GONE = Blobs.bytes(500, 2);
    private static final byte[] SOUND = Blobs.bytes(600, 3);

    @RegisterExtension private static final S3Place PLACE = new S3Place("scrub");

    @TempDir Path folder;
    private final S3Place.Part place = PLACE.part();

    /** A node that begins to look some seconds later. */
    private TestNode looking() throws IOException {
        NodeConfiguration configuration = NodeConfiguration.of(NodeSettings.in(folder));
        configuration.setStore(place.store());
        configuration.setScrubRate(DataSize.parse("1 GiB"));
        configuration.scrubAfter(Duration.ofSeconds(5));
        return TestNode.start(configuration);
    }

    @Test
    void whatTheBucketChangedOrLostIsMarkedUntilItIsStoredAgain() throws Exception {
        UUID id;
        try (TestNode node = looking();
                Bucket bucket = Bucket.open(place.store().bucket())) {
            id = node.open(anAccount().user("anna"));
            TestNode.Client anna = node.client("anna").withRepository();
            for (byte[] object : new byte[][] {CHANGED, GONE, SOUND}) {
                assertThat(anna.post(path(object), object)).isEqualTo(200);
            }
            bucket.replace(key(id, CHANGED), Blobs.bytes(CHANGED.length, 4));
            bucket.delete(key(id, GONE));
            await("both are found")
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    new Aside(2, CHANGED.length + GONE.length)
                                            .equals(node.status(id).usage().damaged()));
            assertThat(node.status(id).usage().bytes()).isEqualTo(SOUND.length);
            isMissed(anna);
        }

        try (TestNode node = TestNode.start(folder, place.store())) {
            assertThat(node.status(id).usage().damaged())
                    .as("of what is gone there is a mark")
                    .isEqualTo(new Aside(2, CHANGED.length));
            TestNode.Client anna = node.client("anna");
            isMissed(anna);
            assertThat(anna.post(path(GONE), GONE)).isEqualTo(200);
            assertThat(node.status(id).usage().damaged()).isEqualTo(new Aside(1, CHANGED.length));
            assertThat(anna.post(path(CHANGED), CHANGED)).isEqualTo(200);
            assertThat(node.status(id).usage().damaged()).isNull();
        }

        try (TestNode node = TestNode.start(folder, place.store())) {
            assertThat(node.status(id).usage().damaged()).isNull();
            assertThat(node.client("anna").get(path(GONE)).body()).isEqualTo(GONE);
            assertThat(node.client("anna").get(path(CHANGED)).body()).isEqualTo(CHANGED);
        }
        assertThat(place.in().keys(place.prefix() + "damaged/")).isEmpty();
    }

    /** Clients don't see it, and another node that fetches the account is told of it. */
    private static void isMissed(TestNode.Client anna) throws Exception {
        assertThat(text(anna.get("/data/").body())).contains(Blobs.name(SOUND));
        String aside = text(anna.get("/data/", "Accept", Copy.DAMAGED).body());
        assertThat(aside).doesNotContain(Blobs.name(SOUND));
        for (byte[] object : new byte[][] {CHANGED, GONE}) {
            assertThat(anna.get(path(object)).statusCode()).isEqualTo(404);
            assertThat(text(anna.get("/data/").body())).doesNotContain(Blobs.name(object));
            assertThat(aside).contains(Blobs.name(object));
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String path(byte[] object) {
        return "/data/" + Blobs.name(object);
    }

    /** Where an object lies, below the node's prefix. */
    private String key(UUID id, byte[] object) throws IOException {
        return "repositories/"
                + id
                + "/"
                + place.keys(id).stream()
                        .filter(key -> key.endsWith(Blobs.name(object)))
                        .findAny()
                        .orElseThrow();
    }
}
