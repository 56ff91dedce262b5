package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.Scrub;
import io.counterfoil.node.contract.Usage;
import io.counterfoil.node.scrub.Scrubber;
import io.dropwizard.util.DataSize;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that changes bytes is found out, and what it changed is stored again. */
class ScrubberIT {
    private static final byte[] PACK = Blobs.bytes(300_000, 1);
    private static final byte[] OTHER = Blobs.bytes(500, 2);

    @TempDir Path folder;
    private @Nullable TestNode node;

    private TestNode start(String rate, InstantSource clock) throws IOException {
        stop();
        NodeConfiguration configuration =
                NodeConfiguration.of(NodeSettings.in(folder.resolve("node")));
        configuration.setScrubRate(DataSize.parse(rate));
        configuration.scrubAfter(Duration.ZERO);
        TestNode started =
                TestNode.of(
                        folder.resolve("node"),
                        StorageNode.start(configuration, clock, FileChannel::open));
        node = started;
        return started;
    }

    private TestNode unscrubbed() throws IOException {
        return start("0 bytes", InstantSource.system());
    }

    private TestNode scrubbed() throws IOException {
        return start("1 GiB", InstantSource.system());
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    private static String path(byte[] body) {
        return "/data/" + Blobs.name(body);
    }

    private Path file(UUID id, byte[] body) {
        String name = Blobs.name(body);
        return folder.resolve("node/repositories/" + id + "/data")
                .resolve(name.substring(0, 2))
                .resolve(name);
    }

    private static void flipABit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static @Nullable Scrub scrub(TestNode node) throws Exception {
        return TestNode.JSON
                .readValue(node.admin("GET", "admin/capacity", null).body(), Capacity.class)
                .scrub();
    }

    private static Scrub finished(TestNode node) throws Exception {
        await("a round is over")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            Scrub now = scrub(node);
                            return now != null && now.finishedAt() != null;
                        });
        return Objects.requireNonNull(scrub(node));
    }

    @Test
    void resticMissesADamagedPackAndStoresItAgain() throws Exception {
        TestNode before = unscrubbed();
        UUID id = before.open(anAccount().user("anna"));
        Path files = Trees.grow(folder.resolve("files"), 1, 20, 1);
        Restic restic = restic(before);
        restic.run("init");
        restic.run("backup", files.toString());
        try (Stream<Path> packs = Files.walk(folder.resolve("node/repositories/" + id + "/data"))) {
            // Restic asks for minutes for the small one with the folders before it gives up.
            flipABit(
                    packs.filter(Files::isRegularFile)
                            .max(Comparator.comparingLong(pack -> pack.toFile().length()))
                            .orElseThrow());
        }

        TestNode after = scrubbed();
        assertThat(finished(after).damagedObjects()).isEqualTo(1);
        restic = restic(after);
        assertThat(output(restic.start("check"))).contains("does not exist");
        // Called "repair index" since 0.16.
        restic.run("rebuild-index");
        // It calls that an error that it has to store unchanged files again.
        assertThat(output(restic.start("backup", files.toString()))).contains("storing the file");
        assertThat(restic.run("check", "--read-data", "--no-cache"))
                .contains("no errors were found");
        Path target = folder.resolve("restored");
        restic.run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
    }

    private static String output(Restic.Running started) throws IOException {
        try (started) {
            await("restic is done")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !started.isRunning());
            return started.output();
        }
    }

    private Restic restic(TestNode to) {
        return new Restic(folder.resolve("home"), to.node().dataUrl(), "anna");
    }

    @Test
    void aFlippedBitIsFoundPutAsideAndStoredAgain() throws Exception {
        TestNode before = unscrubbed();
        UUID id = before.open(anAccount().user("anna"));
        TestNode.Client anna = before.client("anna").withRepository();
        anna.post(path(PACK), PACK);
        anna.post(path(OTHER), OTHER);
        anna.post("/config", OTHER);
        assertThat(scrub(before)).isNull();
        flipABit(file(id, PACK));

        TestNode after = scrubbed();
        Scrub done = finished(after);
        assertThat(done.checkedObjects()).as("the config has no hash").isEqualTo(2);
        assertThat(done.checkedBytes()).isEqualTo(PACK.length + OTHER.length);
        assertThat(done.damagedObjects()).isEqualTo(1);
        assertThat(done.unreadableObjects()).isZero();
        assertThat(after.metric("node_scrub_checked_bytes")).isEqualTo((double) done.checkedBytes());
        assertThat(after.metric("node_scrub_damaged_objects")).isEqualTo(1);
        assertThat(after.metric("node_scrub_unreadable_objects")).isZero();
        TestNode.Client back = after.client("anna");
        assertThat(back.get(path(PACK)).statusCode()).isEqualTo(404);
        assertThat(back.get("/data/").body()).asString().doesNotContain(Blobs.name(PACK));
        assertThat(back.get(path(OTHER)).body()).isEqualTo(OTHER);
        Usage usage = after.status(id).usage();
        assertThat(usage.bytes()).isEqualTo(2L * OTHER.length).isEqualTo(after.bytesOnDisk(id));
        assertThat(usage.damaged()).isEqualTo(new Aside(1, PACK.length));
        try (Stream<Path> kept = Files.walk(folder.resolve("node/damaged/" + id))) {
            assertThat(kept.filter(Files::isRegularFile)).hasSize(1);
        }

        assertThat(back.post(path(PACK), PACK)).isEqualTo(200);
        assertThat(back.get(path(PACK)).body()).isEqualTo(PACK);
        assertThat(after.status(id).usage().damaged()).as("nothing is missing").isNull();
        TestNode again = unscrubbed();
        assertThat(again.status(id).usage().damaged()).isNull();
        assertThat(again.client("anna").get(path(PACK)).body()).isEqualTo(PACK);
        assertThat(again.client("anna").delete(path(PACK))).isEqualTo(200);
        assertThat(again.status(id).usage().damaged()).as("it was deleted").isNull();
        assertThat(again.client("anna").post(path(PACK), PACK)).isEqualTo(200);
        flipABit(file(id, PACK));

        TestNode last = start("1 GiB", () -> Instant.now().plus(Scrubber.EVERY));
        await("it is found again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> new Aside(1, PACK.length).equals(last.status(id).usage().damaged()));
        last.admin("DELETE", "admin/accounts/" + id, null);
        await("the purge is done")
                .until(() -> last.status(id).usage().damaged() == null);
        assertThat(folder.resolve("node/damaged/" + id)).doesNotExist();
    }
}
