package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.BucketSettings;
import io.counterfoil.node.bucket.FakeStore;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.store.Doubts;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.StoreSettings;
import io.dropwizard.util.DataSize;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that fails its node: the client is told the right thing, and the sums stay right. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BucketFaultsIT {
    private static final byte[] PACK = Blobs.bytes(300_000, 1);
    private static final byte[] LOCK = Blobs.bytes(155, 2);

    @TempDir static Path folder;
    private FakeStore store;
    private TestNode node;
    private String user;
    private UUID id;
    private TestNode.Client anna;

    @BeforeAll
    void start() throws Exception {
        store = FakeStore.start();
        node = TestNode.start(folder.resolve("node"), settings());
    }

    @AfterAll
    void stop() {
        node.close();
        store.close();
    }

    @BeforeEach
    void open() throws Exception {
        user = "anna-" + UUID.randomUUID();
        id = node.open(anAccount().user(user));
        anna = node.client(user).withRepository();
    }

    /** The same node after a stop, or one with another data folder. */
    private void startAgain(String dataFolder) throws Exception {
        node.close();
        node = TestNode.start(folder.resolve(dataFolder), settings());
        anna = node.client(user);
    }

    private StoreSettings.S3 settings() throws IOException {
        return settings(store);
    }

    private static StoreSettings.S3 settings(FakeStore store) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "any");
        return new StoreSettings.S3(
                new BucketSettings(
                        store.endpoint(),
                        "eu",
                        "bucket",
                        "one/",
                        50,
                        BucketSettings.PATIENCE,
                        key,
                        key),
                DataSize.gibibytes(1));
    }

    private String place() {
        return "one/repositories/" + id + "/";
    }

    private static String data(byte[] body) {
        return "/data/" + Blobs.name(body);
    }

    private static String lock(byte[] body) {
        return "/locks/" + Blobs.name(body);
    }

    private long usage() throws Exception {
        return node.status(id).usage().bytes();
    }

    @ParameterizedTest
    @CsvSource({"FULL, 507", "BUSY, 503", "CUTS, 503", "WRONG_KEY, 500"})
    void anUploadThatTheStoreRefusesLeavesNothing(FakeStore.Mood mood, int status)
            throws Exception {
        store.becomes(mood);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(status);
        assertThat(anna.postChunked(data(PACK), PACK)).isEqualTo(status);
        assertThat(anna.post(lock(LOCK), LOCK)).isEqualTo(status);
        assertThat(anna.post("/config", LOCK)).isEqualTo(status);
        assertThat(usage()).isZero();
        assertThat(node.status(id).usage().objects().total()).isZero();

        store.becomes(FakeStore.Mood.WELL);
        assertThat(store.keys(place())).containsExactly(place() + "data/repository");
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post("/config", LOCK)).isEqualTo(200);
        assertThat(usage()).isEqualTo(PACK.length + LOCK.length);
    }

    @Test
    void anAnswerThatGotLostIsMadeGoodByTheNextTry() throws Exception {
        store.becomes(FakeStore.Mood.LOSES_ANSWERS);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(503);
        assertThat(anna.post(lock(LOCK), LOCK)).isEqualTo(503);
        assertThat(usage()).isZero();
        store.becomes(FakeStore.Mood.WELL);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post(lock(LOCK), LOCK)).isEqualTo(200);
        assertThat(usage()).isEqualTo(PACK.length + LOCK.length);
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);
    }

    @Test
    void whatIsSentAgainAfterTheAnswerToItsDeletionGotLostIsStored() throws Exception {
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post(lock(LOCK), LOCK)).isEqualTo(200);
        assertThat(anna.post("/config", LOCK)).isEqualTo(200);
        store.becomes(FakeStore.Mood.LOSES_ANSWERS);
        assertThat(anna.delete(data(PACK))).isEqualTo(503);
        assertThat(anna.delete(lock(LOCK))).isEqualTo(503);
        assertThat(anna.delete("/config")).isEqualTo(503);
        store.becomes(FakeStore.Mood.WELL);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post(lock(LOCK), LOCK)).isEqualTo(200);
        assertThat(anna.post("/config", LOCK)).isEqualTo(200);
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);
        assertThat(anna.get(lock(LOCK)).body()).isEqualTo(LOCK);
        assertThat(anna.get("/config").body()).isEqualTo(LOCK);
        assertThat(usage()).isEqualTo(PACK.length + 2 * LOCK.length);
    }

    @Test
    void whatIsSentAgainAfterItsDeletionFailedTakesItsRoomOnce() throws Exception {
        node.put(id, anAccount().version(2).hardQuota(PACK.length).user(user));
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        store.becomes(FakeStore.Mood.LOSES_ANSWERS);
        assertThat(anna.delete(data(PACK))).isEqualTo(503);
        store.becomes(FakeStore.Mood.WELL);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(usage()).isEqualTo(PACK.length);
    }

    @Test
    void whatWentAlthoughItsDeletionFailedIsSoonShownToNobody() throws Exception {
        byte[] other = Blobs.bytes(70_000, 3);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post(data(other), other)).isEqualTo(200);
        store.becomes(FakeStore.Mood.WRONG_KEY);
        assertThat(anna.delete(data(other))).isEqualTo(500);
        store.becomes(FakeStore.Mood.LOSES_ANSWERS);
        assertThat(anna.delete(data(PACK))).isEqualTo(503);
        store.becomes(FakeStore.Mood.WELL);
        // What is done each minute is done at once.
        undelete(Instant.now());
        await("it is gone").untilAsserted(() -> assertThat(head(PACK)).isEqualTo(404));
        assertThat(anna.get("/data/").body())
                .asString()
                .contains(Blobs.name(other))
                .doesNotContain(Blobs.name(PACK));
        assertThat(head(other)).isEqualTo(200);
        assertThat(anna.get(data(other)).body()).isEqualTo(other);
        assertThat(usage()).isEqualTo(other.length);
    }

    private int head(byte[] body) throws Exception {
        return anna.call("HEAD", data(body), new byte[0]).statusCode();
    }

    @Test
    void aConfigWhoseAnswerGotLostIsReplacedByTheNextOne() throws Exception {
        store.becomes(FakeStore.Mood.LOSES_ANSWERS);
        assertThat(anna.post("/config", LOCK)).isEqualTo(503);
        store.becomes(FakeStore.Mood.WELL);
        byte[] other = "another".getBytes(UTF_8);
        assertThat(anna.post("/config", other)).isEqualTo(200);
        assertThat(anna.get("/config").body()).isEqualTo(other);
        assertThat(usage()).isEqualTo(other.length);
    }

    @Test
    void aConfigWhoseKeepingFailedIsNotTakenForAnOlderOneThatComesBack() throws Exception {
        node.put(id, anAccount().version(2).keepDeleted(Duration.ofDays(1)).user(user));
        byte[] other = "another".getBytes(UTF_8);
        assertThat(anna.post("/config", LOCK)).isEqualTo(200);
        Instant stored = Objects.requireNonNull(node.status(id).usage().lastWriteAt());
        await("the next moment").until(() -> Instant.now().isAfter(stored.plusMillis(5)));
        Instant since = Instant.now();
        assertThat(anna.delete("/config")).isEqualTo(200);
        assertThat(anna.post("/config", other)).isEqualTo(200);
        store.becomes(FakeStore.Mood.FULL);
        assertThat(anna.delete("/config")).isEqualTo(507);
        store.becomes(FakeStore.Mood.WELL);
        undelete(since);
        await("the first one is back")
                .untilAsserted(() -> assertThat(anna.get("/config").body()).isEqualTo(LOCK));
        assertThat(usage()).isEqualTo(LOCK.length);
    }

    private void undelete(Instant since) throws Exception {
        var unused =
                node.admin(
                        "POST",
                        "admin/accounts/" + id + "/undelete",
                        TestNode.JSON.writeValueAsString(
                                new Undelete.Request(UUID.randomUUID(), since)));
    }

    @Test
    void whatNobodyAsksForAgainIsRemoved() throws Exception {
        Doubts doubts = new Doubts(new LocationLocks(), () -> true);
        Location location = new Location(id, "", Kind.CONFIG, null);
        try (FakeStore own = FakeStore.start();
                Bucket bucket = Bucket.open(settings(own).bucket())) {
            bucket.replace("doubtful", LOCK);
            doubts.add(location, bucket, "doubtful", null);
            own.goesAway();
            doubts.settleAll();
            own.comesBack();
            assertThat(own.keys("one/doubtful")).hasSize(1);
            doubts.settleAll();
            assertThat(own.keys("one/doubtful")).isEmpty();
            bucket.replace("doubtful", LOCK);
            doubts.settleAll();
            assertThat(own.keys("one/doubtful")).hasSize(1);
        }
    }

    @Test
    void whileTheStoreIsAwayClientsComeAgainLater() throws Exception {
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(node.admin("GET", "healthcheck", null).statusCode()).isEqualTo(200);
        store.goesAway();
        byte[] other = Blobs.bytes(70_000, 3);
        assertThat(anna.post(data(other), other)).isEqualTo(503);
        assertThat(anna.get(data(PACK)).statusCode()).isEqualTo(503);
        assertThat(anna.delete(data(PACK))).isEqualTo(503);
        assertThat(anna.post("/second/?create=true", new byte[0])).isEqualTo(503);
        assertThat(anna.call("HEAD", data(PACK), new byte[0]).statusCode()).isEqualTo(200);
        assertThat(anna.get("/data/").statusCode()).isEqualTo(200);
        assertThat(node.tryPut(UUID.randomUUID(), anAccount().user("carl").build()).statusCode())
                .isEqualTo(503);
        assertThat(node.admin("GET", "healthcheck", null).statusCode()).isEqualTo(500);
        assertThat(usage()).isEqualTo(PACK.length);

        store.comesBack();
        await("connections that broke are given up")
                .untilAsserted(() -> assertThat(anna.post(data(other), other)).isEqualTo(200));
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);
        assertThat(anna.delete(data(PACK))).isEqualTo(200);
        assertThat(usage()).isEqualTo(other.length);
        // The next test gets connections that are whole.
        startAgain("node");
    }

    @Test
    void whatTheStoreBreaksOffIsNeverTakenForTheWhole() throws Exception {
        byte[] small = Blobs.bytes(70_000, 3);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post(data(small), small)).isEqualTo(200);
        store.becomes(FakeStore.Mood.CUTS_READS);
        assertThat(anna.get(data(small)).statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> anna.get(data(PACK))).isInstanceOf(IOException.class);
        store.becomes(FakeStore.Mood.WELL);
        assertThat(anna.get(data(small)).body()).isEqualTo(small);
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);
    }

    @Test
    void otherBytesThanAskedForReachNobody() throws Exception {
        byte[] small = Blobs.bytes(70_000, 3);
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post(data(small), small)).isEqualTo(200);
        store.becomes(FakeStore.Mood.PASSES_OVER_RANGES);
        for (byte[] stored : List.of(small, PACK)) {
            assertThat(anna.get(data(stored)).body()).isEqualTo(stored);
            HttpResponse<byte[]> beginning = anna.get(data(stored), "Range", "bytes=0-9");
            assertThat(beginning.body()).isEqualTo(Arrays.copyOf(stored, 10));
            assertThat(anna.get(data(stored), "Range", "bytes=1-9").statusCode())
                    .isEqualTo(500);
        }
        store.becomes(FakeStore.Mood.WELL);
    }

    @Test
    void aSlowClientIsWaitedForAndOneThatGoesLeavesNothing() throws Exception {
        RawConnection slow = new RawConnection(node.node().dataUrl());
        slow.head(data(PACK), anna, "Content-Length: " + PACK.length);
        slow.send(PACK, 0, PACK.length - 1);
        byte[] other = Blobs.bytes(70_000, 3);
        assertThat(anna.post(data(other), other)).isEqualTo(200);
        assertThat(anna.get(data(PACK)).statusCode()).isEqualTo(404);
        slow.send(PACK, PACK.length - 1, PACK.length);
        assertThat(slow.answer()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);

        byte[] third = Blobs.bytes(500_000, 4);
        slow.head(data(third), anna, "Content-Length: " + third.length);
        slow.send(third, 0, 400_000);
        slow.close();
        byte[] wrong = Arrays.copyOf(third, third.length);
        wrong[0]++;
        assertThat(anna.post(data(third), wrong)).isEqualTo(400);
        assertThat(store.keys(place())).noneMatch(key -> key.endsWith(Blobs.name(third)));
        await("its room is given back")
                .untilAsserted(
                        () -> assertThat(usage()).isEqualTo(PACK.length + other.length));
    }

    @ParameterizedTest
    @EnumSource(names = {"SIMPLE", "STRICT"})
    void aStoreThatKnowsNoConditionsIsAskedFirst(FakeStore.Mood mood) throws Exception {
        store.becomes(mood);
        startAgain("node");
        int before = store.asked();
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(store.asked()).isEqualTo(before + 1);
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);
        store.becomes(FakeStore.Mood.WELL);
        startAgain("node");
    }

    @Test
    void twoNodesDoNotShareABucket() throws Exception {
        assertThatThrownBy(() -> TestNode.start(folder.resolve("other"), settings()))
                .hasMessageContaining("another node uses bucket/one/");
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);

        // Killed two minutes ago, or the one that runs might renew its lease just now.
        byte[] lease = store.bytes("one/node.lease");
        node.close();
        store.put("one/node.lease", lease, Duration.ofMinutes(2));
        try (TestNode other = TestNode.start(folder.resolve("other"), settings())) {
            assertThat(other.status(id).usage().bytes()).isEqualTo(PACK.length);
            assertThat(other.client(user).get(data(PACK)).body()).isEqualTo(PACK);
        }
        startAgain("node");
    }

    @Test
    void aNodeThatStopsLeavesTheBucketToTheNext() throws Exception {
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        startAgain("another");
        assertThat(usage()).isEqualTo(PACK.length);
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);
    }

    @Test
    void aNodeMovesIntoABucketByACopyOfItsFiles() throws Exception {
        Path old = folder.resolve("old");
        user = "bert";
        try (TestNode local = TestNode.start(old)) {
            id = local.open(anAccount().user(user));
            TestNode.Client before = local.client(user).withRepository();
            assertThat(before.post(data(PACK), PACK)).isEqualTo(200);
            assertThat(before.post("/Laptop/?create=true", new byte[0])).isEqualTo(200);
            assertThat(before.post("/Laptop/config", LOCK)).isEqualTo(200);
        }
        try (Bucket bucket = Bucket.open(settings().bucket());
                Stream<Path> files = Files.walk(old)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = old.relativize(file).toString();
                if (key.startsWith("accounts/") || key.startsWith("repositories/")) {
                    bucket.replace(key, Files.readAllBytes(file));
                }
            }
        }
        startAgain("node");
        assertThat(usage()).isEqualTo(PACK.length + LOCK.length);
        assertThat(anna.get(data(PACK)).body()).isEqualTo(PACK);
        assertThat(anna.get("/Laptop/config").body()).isEqualTo(LOCK);
    }

    @Test
    void aPurgeTakesEverythingAndLeavesTheReceipt() throws Exception {
        assertThat(anna.post(data(PACK), PACK)).isEqualTo(200);
        assertThat(anna.post("/laptop/?create=true", new byte[0])).isEqualTo(200);
        assertThat(node.admin("DELETE", "admin/accounts/" + id, null).statusCode()).isEqualTo(202);
        await("the account is gone")
                .untilAsserted(() -> assertThat(store.keys(place())).isEmpty());
        await("there is a receipt")
                .untilAsserted(
                        () ->
                                assertThat(new String(
                                                store.bytes("one/accounts/" + id + ".json"), UTF_8))
                                        .containsIgnoringCase("done"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WRONG_KEY", "AWAY"})
    void aNodeWithoutItsStoreDoesNotStartAndSaysWhy(String why) throws Exception {
        node.close();
        if (why.equals("AWAY")) {
            store.goesAway();
        } else {
            store.becomes(FakeStore.Mood.WRONG_KEY);
        }
        assertThatThrownBy(() -> TestNode.start(folder.resolve("node"), settings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        why.equals("AWAY") ? "Connection refused" : "check the access key");
        store.becomes(FakeStore.Mood.WELL);
        if (why.equals("AWAY")) {
            store.comesBack();
        }
        node = TestNode.start(folder.resolve("node"), settings());
        assertThat(usage()).isZero();
    }
}
