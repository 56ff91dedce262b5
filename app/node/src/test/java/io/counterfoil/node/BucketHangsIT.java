package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.bucket.HangingProxy;
import io.counterfoil.node.bucket.HangingProxy.Way;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that hangs: clients are told before they give up by themselves, what needs no store goes
 * on, and afterwards everything does, with the sums right.
 */
@DisabledIfEnvironmentVariable(
        named = ForeignS3.BUCKET,
        matches = ".+",
        disabledReason = "it makes the store hang, so it needs the one that the tests start")
@Order(1)
class BucketHangsIT {
    private static final Duration TOLD = Duration.ofSeconds(150);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final byte[] SMALL = Blobs.bytes(70_000, 1);
    private static final byte[] LARGE = Blobs.bytes(3_000_000, 2);

    /** More than what the system takes for a store that takes nothing. */
    private static final byte[] PACK = Blobs.bytes(24 << 20, 3);

    private static final byte[] LOCK = Blobs.bytes(155, 4);

    private final String prefix = "hangs-" + UUID.randomUUID() + "/";
    private final S3Engine engine = S3Engine.shared();

    @TempDir Path folder;
    private HangingProxy proxy;
    private TestNode node;
    private UUID id;
    private TestNode.Client anna;
    private TestNode.Client bert;

    @BeforeEach
    void start() throws Exception {
        proxy = HangingProxy.before(engine.endpoint(), Duration.ofSeconds(20));
        node = TestNode.start(folder.resolve("node"), engine.store(proxy.endpoint(), prefix));
        id = node.open(anAccount().user("anna"));
        node.open(anAccount().user("bert"));
        anna = node.client("anna").withRepository();
        bert = node.client("bert").withRepository();
        for (byte[] stored : new byte[][] {SMALL, LARGE}) {
            assertThat(anna.post(data(stored), stored)).isEqualTo(200);
            assertThat(bert.post(data(stored), stored)).isEqualTo(200);
        }
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        proxy.close();
    }

    private static String data(byte[] body) {
        return "/data/" + Blobs.name(body);
    }

    private Map<String, Callable<Integer>> requests() {
        String lock = "/locks/" + Blobs.name(LOCK);
        Map<String, Callable<Integer>> requests = new TreeMap<>();
        requests.put("upload", () -> anna.post(data(PACK), PACK));
        requests.put("chunked", () -> anna.postChunked("/index/" + Blobs.name(LARGE), LARGE));
        requests.put("lock", () -> anna.post(lock, LOCK));
        requests.put("config", () -> anna.post("/config", LOCK));
        requests.put("download", () -> anna.get(data(SMALL)).statusCode());
        requests.put("delete", () -> anna.delete(data(LARGE)));
        requests.put("create", () -> anna.post("/laptop/?create=true", new byte[0]));
        requests.put(
                "account",
                () -> node.tryPut(UUID.randomUUID(), anAccount().user("carl").build()).statusCode());
        return requests;
    }

    @Test
    void whoNeedsAStoreThatTakesNothingIsToldSoonAndWhoDoesNotIsServed() throws Exception {
        hangAndComeBack(Way.DEAF);
    }

    @Test
    @Tag("long")
    void theSameOfAStoreThatDoesEverythingAndSaysNothing() throws Exception {
        hangAndComeBack(Way.MUTE);
    }

    @Test
    @Tag("long")
    void theSameOfAStoreWhoseAnswersComeByteByByte() throws Exception {
        hangAndComeBack(Way.STAMMERS);
    }

