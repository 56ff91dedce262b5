package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Layout;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the node relies on, whatever its objects lie in; run on each store. */
abstract class ObjectStoreContract {
    /** Larger than what any store handles in one piece. */
    private static final int LARGE = 1_500_017;

    private static final byte[] BODY = Blobs.bytes(300_000, 1);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final UUID account = UUID.randomUUID();

    /** The same store each time within one test. */
    abstract ObjectStore store() throws Exception;

    /** Ends the store without ceremony; from here on {@link #store} is one on what it left. */
    abstract void restart() throws Exception;

    /** Puts something among an account's objects behind the store's back. */
    abstract void plant(UUID owner, String path, byte[] content) throws Exception;

    /** Everything that lies anywhere in the store's place, whole or not. */
    abstract List<String> traces() throws Exception;

    /** What was found in an account. */
    private static final class Found implements ObjectStore.Finder {
        private final List<String> repositories = new ArrayList<>();
        private final Map<Location, StoredObject> objects = new HashMap<>();
        private final List<Deleted> deleted = new ArrayList<>();
        private final List<Deleted> damaged = new ArrayList<>();
        private final List<String> strangers = new ArrayList<>();

        @Override
        public void repository(String prefix) {
            repositories.add(prefix);
        }

        @Override
        public void object(Location location, StoredObject object) {
            assertThat(objects.put(location, object)).isNull();
        }

        @Override
        public void deleted(Deleted object) {
            deleted.add(object);
        }

        @Override
        public void damaged(Deleted object) {
            damaged.add(object);
        }

        @Override
        public void stranger(String what) {
            strangers.add(what);
        }
    }

    private Found find(UUID owner) throws Exception {
        Found found = new Found();
        store().find(owner, found);
        return found;
    }

    private Location at(Kind kind, byte[] body) {
        ObjectName name = kind == Kind.CONFIG ? null : ObjectName.of(Blobs.name(body));
        return new Location(account, "", kind, name);
    }

    private void createRepository() throws Exception {
        store().createRepository(account, "");
    }

    /** Begins an object and writes these bytes of it, as fast as the store takes them. */
    private ObjectStore.Incoming begin(Location location, byte[] bytes, long length)
            throws Exception {
        ObjectStore.Incoming incoming =
                Objects.requireNonNull(store().incoming(location, length), "there is room");
        for (int from = 0; from < bytes.length; from += 1 << 16) {
            int part = Math.min(1 << 16, bytes.length - from);
            Semaphore goesOn = new Semaphore(0);
            if (!incoming.takesNow(goesOn::release)) {
                assertThat(goesOn.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            }
            if (length == ObjectStore.UNKNOWN_LENGTH) {
                assertThat(incoming.makeRoom(part)).isTrue();
            }
            incoming.write(ByteBuffer.wrap(bytes, from, part));
        }
        return incoming;
    }

    private void put(Location location, byte[] body) throws Exception {
        try (ObjectStore.Incoming incoming = begin(location, body, body.length)) {
            incoming.publish(now);
        }
    }

    private byte @Nullable [] read(Location location, long from, long length) throws Exception {
        return switch (store().read(location, from, length)) {
            case null -> null;
            case ObjectStore.Outgoing.AtOnce(ByteBuffer bytes) -> {
                byte[] all = new byte[bytes.remaining()];
                bytes.get(all);
                yield all;
            }
            case ObjectStore.Outgoing.Streamed(Content.Source source) -> rest(source);
        };
    }

    private static byte[] rest(Content.Source source) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = Content.Source.asInputStream(source)) {
            in.transferTo(all);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anObjectOfEachKindComesBackAsItWas(Kind kind) throws Exception {
        createRepository();
        Location location = at(kind, BODY);
        put(location, BODY);
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
        restart();
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
        Found found = find(account);
        assertThat(found.objects).containsOnlyKeys(location);
        StoredObject object = Objects.requireNonNull(found.objects.get(location));
        assertThat(object.size()).isEqualTo(BODY.length);
        assertThat(Instant.ofEpochMilli(object.storedAt()))
                .isCloseTo(now, within(2, ChronoUnit.MINUTES));
        assertThat(found.strangers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 155, 65_536, LARGE})
    void ofWhateverSize(int size) throws Exception {
        createRepository();
        byte[] body = Blobs.bytes(size, 2);
        Location location = at(Kind.DATA, body);
        put(location, body);
        assertThat(read(location, 0, size)).isEqualTo(body);
    }

    @Test
    void evenWithoutAByte() throws Exception {
        createRepository();
        byte[] none = {};
        put(at(Kind.INDEX, none), none);
        put(at(Kind.CONFIG, none), none);
        assertThat(read(at(Kind.INDEX, none), 0, 0)).isEmpty();
        restart();
        assertThat(find(account).objects)
                .containsOnlyKeys(at(Kind.INDEX, none), at(Kind.CONFIG, none));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 70_000, LARGE})
    void ofALengthThatNobodySaidBefore(int size) throws Exception {
        createRepository();
        byte[] body = Blobs.bytes(size, 3);
        Location location = at(Kind.DATA, body);
        try (ObjectStore.Incoming incoming = begin(location, body, ObjectStore.UNKNOWN_LENGTH)) {
            incoming.publish(now);
        }
        assertThat(read(location, 0, size)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1", "1499999, 17", "1500016, 1", "1000000, 500017", "3, 1400000", "262144, 262144"
    })
    void aPartIsCutOutExactly(int from, int length) throws Exception {
        createRepository();
        byte[] body = Blobs.bytes(LARGE, 4);
        Location location = at(Kind.DATA, body);
        put(location, body);
        assertThat(read(location, from, length))
                .isEqualTo(Arrays.copyOfRange(body, from, from + length));
    }

