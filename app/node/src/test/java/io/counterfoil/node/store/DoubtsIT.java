package io.counterfoil.node.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.BucketSettings;
import io.counterfoil.node.bucket.FakeStore;
import io.counterfoil.node.bucket.Lease;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.contract.Aside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node may do in a bucket of which it doesn't know what stands there, or whose it is. */
@Timeout(60)
class DoubtsIT {
    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final byte[] BODY = "an index".getBytes(UTF_8);
    private static final Location CONFIG = new Location(ACCOUNT, "", Kind.CONFIG, null);

    @TempDir Path folder;
    private final AtomicLong time = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private FakeStore fake;
    private Bucket bucket;
    private Lease lease;
    private Doubts doubts;
    private DataFolder data;
    private BucketStore store;

    @BeforeEach
    void open() throws IOException {
        fake = FakeStore.start();
        Path key = Files.writeString(folder.resolve("key"), "any");
        bucket =
                Bucket.open(
                        new BucketSettings(
                                fake.endpoint(),
                                "eu",
                                "bucket",
                                "",
                                50,
                                BucketSettings.PATIENCE,
                                key,
                                key));
        lease = Lease.take(bucket, "a", time::get);
        doubts = new Doubts(new LocationLocks(), lease::isHeld);
        data = DataFolder.open(folder.resolve("data"), new DurableFiles(FileChannel::open));
        Spool spool = new Spool(data, new Room(data::usableBytes, 0));
        store = new BucketStore(bucket, lease, doubts, spool, threads);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        data.close();
        bucket.close();
        fake.close();
    }

    private void lapse() {
        time.addAndGet(Lease.PATIENCE.toNanos());
    }

    private static Location index(byte[] body) {
        return new Location(ACCOUNT, "", Kind.INDEX, ObjectName.of(Bucket.sha256(body)));
    }

    private static String key(Location location) {
        return "repositories/" + ACCOUNT + "/" + Layout.path(location);
    }

    private void doubt(Location location) {
        String deleted = "deleted/" + ACCOUNT + "/" + Layout.path(location) + ".";
        doubts.add(
                location, bucket, key(location), location.name() == null ? null : deleted);
    }

    private ObjectStore.Incoming begin(Location location, byte[] body, long length)
            throws IOException {
        ObjectStore.Incoming incoming =
                Objects.requireNonNull(store.incoming(location, length), "there is room");
        if (length == ObjectStore.UNKNOWN_LENGTH) {
            assertThat(incoming.makeRoom(body.length)).isTrue();
        }
        incoming.write(ByteBuffer.wrap(body));
        return incoming;
    }

    private Deleted kept(Location location) throws IOException {
        try (ObjectStore.Incoming incoming = begin(location, BODY, BODY.length)) {
            var unused = incoming.publish(Instant.now());
        }
        Deleted deleted = new Deleted(location, 1, new StoredObject(BODY.length, 0));
        store.keep(deleted);
        return deleted;
    }

    @Test
    void whatCameBackStaysWhenAnUploadOfItLeftADoubt() throws Exception {
        Deleted deleted = kept(index(BODY));
        doubt(index(BODY));
        assertThat(store.bringBack(deleted)).isTrue();
        doubts.settleAll();
        assertThat(fake.bytes(key(index(BODY)))).isEqualTo(BODY);
    }

    @Test
    void aDoubtfulConfigIsNotTakenForTheOneThatComesBack() throws Exception {
        Deleted deleted = kept(CONFIG);
        bucket.replace(key(CONFIG), "another".getBytes(UTF_8));
        doubt(CONFIG);
        assertThat(store.bringBack(deleted)).isTrue();
        doubts.settleAll();
        assertThat(fake.bytes(key(CONFIG))).isEqualTo(BODY);
    }

    @Test
    void aDoubtfulConfigDoesNotTakeThePlaceOfOneThatIsKeptOnceMore() throws Exception {
        Deleted deleted = kept(CONFIG);
        bucket.replace(key(CONFIG), "another".getBytes(UTF_8));
        doubt(CONFIG);
        store.keep(deleted);
        assertThat(store.bringBack(deleted)).isTrue();
        assertThat(fake.bytes(key(CONFIG))).isEqualTo(BODY);
    }

    @Test
    void aNodeWithoutItsLeaseLeavesDoubtsToWhoeverHasIt() throws Exception {
        bucket.replace(key(CONFIG), BODY);
        doubt(CONFIG);
        lapse();
        doubts.settleAll();
        assertThat(fake.keys(key(CONFIG))).hasSize(1);
    }

    /** Another node may be storing that object just now. */
    @Test
    void aNodeWithoutItsLeaseLeavesARecordWithoutItsObject() throws Exception {
        var unused = kept(index(BODY));
        bucket.delete(key(index(BODY)));
        AccountContent content =
                new AccountContent(
                        ACCOUNT, new Quotas().meter(), store, new LocationLocks(), Instant::now);
        lapse();
        assertThatThrownBy(content::load)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the lease");
        assertThat(fake.keys("deleted/")).hasSize(1);
    }

