package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.DiskStore;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Room;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered stands after a power cut in the very next moment. */
class PowerCutIT {
    private static final byte[] BODY = Blobs.bytes(5_000, 1);
    private static final String NAME = Blobs.name(BODY);

    @TempDir Path folder;
    @TempDir Path cuts;
    private final PowerCutDisk disk = new PowerCutDisk();
    private TestNode node;
    private UUID id;
    private TestNode.Client anna;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(NodeSettings.in(folder.resolve("node")), disk);
        id = node.open(anAccount().user("anna"));
        anna = node.client("anna").withRepository();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** The account's folder as it would be after a power cut now. */
    private Path left() throws IOException {
        return cut().resolve("node/repositories").resolve(id.toString());
    }

    private Path cut() throws IOException {
        return disk.afterPowerCut(folder, cuts.resolve(UUID.randomUUID().toString()));
    }

    @Test
    void everyKindOfObject() throws Exception {
        assertThat(left().resolve("data")).isDirectory();
        assertThat(anna.post("/config", BODY)).isEqualTo(200);
        assertThat(left().resolve("config")).hasBinaryContent(BODY);
        for (String type : new String[] {"index", "keys", "snapshots"}) {
            assertThat(anna.post("/" + type + "/" + NAME, BODY)).isEqualTo(200);
            assertThat(left().resolve(type).resolve(NAME)).hasBinaryContent(BODY);
        }
        assertThat(anna.postChunked("/data/" + NAME, BODY)).isEqualTo(200);
        assertThat(left().resolve("data").resolve(NAME.substring(0, 2)).resolve(NAME))
                .hasBinaryContent(BODY);
    }

    @Test
    void anObjectOfARepositoryDeepBelowTheRoot() throws Exception {
        assertThat(anna.post("/office/laptop/?create=true", new byte[0])).isEqualTo(200);
        assertThat(anna.post("/office/laptop/index/" + NAME, BODY)).isEqualTo(200);
        assertThat(left().resolve("office/laptop/index").resolve(NAME)).hasBinaryContent(BODY);
    }

    @Test
    void aDeletion() throws Exception {
        assertThat(anna.post("/index/" + NAME, BODY)).isEqualTo(200);
        assertThat(anna.delete("/index/" + NAME)).isEqualTo(200);
        assertThat(left().resolve("index")).isEmptyDirectory();
    }

