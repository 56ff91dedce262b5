package io.counterfoil.node.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.Blobs;
import io.counterfoil.node.bucket.HangingProxy.Way;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever way a store hangs, each call ends, and the next one after that works. */
@Timeout(60)
class HangingStoreIT {
    /** More than what the system takes for a store that takes nothing. */
    private static final byte[] LARGE = Blobs.bytes(24 << 20, 1);

    private static final byte[] SMALL = Blobs.bytes(3_000, 2);

    // Whoever gets no turn for so long hangs, too, on a machine that has much else to do.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Much more than that, and much less than for ever, on a machine that has much else to do. */
    private static final long SECONDS = 30;

    @TempDir Path folder;
    private FakeStore store;
    private HangingProxy proxy;
    private Bucket bucket;

    @BeforeEach
    void start() throws Exception {
        store = FakeStore.start();
        proxy = HangingProxy.before(store.endpoint(), PATIENCE.dividedBy(4));
        Path key = Files.writeString(folder.resolve("key"), "any");
        bucket =
                Bucket.open(
                        new BucketSettings(
                                proxy.endpoint(), "eu", "bucket", "", 50, PATIENCE, key, key));
        bucket.replace("small", SMALL);
        bucket.replace("large", LARGE);
    }

    @AfterEach
    void stop() throws Exception {
        bucket.close();
        proxy.close();
        store.close();
    }

    private Map<String, Callable<?>> calls() {
        Map<String, Callable<?>> calls = new TreeMap<>();
        calls.put("size", () -> bucket.size("small"));
        calls.put("read", () -> bucket.read("small"));
        calls.put("read a part", () -> readPart("small", SMALL.length));
        calls.put("read much", () -> readPart("large", LARGE.length));
        calls.put("list", () -> run(() -> bucket.list("", entry -> {})));
        calls.put("delete", () -> run(() -> bucket.delete("none")));
        calls.put("replace", () -> run(() -> bucket.replace("other", SMALL)));
        calls.put("probe", () -> run(bucket::probe));
        calls.put("create", () -> create("new", SMALL, new ByteArrayInputStream(SMALL)));
        calls.put("create much", () -> create("more", LARGE, new ByteArrayInputStream(LARGE)));
        calls.put("in a hurry", () -> bucket.hurried().size("small"));
        return calls;
    }

    private interface Run {
        void run() throws IOException;
    }

    private static boolean run(Run call) throws IOException {
        call.run();
        return true;
    }

    private byte[] readPart(String key, int length) throws IOException {
        try (InputStream part = Objects.requireNonNull(bucket.read(key, 0, length))) {
            return part.readNBytes(length);
        }
    }

    private Bucket.Created create(String key, byte[] body, InputStream in) throws IOException {
        return bucket.create(key, Bucket.sha256(body), body.length, in);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WELL")
    void eachCallEndsAndTheNextOneWorks(Way way) throws Exception {
        proxy.becomes(way);
        Map<String, Future<?>> ends = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            calls().forEach((name, call) -> ends.put(name, threads.submit(call)));
            for (Map.Entry<String, Future<?>> end : ends.entrySet()) {
                assertThatThrownBy(() -> end.getValue().get(SECONDS, TimeUnit.SECONDS))
                        .as(end.getKey())
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(IOException.class)
                        .satisfies(HangingStoreIT::assertAway);
            }
        }
        proxy.becomes(Way.WELL);
        assertThat(readPart("large", LARGE.length)).isEqualTo(LARGE);
        bucket.delete("more");
        assertThat(create("more", LARGE, new ByteArrayInputStream(LARGE)))
                .isEqualTo(Bucket.Created.STORED);
    }

    private static void assertAway(Throwable end) {
        if (end instanceof BucketException known) {
            assertThat(known.reason()).isEqualTo(BucketException.Reason.AWAY);
            assertThat(known.isCertain()).isFalse();
        }
    }

    @Test
    void whoIsInAHurryDoesNotWaitForThoseWhoHoldAllConnections() throws Exception {
        BucketSettings few =
                new BucketSettings(
                        proxy.endpoint(),
                        "eu",
                        "bucket",
                        "",
                        2,
                        PATIENCE,
                        folder.resolve("key"),
                        folder.resolve("key"));
        try (Bucket crowded = Bucket.open(few);
                InputStream one = Objects.requireNonNull(crowded.read("large", 0, LARGE.length));
                InputStream two = Objects.requireNonNull(crowded.read("large", 0, LARGE.length))) {
            assertThat(one.read()).isEqualTo(two.read());
            assertThat(crowded.hurried().size("small")).hasValue(SMALL.length);
        }
    }

    @Test
    void aBodyThatComesSlowlyIsNoHangingStore() throws Exception {
        InputStream slow =
                new FilterInputStream(new ByteArrayInputStream(SMALL)) {
                    private boolean waited;

                    @Override
                    public int read(byte[] target, int from, int length) throws IOException {
                        if (!waited) {
                            waited = true;
                            sleep(PATIENCE.multipliedBy(2));
                        }
                        return super.read(target, from, length);
                    }
                };
        assertThat(create("slow", SMALL, slow)).isEqualTo(Bucket.Created.STORED);
        assertThat(store.bytes("slow")).isEqualTo(SMALL);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