    @ParameterizedTest
    @CsvSource({"155", "300000", "" + LARGE})
    void beforeItIsPublishedNobodySeesIt(int size) throws Exception {
        createRepository();
        byte[] body = Blobs.bytes(size, 5);
        Location location = at(Kind.DATA, body);
        try (ObjectStore.Incoming incoming = begin(location, body, size)) {
            assertThat(read(location, 0, size)).isNull();
            assertThat(find(account).objects).isEmpty();
            incoming.publish(now);
            assertThat(read(location, 0, size)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @CsvSource({"155, 155", "300000, 300000", "300000, 2000000", "300000, -1", "0, 10"})
    void whatIsGivenUpLeavesNoTrace(int sent, long announced) throws Exception {
        createRepository();
        List<String> before = traces();
        byte[] body = Blobs.bytes(sent, 6);
        Location location = at(Kind.DATA, body);
        begin(location, body, announced).close();
        assertThat(find(account).objects).isEmpty();
        await("the store has dropped it")
                .untilAsserted(() -> assertThat(traces()).isEqualTo(before));
        restart();
        assertThat(find(account).objects).isEmpty();
        put(location, body);
        assertThat(read(location, 0, sent)).isEqualTo(body);
    }

    @Test
    void whatAKilledNodeWasTakingInIsGoneAfterTheNextStart() throws Exception {
        createRepository();
        byte[] body = Blobs.bytes(LARGE, 7);
        for (long announced : new long[] {LARGE + 1, ObjectStore.UNKNOWN_LENGTH}) {
            var unused = begin(at(Kind.DATA, body), body, announced);
        }
        restart();
        assertThat(find(account).objects).isEmpty();
        await("the store has dropped it")
                .untilAsserted(() -> assertThat(find(account).strangers).isEmpty());
        assertThat(traces()).noneMatch(trace -> trace.contains("incoming/"));
    }

    @Test
    void twoThatSendTheSameDoNotDisturbEachOther() throws Exception {
        createRepository();
        byte[] body = Blobs.bytes(LARGE, 8);
        Location location = at(Kind.DATA, body);
        ObjectStore.Incoming slow = begin(location, Arrays.copyOf(body, 100_000), LARGE);
        put(location, body);
        slow.close();
        assertThat(read(location, 0, LARGE)).isEqualTo(body);
    }

    @Test
    void aDeletedObjectIsGoneAndAgainIsFine() throws Exception {
        createRepository();
        Location pack = at(Kind.DATA, BODY);
        Location lock = at(Kind.LOCKS, BODY);
        put(pack, BODY);
        put(lock, BODY);
        AtomicInteger gone = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            store().deleteDurably(pack, gone::incrementAndGet);
            assertThat(gone).hasValue(i + 1);
            store().delete(lock);
            assertThat(read(pack, 0, 10)).isNull();
            assertThat(read(lock, 0, 10)).isNull();
        }
        restart();
        assertThat(find(account).objects).isEmpty();
        put(pack, BODY);
        assertThat(read(pack, 0, BODY.length)).isEqualTo(BODY);
    }

    @Test
    void whoReadsGoesOnReadingWhenItIsDeleted() throws Exception {
        createRepository();
        byte[] body = Blobs.bytes(LARGE, 9);
        Location location = at(Kind.DATA, body);
        put(location, body);
        ObjectStore.Outgoing outgoing = store().read(location, 0, LARGE);
        store().deleteDurably(location, () -> {});
        assertThat(outgoing).isInstanceOf(ObjectStore.Outgoing.Streamed.class);
        if (outgoing instanceof ObjectStore.Outgoing.Streamed(Content.Source source)) {
            assertThat(rest(source)).isEqualTo(body);
        }
    }

    @Test
    void whatIsNotThereIsNull() throws Exception {
        createRepository();
        assertThat(read(at(Kind.CONFIG, BODY), 0, 1)).isNull();
        assertThat(read(at(Kind.DATA, BODY), 0, LARGE)).isNull();
        assertThat(find(UUID.randomUUID()).objects).isEmpty();
    }

    @Test
    void repositoriesAreFoundEmptyNestedAndByTheirCase() throws Exception {
        List<String> all = List.of("", "laptop/", "Laptop/", "office/PC/", ".repository/");
        for (String prefix : all) {
            store().createRepository(account, prefix);
            store().createRepository(account, prefix);
            byte[] config = prefix.getBytes(UTF_8);
            if (!prefix.equals("Laptop/")) {
                put(new Location(account, prefix, Kind.CONFIG, null), config);
            }
        }
        restart();
        Found found = find(account);
        assertThat(found.repositories).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found.objects).hasSize(all.size() - 1);
        assertThat(read(new Location(account, "office/PC/", Kind.CONFIG, null), 0, 10))
                .isEqualTo("office/PC/".getBytes(UTF_8));
        assertThat(found.strangers).isEmpty();
    }

    @Test
    void whatNobodyCanHaveStoredIsToldApart() throws Exception {
        createRepository();
        put(at(Kind.DATA, BODY), BODY);
        String name = Blobs.name(BODY);
        List<String> strange =
                List.of(
                        "note.txt",
                        "data/" + name,
                        "data/zz/" + name,
                        "index/sub/" + name,
                        "keys/" + name.substring(1),
                        "locks/" + name + ".tmp");
        for (String path : strange) {
            plant(account, path, new byte[] {1});
        }
        Found found = find(account);
        assertThat(found.objects).hasSize(1);
        assertThat(found.strangers).hasSize(strange.size());
        for (String path : strange) {
            assertThat(found.strangers).anyMatch(stranger -> stranger.endsWith(path));
        }
    }

    @Test
    void theRestOfAnAccountGoesAndItsNeighbourStays() throws Exception {
        UUID neighbour = UUID.randomUUID();
        for (UUID owner : List.of(account, neighbour)) {
            store().createRepository(owner, "");
            store().createRepository(owner, "laptop/");
        }
        Location kept = new Location(neighbour, "laptop/", Kind.KEYS, ObjectName.of(Blobs.name(BODY)));
        put(kept, BODY);
        plant(account, "note.txt", new byte[] {1});
        store().removeRest(account);
        store().removeRest(account);
        restart();
        Found found = find(account);
        assertThat(found.repositories).isEmpty();
        assertThat(found.strangers).isEmpty();
        assertThat(find(neighbour).objects).containsOnlyKeys(kept);
        assertThat(find(neighbour).repositories).contains("", "laptop/");
    }

    /** Deletes an object that stands, so that it is kept. */
    private Deleted keep(Location location, byte[] body, Instant at) throws Exception {
        Deleted deleted =
                new Deleted(
                        location,
                        at.toEpochMilli(),
                        new StoredObject(body.length, now.toEpochMilli()));
        store().keep(deleted);
        return deleted;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONFIG", "DATA", "SNAPSHOTS"})
    void aDeletedObjectIsKeptOutOfSightAndComesBackAsItWas(Kind kind) throws Exception {
        createRepository();
        Location location = at(kind, BODY);
        put(location, BODY);
        Deleted deleted = keep(location, BODY, now.plusSeconds(5));
        store().keep(deleted);
        restart();
        assertThat(find(account).objects).isEmpty();
        assertThat(find(account).strangers).isEmpty();
        assertThat(find(account).deleted).containsExactly(deleted);

        assertThat(store().bringBack(deleted)).isTrue();
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
        restart();
        assertThat(find(account).objects).containsOnlyKeys(location);
        assertThat(find(account).deleted).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONFIG", "DATA"})
    void whatIsDroppedIsGoneForGood(Kind kind) throws Exception {
        createRepository();
        Location location = at(kind, BODY);
        List<String> before = traces();
        put(location, BODY);
        Deleted deleted = keep(location, BODY, now);
        store().drop(deleted);
        store().drop(deleted);
        assertThat(traces()).isEqualTo(before);
        assertThat(store().bringBack(deleted)).isFalse();
        restart();
        assertThat(find(account).deleted).isEmpty();
        put(location, BODY);
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
        assertThat(find(account).objects).containsOnlyKeys(location);
    }

    @Test
    void aKeptObjectThatIsSentAgainStandsOnce() throws Exception {
        createRepository();
        Location location = at(Kind.DATA, BODY);
        put(location, BODY);
        Deleted deleted = keep(location, BODY, now);
        put(location, BODY);
        assertThat(store().bringBack(deleted)).isTrue();
        restart();
        assertThat(find(account).objects).containsOnlyKeys(location);
        assertThat(find(account).deleted).isEmpty();
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
    }

    @Test
    void configsThatFollowedEachOtherAreAllKept() throws Exception {
        createRepository();
        Location location = at(Kind.CONFIG, BODY);
        byte[] other = Blobs.bytes(99, 10);
        put(location, BODY);
        Deleted first = keep(location, BODY, now);
        put(location, other);
        Deleted second = keep(location, other, now.plusMillis(1));
        restart();
        assertThat(find(account).deleted).containsExactlyInAnyOrder(first, second);
        assertThat(store().bringBack(first)).isTrue();
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
        assertThat(find(account).deleted).containsExactly(second);
    }

    @Test
    void theRestOfAnAccountHasItsDeletedObjectsToo() throws Exception {
        createRepository();
        List<String> before = traces();
        for (Kind kind : List.of(Kind.CONFIG, Kind.DATA)) {
            put(at(kind, BODY), BODY);
            keep(at(kind, BODY), BODY, now);
        }
        store().removeRest(account);
        assertThat(find(account).deleted).isEmpty();
        assertThat(before).containsAll(traces());
    }

    @Test
    void aDamagedObjectIsScannedAsItLiesAndMovedAside() throws Exception {
        createRepository();
        Location location = at(Kind.DATA, BODY);
        assertThat(store().scan(location, BODY.length)).isNull();
        put(location, BODY);
        byte[] wrong = BODY.clone();
        wrong[7] ^= 1;
        plant(account, Layout.path(location), wrong);
        try (InputStream lies = Objects.requireNonNull(store().scan(location, wrong.length))) {
            assertThat(lies.readAllBytes()).isEqualTo(wrong);
        }
        Deleted damaged =
                new Deleted(location, now.toEpochMilli(), new StoredObject(wrong.length, 5));
        store().quarantine(damaged);
        store().quarantine(damaged);
        restart();
        assertThat(find(account).objects).isEmpty();
        assertThat(find(account).damaged).containsExactly(damaged);
        assertThat(find(account).strangers).isEmpty();
        put(location, BODY);
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
        store().dropQuarantined(damaged);
        store().dropQuarantined(damaged);
        restart();
        assertThat(find(account).damaged).isEmpty();
        assertThat(read(location, 0, BODY.length)).isEqualTo(BODY);
        plant(account, Layout.path(location), wrong);
        store().quarantine(damaged);
        store().removeRest(account);
        assertThat(find(account).damaged).isEmpty();
    }

    @Test
    void anObjectThatIsGoneWithoutAnybodysDoingIsMarkedAsDamaged() throws Exception {
        createRepository();
        Location location = at(Kind.DATA, BODY);
        store().quarantine(
                new Deleted(location, now.toEpochMilli(), new StoredObject(BODY.length, 5)));
        restart();
        assertThat(find(account).damaged)
                .containsExactly(
                        new Deleted(location, now.toEpochMilli(), new StoredObject(0, 5)));
    }
}