    private void hangAndComeBack(Way way) throws Exception {
        proxy.becomes(way);
        long begun = System.nanoTime();
        Map<String, Future<Integer>> told = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            requests().forEach((name, request) -> told.put(name, threads.submit(request)));
            Future<?> brokenOff = threads.submit(() -> assertBreaksOff(bert));
            Future<?> start = threads.submit(this::assertDoesNotStart);
            while (!told.values().stream().allMatch(Future::isDone)) {
                assertThat(System.nanoTime() - begun).isLessThan(TOLD.toNanos());
                assertServedAtOnce();
                Thread.sleep(500);
            }
            try {
                brokenOff.get(TOLD.toSeconds(), TimeUnit.SECONDS);
                start.get(TOLD.toSeconds(), TimeUnit.SECONDS);
            } finally {
                threads.shutdownNow();
            }
        }
        for (Map.Entry<String, Future<Integer>> request : told.entrySet()) {
            assertThat(request.getValue().get()).as(request.getKey()).isEqualTo(503);
        }
        assertThat(node.admin("GET", "healthcheck", null).statusCode()).isEqualTo(500);
        assertThat(node.status(id).usage().bytes()).isEqualTo(SMALL.length + LARGE.length);

        proxy.becomes(Way.WELL);
        await("the lease is renewed")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(anna.post(data(PACK), PACK)).isEqualTo(200));
        assertThat(anna.post("/config", LOCK)).isEqualTo(200);
        assertThat(anna.get(data(SMALL)).body()).isEqualTo(SMALL);
        assertThat(bert.get(data(LARGE)).body()).isEqualTo(LARGE);
        long sum = (long) SMALL.length + PACK.length + LOCK.length;
        long deleted = node.status(id).usage().bytes() - sum;
        assertThat(deleted).isIn(0L, (long) LARGE.length);
        assertThat(anna.delete(data(LARGE))).isEqualTo(200);
        assertThat(node.status(id).usage().bytes()).isEqualTo(sum);
        await("what nobody knows of is removed")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () ->
                                assertThat(engine.bytes(prefix + "repositories/" + id))
                                        .isEqualTo(sum));
        node.close();
        node = TestNode.start(folder.resolve("node"), engine.store(proxy.endpoint(), prefix));
        assertThat(node.status(id).usage().bytes()).isEqualTo(sum);
        assertThat(node.client("anna").get(data(PACK)).body()).isEqualTo(PACK);
    }

    private void assertServedAtOnce() throws Exception {
        long begun = System.nanoTime();
        assertThat(bert.call("HEAD", data(SMALL), new byte[0]).statusCode()).isEqualTo(200);
        assertThat(bert.get("/data/").statusCode()).isEqualTo(200);
        assertThat(node.status(id).usage().bytes()).isPositive();
        assertThat(System.nanoTime() - begun).isLessThan(AT_ONCE.toNanos());
    }

    /** Too late for another status, when part of it has come. */
    private static boolean assertBreaksOff(TestNode.Client client) throws Exception {
        HttpResponse<InputStream> answer = client.open(data(LARGE));
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 200) {
                assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            } else {
                assertThat(answer.statusCode()).isEqualTo(503);
            }
        }
        return true;
    }

    private boolean assertDoesNotStart() {
        assertThatThrownBy(
                        () ->
                                TestNode.start(
                                        folder.resolve("other"),
                                        engine.store(proxy.endpoint(), "other/")))
                .isInstanceOf(IOException.class);
        return true;
    }

    @Test
    void aNodeStopsSoonAllTheSame() throws Exception {
        proxy.becomes(Way.DEAF);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> upload = threads.submit(() -> anna.post(data(PACK), PACK));
            Future<Integer> download = threads.submit(() -> bert.get(data(LARGE)).statusCode());
            await("they run")
                    .untilAsserted(
                            () ->
                                    assertThat(node.metric("node_connections"))
                                            .isGreaterThanOrEqualTo(2));
            long begun = System.nanoTime();
            node.node().close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(30));
            await("they are cut off").until(() -> upload.isDone() && download.isDone());
        }
        node.close();
        node = TestNode.start(folder.resolve("node"), engine.store(engine.endpoint(), prefix));
        assertThat(node.status(id).usage().bytes()).isEqualTo(SMALL.length + LARGE.length);
    }
}