    @Test
    void aDeletionThatFailedAndIsTriedAgain() throws Exception {
        assertThat(anna.post("/index/" + NAME, BODY)).isEqualTo(200);
        disk.beforeSync(PowerCutIT::failInIndex);
        assertThat(anna.delete("/index/" + NAME)).isEqualTo(500);
        assertThat(left().resolve("index").resolve(NAME)).exists();
        disk.beforeSync(path -> {});
        assertThat(anna.delete("/index/" + NAME)).isEqualTo(200);
        assertThat(left().resolve("index")).isEmptyDirectory();
        assertThat(node.status(id).usage().bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/index/", "/config"})
    void anObjectThatIsSentAgainAfterItsDeletionFailed(String place) throws Exception {
        String path = place.equals("/config") ? place : place + NAME;
        assertThat(anna.post(path, BODY)).isEqualTo(200);
        disk.beforeSync(this::failWhereObjectsLie);
        assertThat(anna.delete(path)).isEqualTo(500);
        assertThat(node.status(id).usage().bytes()).isZero();
        disk.beforeSync(file -> {});
        assertThat(anna.post(path, BODY)).isEqualTo(200);
        assertThat(left().resolve(path.substring(1))).hasBinaryContent(BODY);
        assertThat(anna.get(path).body()).isEqualTo(BODY);
        assertThat(node.status(id).usage().bytes()).isEqualTo(BODY.length);
    }

    private void failWhereObjectsLie(Path path) throws IOException {
        if (Files.isDirectory(path) && path.toString().contains(id.toString())) {
            throw new IOException("a fault of the disk");
        }
    }

    @Test
    void aReturnThatFailedAndIsTriedAgain() throws Exception {
        try (DataFolder data = data()) {
            DiskStore store = store(data);
            store.createRepository(id, "");
            Location location = new Location(id, "", Kind.INDEX, ObjectName.of(NAME));
            try (ObjectStore.Incoming incoming =
                    Objects.requireNonNull(store.incoming(location, BODY.length))) {
                incoming.write(ByteBuffer.wrap(BODY));
                var unused = incoming.publish(Instant.now());
            }
            Deleted deleted = new Deleted(location, 1, new StoredObject(BODY.length, 0));
            store.keep(deleted);
            disk.beforeSync(PowerCutIT::failInIndex);
            assertThatThrownBy(() -> store.bringBack(deleted)).isInstanceOf(IOException.class);
            disk.beforeSync(path -> {});
            assertThat(store.bringBack(deleted)).isTrue();
            Path left = disk.afterPowerCut(folder, cuts.resolve("returned"));
            assertThat(left.resolve("data/repositories/" + id + "/index/" + NAME))
                    .hasBinaryContent(BODY);
        }
    }

    private DataFolder data() throws IOException {
        return DataFolder.open(folder.resolve("data"), new DurableFiles(disk));
    }

    private static DiskStore store(DataFolder data) {
        return new DiskStore(data, new Room(data::usableBytes, 0), new ArrayByteBufferPool());
    }

    @Test
    void aPurgeThatFailedAndIsTriedAgain() throws Exception {
        try (DataFolder data = data()) {
            DiskStore store = store(data);
            store.createRepository(id, "");
            disk.beforeSync(path -> failIn("repositories", path));
            assertThatThrownBy(() -> store.removeRest(id)).isInstanceOf(IOException.class);
            assertThat(cut().resolve("data/repositories/" + id)).exists();
        }
        disk.beforeSync(path -> {});
        // By another run of the node.
        try (DataFolder data = data()) {
            store(data).removeRest(id);
            assertThat(cut().resolve("data/repositories")).isEmptyDirectory();
        }
    }

    private static void failInIndex(Path path) throws IOException {
        failIn("index", path);
    }

    private static void failIn(String folder, Path path) throws IOException {
        if (path.endsWith(folder)) {
            throw new IOException("a fault of the disk");
        }
    }

    @Test
    void aDeletionOfWhatIsKeptAndItsReturn() throws Exception {
        node.put(id, anAccount().version(2).keepDeleted(Duration.ofDays(1)).user("anna"));
        assertThat(anna.post("/index/" + NAME, BODY)).isEqualTo(200);
        assertThat(anna.delete("/index/" + NAME)).isEqualTo(200);
        assertThat(left().resolve("index")).isEmptyDirectory();
        try (Stream<Path> kept = Files.list(cut().resolve("node/deleted/" + id + "/index"))) {
            assertThat(kept)
                    .singleElement(as(InstanceOfAssertFactories.PATH))
                    .hasBinaryContent(BODY);
        }
        // A cut between the two folders may leave the file in both; it counts once.
        Queue<Path> between = new ConcurrentLinkedQueue<>();
        disk.beforeSync(
                path -> {
                    if (path.endsWith("index") && path.toString().contains("/deleted/")) {
                        between.add(cut().resolve("node"));
                    }
                });
        undelete(Instant.EPOCH);
        await("it is back")
                .until(() -> anna.get("/index/" + NAME).statusCode() == 200);
        assertThat(left().resolve("index").resolve(NAME)).hasBinaryContent(BODY);
        Path left = between.remove();
        // Written past the watched disk; the node makes another.
        Files.delete(left.resolve("node.key"));
        try (TestNode again = TestNode.start(left)) {
            await("it is back there, too")
                    .until(() -> again.status(id).usage().bytes() == BODY.length);
            assertThat(again.status(id).usage().deleted()).isNull();
        }
    }

    @Test
    void aConfigThatFollowsOneWhoseKeepingFailed() throws Exception {
        node.put(id, anAccount().version(2).keepDeleted(Duration.ofDays(1)).user("anna"));
        byte[] next = Blobs.bytes(155, 2);
        assertThat(anna.post("/config", BODY)).isEqualTo(200);
        Instant since = afterTheLastWrite();
        disk.beforeSync(path -> failIn("deleted", path));
        assertThat(anna.delete("/config")).isEqualTo(500);
        assertThat(anna.post("/config", next)).isEqualTo(500);
        disk.beforeSync(path -> {});
        assertThat(anna.post("/config", next)).isEqualTo(200);
        assertThat(left().resolve("config")).hasBinaryContent(next);
        undelete(since);
        await("the first one is back")
                .untilAsserted(() -> assertThat(anna.get("/config").body()).isEqualTo(BODY));
        assertThat(left().resolve("config")).hasBinaryContent(BODY);
    }

    @Test
    void aConfigThatFollowsOneWhoseReturnFailed() throws Exception {
        node.put(id, anAccount().version(2).keepDeleted(Duration.ofDays(1)).user("anna"));
        byte[] next = Blobs.bytes(155, 2);
        assertThat(anna.post("/config", BODY)).isEqualTo(200);
        Instant since = afterTheLastWrite();
        assertThat(anna.delete("/config")).isEqualTo(200);
        AtomicBoolean failed = new AtomicBoolean();
        disk.beforeSync(
                path -> {
                    if (DataFolder.parent(path).endsWith("repositories")
                            && failed.compareAndSet(false, true)) {
                        throw new IOException("a fault of the disk");
                    }
                });
        undelete(since);
        await("it was moved and not synced").untilTrue(failed);
        assertThat(anna.post("/config", next)).isEqualTo(200);
        undelete(since);
        await("the first one is back")
                .untilAsserted(() -> assertThat(anna.get("/config").body()).isEqualTo(BODY));
        assertThat(left().resolve("config")).hasBinaryContent(BODY);
    }

    @Test
    void anUploadThatIsRefusedAsItsFormerSelfDoesNotGo() throws Exception {
        node.put(id, anAccount().version(2).keepDeleted(Duration.ofDays(1)).user("anna"));
        assertThat(anna.post("/index/" + NAME, BODY)).isEqualTo(200);
        assertThat(anna.delete("/index/" + NAME)).isEqualTo(200);
        AtomicBoolean failed = new AtomicBoolean();
        disk.beforeSync(
                path -> {
                    if (path.toString().contains("/deleted/")
                            && failed.compareAndSet(false, true)) {
                        throw new IOException("a fault of the disk");
                    }
                });
        assertThat(anna.post("/index/" + NAME, BODY)).isEqualTo(500);
        assertOnlyKept();
        node.close();
        node = TestNode.start(NodeSettings.in(folder.resolve("node")), disk);
        assertOnlyKept();
    }

    private void assertOnlyKept() throws Exception {
        assertThat(node.status(id).usage().bytes()).isZero();
        assertThat(Objects.requireNonNull(node.status(id).usage().deleted()).bytes())
                .isEqualTo(BODY.length);
    }

    /** An instant after everything that was stored before. */
    private Instant afterTheLastWrite() throws Exception {
        Instant stored = Objects.requireNonNull(node.status(id).usage().lastWriteAt());
        await("the next moment").until(() -> Instant.now().isAfter(stored.plusMillis(5)));
        return Instant.now();
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
    void anAccountAndItsChange() throws Exception {
        Path file = Path.of("node", "accounts", id + ".json");
        assertThat(cut().resolve(file)).content().contains("\"version\":1");
        node.put(id, anAccount().version(2).user("anna"));
        assertThat(cut().resolve(file)).content().contains("\"version\":2");
    }

    /** Both upload into a folder that the first one makes. */
    @Test
    void anUploadIntoAFolderThatAnotherIsMaking() throws Exception {
        byte[] other = bodyInTheSameFolder();
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicBoolean held = new AtomicBoolean();
        disk.beforeSync(
                path -> {
                    if (path.endsWith("data") && held.compareAndSet(false, true)) {
                        making.countDown();
                        // A second upload that waits for the folder is never answered before.
                        hold(answered);
                    }
                });
        try (ExecutorService clients = Executors.newFixedThreadPool(1)) {
            Future<Integer> first = clients.submit(() -> anna.post("/data/" + NAME, BODY));
            assertThat(making.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(anna.post("/data/" + Blobs.name(other), other)).isEqualTo(200);
            Path left = left().resolve("data").resolve(NAME.substring(0, 2));
            answered.countDown();
            assertThat(left.resolve(Blobs.name(other))).hasBinaryContent(other);
            assertThat(first.get()).isEqualTo(200);
        }
    }

    private static void hold(CountDownLatch answered) {
        try {
            var unused = answered.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bodyInTheSameFolder() {
        for (int seed = 2; ; seed++) {
            byte[] body = Blobs.bytes(100, seed);
            if (Blobs.name(body).startsWith(NAME.substring(0, 2))) {
                return body;
            }
        }
    }

    @Test
    void anUploadIntoAFolderThatAKilledRunMade() throws Exception {
        node.close();
        Path shelf =
                Path.of("node", "repositories", id.toString(), "data", NAME.substring(0, 2));
        Files.createDirectory(folder.resolve(shelf));
        node = TestNode.start(NodeSettings.in(folder.resolve("node")), disk);
        assertThat(node.client("anna").post("/data/" + NAME, BODY)).isEqualTo(200);
        assertThat(cut().resolve(shelf).resolve(NAME)).hasBinaryContent(BODY);
    }

    @Test
    void anObjectThatAKilledRunStoredAndIsSentAgain() throws Exception {
        Path file = folder.resolve("node/repositories").resolve(id + "/index/" + NAME);
        node.close();
        place(BODY, file);
        restart();
        assertThat(anna.post("/index/" + NAME, BODY)).isEqualTo(200);
        assertThat(left().resolve("index").resolve(NAME)).hasBinaryContent(BODY);
    }

    /** As a run does that is killed before it syncs the folder. */
    private void place(byte[] content, Path file) throws IOException {
        Path written = folder.resolve("node/incoming/written");
        try (FileChannel channel =
                disk.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void restart() throws Exception {
        node = TestNode.start(NodeSettings.in(folder.resolve("node")), disk);
        anna = node.client("anna");
    }

    @Test
    void aDeletionByAKilledRunThatIsAskedForAgain() throws Exception {
        assertThat(anna.post("/index/" + NAME, BODY)).isEqualTo(200);
        node.close();
        Files.delete(folder.resolve("node/repositories").resolve(id + "/index/" + NAME));
        restart();
        assertThat(anna.delete("/index/" + NAME)).isEqualTo(200);
        assertThat(left().resolve("index")).isEmptyDirectory();
    }

    @Test
    void aDeletionOfWhatIsKeptByAKilledRunThatIsAskedForAgain() throws Exception {
        node.put(id, anAccount().version(2).keepDeleted(Duration.ofDays(1)).user("anna"));
        byte[] other = Blobs.bytes(155, 2);
        for (byte[] body : List.of(other, BODY)) {
            assertThat(anna.post("/index/" + Blobs.name(body), body)).isEqualTo(200);
        }
        assertThat(anna.delete("/index/" + Blobs.name(other))).isEqualTo(200);
        node.close();
        String times = "." + Instant.now().toEpochMilli() + "-0";
        Path kept = folder.resolve("node/deleted").resolve(id + "/index/" + NAME + times);
        Files.move(folder.resolve("node/repositories").resolve(id + "/index/" + NAME), kept);
        restart();
        assertThat(anna.delete("/index/" + NAME)).isEqualTo(200);
        assertThat(left().resolve("index")).isEmptyDirectory();
        assertThat(cut().resolve(folder.relativize(kept))).hasBinaryContent(BODY);
    }

    @Test
    void aChangeOfAnAccountByAKilledRunThatIsSentAgain() throws Exception {
        Path file = folder.resolve("node/accounts").resolve(id + ".json");
        String changed = Files.readString(file).replace("\"version\":1", "\"version\":2");
        node.close();
        place(changed.getBytes(UTF_8), file);
        restart();
        node.put(id, anAccount().version(2).user("anna"));
        assertThat(cut().resolve(folder.relativize(file))).content().isEqualTo(changed);
    }

    /** A sync that was cut off leaves a file in its folder. */
    @Test
    void whatAKilledRunLeftOfASyncIsSweptAway() throws Exception {
        assertThat(anna.post("/data/" + NAME, BODY)).isEqualTo(200);
        node.close();
        Path data = folder.resolve("node");
        Files.createDirectories(data.resolve("damaged").resolve(id + "/index"));
        Files.createDirectories(data.resolve("deleted").resolve(id + "/index"));
        List<Path> folders;
        try (Stream<Path> all = Files.walk(data)) {
            folders = all.filter(Files::isDirectory).toList();
        }
        for (Path each : folders) {
            Files.createFile(each.resolve(".sync-" + UUID.randomUUID()));
        }
        restart();
        try (Stream<Path> all = Files.walk(data)) {
            assertThat(all.filter(file -> file.toString().contains("/.sync-"))).isEmpty();
        }
        assertThat(node.status(id).usage().damaged()).isNull();
        assertThat(node.status(id).usage().bytes()).isEqualTo(BODY.length);
    }

    @Test
    void aDataFolderThatAFailedRunMade() throws Exception {
        disk.beforeSync(
                path -> {
                    if (path.equals(folder)) {
                        throw new IOException("a fault of the disk");
                    }
                });
        assertThatThrownBy(this::data).hasMessage("a fault of the disk");
        disk.beforeSync(path -> {});
        try (DataFolder data = data()) {
            assertThat(cut().resolve(folder.relativize(data.root()))).isDirectory();
        }
    }

    @Test
    void aDataFolderThatAKilledRunMade() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        try (DataFolder data = data()) {
            store(data).createRepository(id, "");
            assertThat(cut().resolve("data/repositories/" + id + "/index")).isDirectory();
        }
    }

    @Test
    void aNodeStartsOnWhatIsLeft() throws Exception {
        assertThat(anna.post("/data/" + NAME, BODY)).isEqualTo(200);
        Path left = cut().resolve("node");
        try (TestNode again = TestNode.start(left)) {
            assertThat(again.status(id).usage().bytes()).isEqualTo(BODY.length);
            assertThat(again.client("anna").get("/data/" + NAME).body()).isEqualTo(BODY);
            assertThat(Files.exists(left.resolve("incoming"))).isTrue();
        }
    }
}
