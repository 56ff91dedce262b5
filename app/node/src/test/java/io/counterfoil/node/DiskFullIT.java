package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk runs full while restic backs up, on each file system that a node is likely to have. */
class DiskFullIT {
    private static final long LEFT_ALONE = 8 << 20;

    @TempDir Path folder;

    @Test
    void aFullDiskRefusesInWordsBreaksNothingAndIsFreedByAPrune() throws Exception {
        assertSurvives("tmpfs", 96);
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({"ext4, 96", "xfs, 300"})
    void soDoesAnyFileSystem(String type, int mib) throws Exception {
        assertSurvives(type, mib);
    }

    @Test
    void aDiskWithoutAnyRoomIsNoFault() throws Exception {
        byte[] stands = Blobs.bytes(1 << 20, 1);
        byte[] large = Blobs.bytes(3 << 20, 2);
        String path = "/data/" + Blobs.name(stands);
        try (SmallVolume volume = SmallVolume.mount(folder, "tmpfs", 16)) {
            NodeSettings any = NodeSettings.in(volume.path().resolve("node"));
            NodeSettings greedy =
                    new NodeSettings(any.dataFolder(), any.data(), any.admin(), Duration.ZERO, 0);
            UUID id;
            try (TestNode node = TestNode.start(greedy)) {
                id = node.open(anAccount().user("anna"));
                TestNode.Client anna = node.client("anna").withRepository();
                assertThat(anna.post(path, stands)).isEqualTo(200);
                volume.fillUpTo(2);
                assertThat(anna.postChunked("/data/" + Blobs.name(large), large)).isEqualTo(507);
                assertThat(node.incoming()).isEmpty();
                volume.awaitFree(2);
                volume.fillUpTo(0);
                byte[] drop = {1};
                assertThat(anna.post("/data/" + Blobs.name(drop), drop)).isEqualTo(507);
                assertThat(anna.post("/another/?create=true", new byte[0])).isEqualTo(507);
            }
            try (TestNode node = TestNode.start(greedy)) {
                TestNode.Client anna = node.client("anna");
                assertThat(anna.get(path).body()).isEqualTo(stands);
                assertThat(node.status(id).usage().bytes()).isEqualTo(stands.length);
                assertThat(anna.delete(path)).isEqualTo(200);
                volume.awaitFree(1);
                assertThat(anna.post(path, stands)).isEqualTo(200);
                assertThat(node.status(id).usage().bytes()).isEqualTo(node.bytesOnDisk(id));
            }
        }
    }

    private void assertSurvives(String type, int mib) throws Exception {
        Path files = Trees.grow(folder.resolve("files"), 1, 20, 1);
        Path more = Trees.grow(folder.resolve("more"), 3, 0, 500);
        try (SmallVolume volume = SmallVolume.mount(folder, type, mib)) {
            NodeSettings any = NodeSettings.in(volume.path().resolve("node"));
            NodeSettings settings =
                    new NodeSettings(
                            any.dataFolder(), any.data(), any.admin(), Duration.ZERO, LEFT_ALONE);
            UUID id;
            try (TestNode node = TestNode.start(settings)) {
                id = node.open(anAccount().user("anna"));
                Restic restic = restic(node);
                restic.run("init");
                restic.run("backup", files.toString());
                assertThat(node.admin("GET", "healthcheck", null).statusCode()).isEqualTo(200);
                volume.fillUpTo(20);
                try (Restic.Running backup = restic.start("backup", more.toString())) {
                    await("restic is told")
                            .atMost(Duration.ofSeconds(30))
                            .untilAsserted(
                                    () -> assertThat(backup.output()).contains("(507)", "507 "));
                }
                restic.run("unlock", "--remove-all");
                byte[] large = Blobs.bytes(20 << 20, 9);
                HttpResponse<byte[]> refused =
                        node.client("anna").call("POST", "/data/" + Blobs.name(large), large);
                assertThat(refused.statusCode()).isEqualTo(507);
                assertThat(new String(refused.body(), UTF_8)).contains("storage node is full");
                await("what was cut off is swept away")
                        .untilAsserted(() -> assertThat(node.incoming()).isEmpty());
                assertIsSound(node, id);
            }
            // Another program takes the rest, all but what a prune may use.
            volume.fillUpTo(5);
            try (TestNode node = TestNode.start(settings)) {
                HttpResponse<String> health = node.admin("GET", "healthcheck", null);
                assertThat(health.statusCode()).isEqualTo(500);
                assertThat(health.body()).contains("less than " + LEFT_ALONE + " bytes are free");
                assertIsSound(node, id);
                Restic restic = restic(node);
                Path target = folder.resolve("restored");
                restic.run("restore", "latest", "--target", target.toString());
                Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));

                long before = node.status(id).usage().bytes();
                String list =
                        new String(node.client("anna").get("/snapshots/").body(), UTF_8);
                String snapshot = list.substring(2, 66);
                restic.run("forget", snapshot, "--prune", "--max-repack-size", "0");
                assertThat(node.status(id).usage().bytes()).isLessThan(before - 9_000_000);
                assertIsSound(node, id);
                restic.run("backup", files.resolve("small").toString());
                assertIsSound(node, id);
            }
        }
    }

    private Restic restic(TestNode node) {
        return new Restic(folder.resolve("home"), node.node().dataUrl(), "anna");
    }

    private void assertIsSound(TestNode node, UUID id) throws Exception {
        assertThat(restic(node).run("check", "--read-data")).contains("no errors were found");
        assertThat(node.status(id).usage().bytes()).isEqualTo(node.bytesOnDisk(id));
        assertThat(node.incoming()).isEmpty();
    }
}
