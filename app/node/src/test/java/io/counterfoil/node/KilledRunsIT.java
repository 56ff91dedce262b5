package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.contract.Undelete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run left on a disk that was killed before it was synced, or whose sync failed: the next one
 * finds it there and has nothing left to do, but for making it last.
 */
class KilledRunsIT {
    private static final byte[] BODY = Blobs.bytes(5_000, 1);
    private static final String NAME = Blobs.name(BODY);
    private static final String INDEX = "/index/" + NAME;

    @TempDir Path folder;
    @TempDir Path cuts;
    @TempDir Path sourceFolder;
    private final PowerCutDisk disk = new PowerCutDisk();
    private TestNode node;
    private UUID id;
    private TestNode.Client anna;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(NodeSettings.in(folder.resolve("node")), disk);
        id = node.open(anAccount().keepDeleted(Duration.ofDays(1)).user("anna"));
        anna = node.client("anna").withRepository();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void restart() throws Exception {
        node.close();
        startAgain();
    }

    private void startAgain() throws Exception {
        disk.beforeSync(path -> {});
        node = TestNode.start(NodeSettings.in(folder.resolve("node")), disk);
        anna = node.client("anna");
    }

    /** What would be there after a power cut now. */
    private Path left(String path) throws IOException {
        return disk.afterPowerCut(folder, cuts.resolve(UUID.randomUUID().toString()))
                .resolve("node")
                .resolve(path);
    }

    private String repository() {
        return "repositories/" + id;
    }

    private Path here(String path) {
        return folder.resolve("node").resolve(path);
    }

    private void failAt(String path) {
        Path there = here(path);
        disk.beforeSync(
                file -> {
                    if (file.equals(there)) {
                        throw new IOException("a fault of the disk");
                    }
                });
    }

    @Test
    void whatComesBackLastsBeforeItIsToldToBeBack() throws Exception {
        assertThat(anna.post(INDEX, BODY)).isEqualTo(200);
        assertThat(anna.delete(INDEX)).isEqualTo(200);
        AtomicBoolean failed = new AtomicBoolean();
        disk.beforeSync(
                path -> {
                    if (path.equals(here(repository() + "/index"))) {
                        failed.set(true);
                        throw new IOException("a fault of the disk");
                    }
                });
        var unused =
                node.admin(
                        "POST",
                        "admin/accounts/" + id + "/undelete",
                        TestNode.JSON.writeValueAsString(
                                new Undelete.Request(UUID.randomUUID(), Instant.EPOCH)));
        await("it was moved and not synced").untilTrue(failed);
        restart();
        await("it is back")
                .until(
                        () ->
                                Objects.requireNonNull(node.status(id).undelete()).finishedAt()
                                        != null);
        assertThat(left(repository() + INDEX)).hasBinaryContent(BODY);
    }

    /** Moves the config to where it is kept, as a run does that is killed before it syncs that. */
    private String keepConfig() throws Exception {
        byte[] other = Blobs.bytes(155, 2);
        assertThat(anna.post("/index/" + Blobs.name(other), other)).isEqualTo(200);
        assertThat(anna.delete("/index/" + Blobs.name(other))).isEqualTo(200);
        assertThat(anna.post("/config", BODY)).isEqualTo(200);
        node.close();
        String kept = "deleted/" + id + "/config." + Instant.now().toEpochMilli() + "-0";
        Files.move(here(repository() + "/config"), here(kept));
        startAgain();
        return kept;
    }

    @Test
    void aConfigThatIsDeletedAgainIsKept() throws Exception {
        String kept = keepConfig();
        assertThat(anna.delete("/config")).isEqualTo(200);
        assertThat(left(repository() + "/config")).doesNotExist();
        assertThat(left(kept)).hasBinaryContent(BODY);
    }

    @Test
    void aConfigThatAnotherOneFollowsIsKept() throws Exception {
        String kept = keepConfig();
        byte[] next = Blobs.bytes(155, 3);
        assertThat(anna.post("/config", next)).isEqualTo(200);
        assertThat(left(repository() + "/config")).hasBinaryContent(next);
        assertThat(left(kept)).hasBinaryContent(BODY);
        assertThat(anna.delete("/config")).isEqualTo(200);
        assertThat(Objects.requireNonNull(node.status(id).usage().deleted()).objects())
                .as("both, and what was deleted before")
                .isEqualTo(3);
    }

    @Test
    void aDeletionWhoseSyncFailedAndThatIsAskedForAgain() throws Exception {
        node.put(id, anAccount().version(2).user("anna"));
        assertThat(anna.post(INDEX, BODY)).isEqualTo(200);
        failAt(repository() + "/index");
        assertThat(anna.delete(INDEX)).isEqualTo(500);
        restart();
        assertThat(anna.delete(INDEX)).isEqualTo(200);
        assertThat(left(repository() + "/index")).isEmptyDirectory();
    }

    @Test
    void aChangeOfAnAccountWhoseSyncFailedAndThatIsSentAgain() throws Exception {
        failAt("accounts");
        String changed =
                TestNode.JSON.writeValueAsString(anAccount().version(2).user("anna").build());
        assertThat(node.admin("PUT", "admin/accounts/" + id, changed).statusCode())
                .isGreaterThanOrEqualTo(500);
        restart();
        node.put(id, anAccount().version(2).user("anna"));
        assertThat(left("accounts/" + id + ".json")).content().contains("\"version\":2");
    }

