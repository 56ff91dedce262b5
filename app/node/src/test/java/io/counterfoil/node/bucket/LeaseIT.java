package io.counterfoil.node.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.bucket.FakeStore.Mood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LeaseIT {
    private static final String KEY = "one/node.lease";

    // Longer than the other start takes on a machine that is busy, from what both have seen on.
    private static final Duration SETTLING = Duration.ofSeconds(4);

    @TempDir Path folder;
    private FakeStore store;
    private Bucket bucket;

    @BeforeEach
    void open() throws IOException {
        store = FakeStore.start();
        bucket = openBucket();
        // What a first request loads takes seconds where much else goes on, as with a slow store.
        bucket.replace("loaded", new byte[1]);
        assertThat(bucket.read("loaded")).hasSize(1);
    }

    private Bucket openBucket() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "key");
        return Bucket.open(
                new BucketSettings(
                        store.endpoint(),
                        "here",
                        "bucket",
                        "one/",
                        10,
                        BucketSettings.PATIENCE,
                        key,
                        key));
    }

    @AfterEach
    void close() {
        bucket.close();
        store.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"WELL", "SIMPLE", "STRICT"})
    void ofTwoThatStartAtTheSameTimeOnAnEmptyBucketOneGetsIt(Mood mood) throws Exception {
        store.becomes(mood);
        assertOneGetsIt();
    }

    @ParameterizedTest
    @EnumSource(names = {"WELL", "SIMPLE", "STRICT"})
    void ofTwoThatTakeOverAtTheSameTimeOneGetsIt(Mood mood) throws Exception {
        store.becomes(mood);
        store.put(KEY, "the dead one".getBytes(UTF_8), Duration.ofMinutes(2));
        assertOneGetsIt();
    }

    @Test
    void nobodyWaitsWhereTheStoreLetsOnlyOneCreateNorOnItsOwnLease() throws IOException {
        Duration forEver = Duration.ofHours(1);
        assertThat(Lease.take(bucket, "a", System::nanoTime, forEver).isHeld()).isTrue();
        assertThat(Lease.take(bucket, "a", System::nanoTime, forEver).isHeld()).isTrue();
    }

    @Test
    void whoIsTooSlowToKnowWhetherItWasAloneGivesUp() {
        store.becomes(Mood.SIMPLE);
        AtomicLong slow = new AtomicLong();
        assertThatThrownBy(
                        () ->
                                Lease.take(
                                        bucket,
                                        "a",
                                        () -> slow.getAndAdd(SETTLING.toNanos()),
                                        SETTLING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bucket/one/ answers so slowly");
        assertThat(store.keys(KEY)).as("in nobody's way").isEmpty();
    }

    @Test
    void whoGivesUpLeavesTheLeaseOfWhoeverWasFaster() {
        store.becomes(Mood.SIMPLE);
        AtomicLong slow = new AtomicLong();
        assertThatThrownBy(
                        () ->
                                Lease.take(
                                        bucket,
                                        "a",
                                        () -> {
                                            isWrittenByTheOther();
                                            return slow.getAndAdd(SETTLING.toNanos());
                                        },
                                        SETTLING))
                .hasMessageContaining("answers so slowly");
        assertThat(store.bytes(KEY)).asString(UTF_8).isEqualTo("b");
    }

    @Test
    void whoComesBackAfterOthersMayHaveTakenOverWaitsWhetherOneDoes() {
        store.put(KEY, "a".getBytes(UTF_8), Duration.ofMinutes(2));
        assertThatThrownBy(
                        () ->
                                Lease.take(
                                        bucket,
                                        "a",
                                        () -> {
                                            isWrittenByTheOther();
                                            return 0;
                                        },
                                        Duration.ofMillis(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another node uses bucket/one/");
    }

    @Test
    void whoComesBackLateAndAloneGetsIt() throws IOException {
        store.put(KEY, "a".getBytes(UTF_8), Duration.ofMinutes(2));
        assertThat(Lease.take(bucket, "a", () -> 0, Duration.ofMillis(1)).isHeld()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"WELL", "SIMPLE", "STRICT"})
    void aHolderThatLapsedIsSureOnceItStillFindsItsNameALookLater(Mood mood) throws IOException {
        store.becomes(mood);
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get);
        time.addAndGet(Lease.PATIENCE.toNanos());
        lease.renewOrSay();
        assertThat(lease.isHeld()).isFalse();
        lease.renewOrSay();
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void aHolderThatLapsedLosesToWhoeverTakesOverAtThatMoment() throws IOException {
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get);
        time.addAndGet(Lease.PATIENCE.toNanos());
        lease.renewOrSay();
        store.put(KEY, "b".getBytes(UTF_8), Duration.ZERO);
        assertThat(lease.isHeld()).isFalse();
        lease.renewOrSay();
        lease.renewOrSay();
        assertThat(lease.isHeld()).isFalse();
        assertThat(store.bytes(KEY)).asString(UTF_8).isEqualTo("b");
    }

    @Test
    void aHolderThatLapsedIsNotSureWhenItsNameIsGoneALookLater() throws IOException {
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get);
        time.addAndGet(Lease.PATIENCE.toNanos());
        lease.renewOrSay();
        bucket.delete("node.lease");
        lease.renewOrSay();
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void aHolderThatLapsesWhileItRenewsIsNotSure() throws IOException {
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get);
        store.afterReads(() -> time.addAndGet(Lease.PATIENCE.toNanos()));
        lease.renewOrSay();
        assertThat(lease.isHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"WELL", "SIMPLE", "STRICT"})
    void aHolderThatWasAwayWhileAnotherOneWorkedHasLostIt(Mood mood) throws IOException {
        store.becomes(mood);
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get, Duration.ofMillis(1));
        time.addAndGet(Duration.ofMinutes(5).toNanos());
        store.put(KEY, store.bytes(KEY), Duration.ofMinutes(5));
        try (Bucket another = openBucket();
                Lease other = Lease.take(another, "b", () -> 0, Duration.ofMillis(1))) {
            assertThat(other.isHeld()).isTrue();
        }
        lease.renewOrSay();
        lease.renewOrSay();
        assertThat(lease.isHeld()).isFalse();
        assertThat(store.keys(KEY)).as("in nobody's way").isEmpty();
    }

    @Test
    void anEarlierRunOfTheSameHolderHasLostIt() throws IOException {
        Lease earlier = Lease.take(bucket, "a", () -> 0);
        try (Bucket another = openBucket()) {
            Lease later = Lease.take(another, "a", () -> 0);
            earlier.renewOrSay();
            assertThat(earlier.isHeld()).isFalse();
            later.renewOrSay();
            assertThat(later.isHeld()).isTrue();
        }
    }

    @Test
    void aHolderDoesNotWriteOverTheNameOfWhoeverTookOverWhileItLooked() throws IOException {
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get);
        time.addAndGet(Lease.PATIENCE.toNanos());
        store.afterReads(() -> store.put(KEY, "b".getBytes(UTF_8), Duration.ZERO));
        lease.renewOrSay();
        assertThat(store.bytes(KEY)).asString(UTF_8).isEqualTo("b");
        lease.renewOrSay();
        assertThat(lease.isHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"SIMPLE", "STRICT"})
    void aHolderThatLapsedAndWritesTooLateHasLostIt(Mood mood) throws IOException {
        store.becomes(mood);
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get, Duration.ofMillis(1));
        time.addAndGet(Lease.PATIENCE.toNanos());
        store.afterReads(
                () -> {
                    store.put(KEY, "b".getBytes(UTF_8), Duration.ZERO);
                    time.addAndGet(Duration.ofSeconds(5).toNanos());
                });
        lease.renewOrSay();
        store.afterReads(() -> {});
        lease.renewOrSay();
        lease.renewOrSay();
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void aHolderThatLapsedAndIsSlowGoesOnWhereTheStoreLetsItWriteOnlyOverItsName()
            throws IOException {
        AtomicLong time = new AtomicLong();
        Lease lease = Lease.take(bucket, "a", time::get);
        time.addAndGet(Lease.PATIENCE.toNanos());
        store.afterReads(() -> time.addAndGet(Duration.ofSeconds(5).toNanos()));
        lease.renewOrSay();
        lease.renewOrSay();
        assertThat(lease.isHeld()).isTrue();
    }

    /** What a version that wrote no more than its name has left, as it was killed. */
    @Test
    void aNodeComesBackAtOnceAfterItWasUpgraded() throws IOException {
        store.put(KEY, "a".getBytes(UTF_8), Duration.ofSeconds(10));
        assertThat(Lease.take(bucket, "a", () -> 0, Duration.ofHours(1)).isHeld()).isTrue();
    }

    /** As if somebody else had written theirs right after "a" had, once that is so. */
    private void isWrittenByTheOther() {
        if (store.isFresh(KEY)) {
            store.put(KEY, "b".getBytes(UTF_8), Duration.ZERO);
        }
    }

    /** Both see what there is before either of them writes. */
    private void assertOneGetsIt() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        store.afterReads(
                () -> {
                    both.countDown();
                    await(both);
                });
        List<Lease> got = new ArrayList<>();
        List<ExecutionException> refusals = new ArrayList<>();
        try (Bucket other = openBucket();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<Lease> start :
                    List.of(
                            threads.submit(() -> Lease.take(bucket, "a", () -> 0, SETTLING)),
                            threads.submit(() -> Lease.take(other, "b", () -> 0, SETTLING)))) {
                try {
                    got.add(start.get());
                } catch (ExecutionException e) {
                    refusals.add(e);
                }
            }
        }
        assertThat(got).hasSize(1);
        assertThat(refusals)
                .singleElement()
                .satisfies(
                        refusal ->
                                assertThat(refusal)
                                        .cause()
                                        .hasMessageContaining("another node uses bucket/one/"));
    }

    private static void await(CountDownLatch both) {
        try {
            assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
