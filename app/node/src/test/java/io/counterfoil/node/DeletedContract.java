package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.contract.Usage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients delete is kept, comes back, and goes when its time is over; run on each store. */
abstract class DeletedContract {
    private static final byte[] PACK = Blobs.bytes(5000, 1);
    private static final String DATA = "/data/" + Blobs.name(PACK);
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir Path folder;
    private TestNode node;
    private UUID id;
    private TestNode.Client anna;

    /** A node on the same store each time. */
    abstract TestNode start(Path data) throws Exception;

    @BeforeEach
    void open() throws Exception {
        node = start(folder.resolve("node"));
        id = node.open(anAccount().keepDeleted(WEEK).user("anna"));
        anna = node.client("anna").withRepository();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void restart() throws Exception {
        node.close();
        node = start(folder.resolve("node"));
        anna = node.client("anna");
    }

    private Usage usage() throws Exception {
        return node.status(id).usage();
    }

    private Undelete undelete(Instant since) throws Exception {
        HttpResponse<String> asked = ask(UUID.randomUUID(), since);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        await("it is done").until(() -> last().finishedAt() != null);
        return last();
    }

    private HttpResponse<String> ask(UUID asked, Instant since) throws Exception {
        return node.admin(
                "POST",
                "admin/accounts/" + id + "/undelete",
                TestNode.JSON.writeValueAsString(new Undelete.Request(asked, since)));
    }

    private Undelete last() throws Exception {
        return Objects.requireNonNull(node.status(id).undelete());
    }

    @Test
    void aDeletedObjectIsOutOfSightAndComesBack() throws Exception {
        Instant before = Instant.now();
        assertThat(anna.post(DATA, PACK)).isEqualTo(200);
        assertThat(anna.delete(DATA)).isEqualTo(200);
        assertThat(anna.delete(DATA)).isEqualTo(200);
        assertThat(anna.get(DATA).statusCode()).isEqualTo(404);
        assertThat(anna.get("/data/").body()).asString().isEqualTo("[]");
        assertThat(usage().bytes()).isZero();
        assertThat(usage().deleted()).isEqualTo(new Aside(1, PACK.length));
        restart();
        assertThat(anna.get(DATA).statusCode()).isEqualTo(404);
        assertThat(usage().deleted()).isEqualTo(new Aside(1, PACK.length));

        assertThat(undelete(Instant.now().plusSeconds(60)).objects()).isZero();
        assertThat(anna.get(DATA).statusCode()).isEqualTo(404);
        assertThat(undelete(before).bytes()).isEqualTo(PACK.length);
        assertThat(anna.get(DATA).body()).isEqualTo(PACK);
        assertThat(usage().bytes()).isEqualTo(PACK.length);
        assertThat(usage().deleted()).isNull();
        Undelete done = last();
        assertThat(ask(done.id(), before).statusCode()).isEqualTo(202);
        assertThat(last()).as("the same again").isEqualTo(done);
        assertThat(undelete(before).objects()).as("nothing is left to do").isZero();
        restart();
        assertThat(anna.get(DATA).body()).isEqualTo(PACK);
    }

    @Test
    void theSameObjectSentAgainCountsOnce() throws Exception {
        anna.post(DATA, PACK);
        anna.delete(DATA);
        assertThat(anna.post(DATA, PACK)).isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            assertThat(usage().bytes()).isEqualTo(PACK.length);
            assertThat(usage().deleted()).isNull();
            assertThat(anna.get(DATA).body()).isEqualTo(PACK);
            restart();
        }
    }

    @Test
    void aForgedConfigGivesWayToTheRightOneOnce() throws Exception {
        byte[] right = Blobs.bytes(155, 2);
        byte[] forged = Blobs.bytes(155, 3);
        anna.post("/config", right);
        Instant before = usageTime();
        anna.delete("/config");
        anna.post("/config", forged);
        anna.delete("/config");
        anna.post("/config", forged);
        for (int i = 0; i < 2; i++) {
            undelete(before);
            assertThat(anna.get("/config").body()).isEqualTo(right);
            restart();
            assertThat(anna.get("/config").body()).isEqualTo(right);
        }
    }