    /** As a node that starts now finds it. */
    private AccountContent found() throws IOException {
        store.createRepository(ACCOUNT, "");
        AccountContent content =
                new AccountContent(
                        ACCOUNT,
                        new Quotas().meter(),
                        store,
                        new LocationLocks(),
                        () -> Instant.ofEpochMilli(time.incrementAndGet()));
        content.load();
        return content;
    }

    @ParameterizedTest
    @EnumSource(
            value = FakeStore.Mood.class,
            names = {"KEEPS", "LOSES_ANSWERS"})
    void whatIsHalfPutAsideIsAsideOnceWhenThatIsTriedAgain(FakeStore.Mood mood) throws Exception {
        bucket.replace(key(index(BODY)), new byte[BODY.length]);
        AccountContent content = found();
        StoredObject wrong = Objects.requireNonNull(standing(content));
        fake.becomes(mood);
        assertThatThrownBy(() -> content.quarantine(index(BODY), wrong, () -> null))
                .isInstanceOf(IOException.class);
        fake.becomes(FakeStore.Mood.WELL);
        assertThat(content.quarantine(index(BODY), wrong, () -> null)).isNotNull();
        assertThat(fake.keys("damaged/")).hasSize(1);
        assertThat(fake.keys(key(index(BODY)))).isEmpty();
        assertThat(content.usage(null).damaged()).isEqualTo(new Aside(1, BODY.length));
        assertThat(content.usage(null).bytes()).isZero();
        assertThat(found().usage(null)).isEqualTo(content.usage(null));
    }

    @Test
    void whatIsHalfPutAsideIsDeletedFromBothPlaces() throws Exception {
        bucket.replace(key(index(BODY)), new byte[BODY.length]);
        AccountContent content = found();
        StoredObject wrong = Objects.requireNonNull(standing(content));
        fake.becomes(FakeStore.Mood.KEEPS);
        assertThatThrownBy(() -> content.quarantine(index(BODY), wrong, () -> null))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> content.delete(index(BODY), true, () -> null))
                .isInstanceOf(IOException.class);
        fake.becomes(FakeStore.Mood.WELL);
        assertThat(content.delete(index(BODY), true, () -> null)).isNull();
        assertThat(fake.keys("damaged/")).isEmpty();
        assertThat(fake.keys(key(index(BODY)))).isEmpty();
        assertThat(content.usage(null).damaged()).isNull();
        assertThat(content.usage(null).bytes()).isZero();
        assertThat(found().usage(null)).isEqualTo(content.usage(null));
    }

    @Test
    void whatWentThoughTheAnswerToItsDeletionGotLostIsNotMissing() throws Exception {
        bucket.replace(key(index(BODY)), BODY);
        AccountContent content = found();
        StoredObject object = Objects.requireNonNull(standing(content));
        fake.becomes(FakeStore.Mood.LOSES_ANSWERS);
        assertThatThrownBy(() -> content.delete(index(BODY), false, () -> null))
                .isInstanceOf(IOException.class);
        fake.becomes(FakeStore.Mood.WELL);
        // By one who looks through all and finds nothing there.
        assertThat(content.quarantine(index(BODY), object, () -> null)).isNull();
        assertThat(content.delete(index(BODY), false, () -> null)).isNull();
        assertThat(fake.keys("damaged/")).isEmpty();
        assertThat(content.usage(null).damaged()).isNull();
        assertThat(found().usage(null)).isEqualTo(content.usage(null));
    }

    @Test
    void whatIsKeptIsNotPutAsideAsLost() throws Exception {
        bucket.replace(key(index(BODY)), BODY);
        AccountContent content = found();
        assertThat(content.delete(index(BODY), true, () -> null)).isNull();
        assertThat(content.countDamage(index(BODY), true, () -> null)).isNull();
        assertThat(content.usage(null).damaged()).isNull();
        assertThat(content.undelete(Instant.EPOCH, null, () -> null)).isNull();
        assertThat(standing(content)).isNotNull();
        assertThat(fake.bytes(key(index(BODY)))).isEqualTo(BODY);
    }

    private static @Nullable StoredObject standing(AccountContent content) {
        return Objects.requireNonNull(content.repository("")).get(index(BODY));
    }

    @Test
    void aNodeWithoutItsLeaseWritesNoAccount() throws Exception {
        BucketFiles files = new BucketFiles(bucket, lease);
        files.replace("one.json", BODY);
        lapse();
        assertThatThrownBy(() -> files.replace("one.json", "another".getBytes(UTF_8)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the lease");
        assertThat(fake.bytes("accounts/one.json")).isEqualTo(BODY);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "100000, true", "100, false"})
    void anUploadThatOutlastsTheLeaseIsNotStored(int size, boolean lengthKnown)
            throws Exception {
        byte[] body = new byte[size];
        long length = lengthKnown ? size : ObjectStore.UNKNOWN_LENGTH;
        try (ObjectStore.Incoming incoming = begin(index(body), body, length)) {
            lapse();
            assertThatThrownBy(() -> incoming.publish(Instant.now()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the lease");
        }
        assertThat(fake.keys("repositories/")).isEmpty();
    }
}