    @Test
    void aFolderWhoseSyncFailedAndThatIsUsedAgain() throws Exception {
        String data = "/data/" + NAME;
        failAt(repository() + "/data");
        assertThat(anna.post(data, BODY)).isEqualTo(500);
        restart();
        assertThat(anna.post(data, BODY)).isEqualTo(200);
        assertThat(left(repository() + "/data/" + NAME.substring(0, 2) + "/" + NAME))
                .hasBinaryContent(BODY);
    }

    @Test
    void aRepositoryThatIsMadeAgain() throws Exception {
        for (String kind : List.of("data", "index", "keys", "locks", "snapshots")) {
            Files.createDirectories(here(repository() + "/laptop/" + kind));
        }
        restart();
        assertThat(anna.post("/laptop/?create=true", new byte[0])).isEqualTo(200);
        assertThat(left(repository() + "/laptop/data")).isDirectory();
    }

    @Test
    void whatACopyFetchedBeforeLasts() throws Exception {
        try (TestNode source = TestNode.start(sourceFolder)) {
            Copy.Request asked = copyFrom(source);
            node.close();
            String shelf = repository() + "/data/" + NAME.substring(0, 2);
            Files.createDirectories(here(shelf));
            place(BODY, here(shelf + "/" + NAME));
            startAgain();
            assertThat(end(asked).state()).isEqualTo(Copy.Phase.DONE);
            assertThat(left(shelf + "/" + NAME)).hasBinaryContent(BODY);
        }
    }

    @Test
    void whatIsCutOffIsFetchedAgain() throws Exception {
        try (TestNode source = TestNode.start(sourceFolder)) {
            Copy.Request asked = copyFrom(source);
            node.close();
            String shelf = repository() + "/data/" + NAME.substring(0, 2);
            Files.createDirectories(here(shelf));
            place(Blobs.bytes(4_000, 1), here(shelf + "/" + NAME));
            startAgain();
            assertThat(end(asked).state()).isEqualTo(Copy.Phase.DONE);
            assertThat(left(shelf + "/" + NAME)).hasBinaryContent(BODY);
            assertThat(node.status(id).usage().bytes()).isEqualTo(BODY.length);
            assertThat(node.status(id).usage().damaged()).as("nothing is lost").isNull();
            restart();
            assertThat(node.status(id).usage().damaged()).isNull();
            assertThat(node.status(id).usage().bytes()).isEqualTo(BODY.length);
        }
    }

    @Test
    void whatWasPutAsideIsNoDamageOnceItIsFetchedAgainOrGone() throws Exception {
        byte[] gone = Blobs.bytes(300, 3);
        try (TestNode source = TestNode.start(sourceFolder)) {
            Copy.Request asked = copyFrom(source);
            node.close();
            putAside(NAME);
            putAside(Blobs.name(gone));
            startAgain();
            assertThat(node.status(id).usage().damaged()).isEqualTo(new Aside(2, 10));
            assertThat(end(asked).state()).isEqualTo(Copy.Phase.DONE);
            assertThat(node.status(id).usage().damaged())
                    .as("the source neither has nor misses the other one")
                    .isNull();
            assertThat(left(aside(NAME))).doesNotExist();
            assertThat(left(aside(Blobs.name(gone)))).doesNotExist();
            restart();
            assertThat(node.status(id).usage().damaged()).isNull();
            assertThat(node.status(id).usage().bytes()).isEqualTo(BODY.length);
        }
    }

    /** As the scrubber does with what has wrong bytes. */
    private void putAside(String name) throws IOException {
        Path file = here(aside(name));
        Files.createDirectories(file.getParent());
        place(Blobs.bytes(5, 1), file);
    }

    private String aside(String name) {
        return "damaged/%s/data/%s/%s.1000-900".formatted(id, name.substring(0, 2), name);
    }

    private Copy.Request copyFrom(TestNode source) throws Exception {
        source.put(id, anAccount().user("anna").user("copier", Scope.COPY));
        TestNode.Client there = source.client("anna").withRepository();
        assertThat(there.post("/data/" + NAME, BODY)).isEqualTo(200);
        node.put(id, anAccount().version(2).state(AccountState.CLOSED));
        return new Copy.Request(
                UUID.randomUUID(),
                new Copy.Source(
                        source.node().dataUrl(), "copier", AccountSpecs.password("copier")),
                List.of(""),
                true,
                null,
                null);
    }

    private Copy end(Copy.Request asked) throws Exception {
        String wish = TestNode.JSON.writeValueAsString(asked);
        assertThat(node.admin("POST", "admin/accounts/" + id + "/copy", wish).statusCode())
                .isEqualTo(202);
        await("the copy ends")
                .atMost(Duration.ofSeconds(30))
                .until(() -> copy().state() != Copy.Phase.RUNNING);
        return copy();
    }

    private Copy copy() throws Exception {
        return Objects.requireNonNull(node.status(id).copy());
    }

    /** As a run does that is killed before it syncs the folder. */
    private void place(byte[] content, Path file) throws IOException {
        Path written = here("incoming/written");
        try (FileChannel channel =
                disk.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(written, file);
    }
}