    /** An instant after everything so far, by whichever clock it was stored. */
    private Instant usageTime() throws Exception {
        Instant last = Objects.requireNonNull(usage().lastWriteAt());
        await("the next second, as a store may count in seconds")
                .until(() -> Instant.now().isAfter(last.plusMillis(1100)));
        return Instant.now();
    }

    @Test
    void locksAreNotKeptAndNothingIsWithoutTheSetting() throws Exception {
        byte[] lock = Blobs.bytes(155, 4);
        String path = "/locks/" + Blobs.name(lock);
        anna.post(path, lock);
        anna.delete(path);
        assertThat(usage().deleted()).isNull();
        node.put(id, anAccount().version(2).user("anna"));
        anna.post(DATA, PACK);
        anna.delete(DATA);
        assertThat(usage().deleted()).isNull();
    }

    @Test
    void whatIsKeptGoesWhenItsTimeIsOver() throws Exception {
        anna.post(DATA, PACK);
        anna.delete(DATA);
        Instant deleted = Instant.now();
        node.put(id, anAccount().version(2).keepDeleted(Duration.ofSeconds(1)).user("anna"));
        await("a second is over").until(() -> Instant.now().isAfter(deleted.plusSeconds(2)));
        // Each start looks at once.
        restart();
        await("it is gone").until(() -> usage().deleted() == null);
        assertThat(undelete(Instant.EPOCH).objects()).isZero();
        assertThat(anna.get(DATA).statusCode()).isEqualTo(404);
        restart();
        assertThat(usage().deleted()).isNull();
    }

    @Test
    void aPurgeTakesWhatIsKeptAndTheReceiptCountsIt() throws Exception {
        anna.post(DATA, PACK);
        anna.delete(DATA);
        node.admin("DELETE", "admin/accounts/" + id, null);
        await("the purge is done").until(() -> purge().phase() == Purge.Phase.DONE);
        assertThat(purge().objects()).isEqualTo(1);
        assertThat(purge().bytes()).isEqualTo(PACK.length);
        assertThat(purge().bytesLeft()).isZero();
        assertThat(usage().deleted()).isNull();
        assertThat(ask(UUID.randomUUID(), Instant.EPOCH).statusCode()).isEqualTo(410);
    }

    private Purge purge() throws Exception {
        return Objects.requireNonNull(node.status(id).purge());
    }

    @Test
    void aBackupWhoseSnapshotsAndPacksWereAllPrunedIsWholeAgain() throws Exception {
        Path files = Trees.grow(folder.resolve("files"), 1, 40, 1);
        Restic restic = new Restic(folder.resolve("home"), node.node().dataUrl(), "anna");
        restic.run("init");
        restic.run("backup", files.toString());
        Trees.grow(files.resolve("more"), 0, 10, 50);
        restic.run("backup", files.toString());
        Usage whole = usage();
        Instant before = Instant.now();

        String ids = restic.run("snapshots", "--json");
        List<String> forget = new ArrayList<>(List.of("forget", "--prune", "--max-unused", "0"));
        for (JsonNode snapshot : TestNode.JSON.readTree(ids.substring(ids.indexOf('[')))) {
            forget.add(snapshot.get("id").asText());
        }
        restic.run(forget.toArray(String[]::new));
        assertThat(usage().objects().snapshots()).isZero();
        assertThat(usage().objects().data()).isZero();
        assertThat(Objects.requireNonNull(usage().deleted()).bytes())
                .isGreaterThanOrEqualTo(whole.bytes() - 10_000);

        undelete(before);
        assertThat(usage().objects().snapshots()).isEqualTo(whole.objects().snapshots());
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");
        Path target = folder.resolve("restored");
        restic.run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
    }
}
