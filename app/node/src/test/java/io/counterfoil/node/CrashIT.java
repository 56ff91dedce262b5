package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.Purge;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that is killed in the middle of a backup: what was answered stands, what wasn't is gone,
 * and the sums are right.
 */
class CrashIT {
    @TempDir Path folder;

    @Test
    void aNodeThatIsKilledThreeTimesComesBackSoundWithExactUsage() throws Exception {
        killAndComeBack(3);
    }

    @Test
    @Tag("long")
    void aNodeThatIsKilledTwentyTimesComesBackSoundWithExactUsage() throws Exception {
        killAndComeBack(20);
    }

    private void killAndComeBack(int times) throws Exception {
        UUID id = UUID.randomUUID();
        Path home = folder.resolve("home");
        Path files = Trees.grow(folder.resolve("files"), 0, 200, 1);
        ChildNode node = ChildNode.start(folder);
        try {
            node.put(id);
            restic(home, node).run("init");
            for (int time = 1; time <= times; time++) {
                Trees.grow(files.resolve("more-" + time), 10, 0, 1000L * time);
                long answered = killInTheMiddle(node, restic(home, node), id, files);
                node = ChildNode.start(folder);
                assertThat(TestNode.incoming(data())).isEmpty();
                assertThat(node.status(id).usage().bytes())
                        .isGreaterThanOrEqualTo(answered)
                        .isEqualTo(TestNode.bytesOnDisk(data(), id));
                Restic restic = restic(home, node);
                restic.run("unlock", "--remove-all");
                assertThat(restic.run("check", "--read-data")).contains("no errors were found");
            }
            Restic restic = restic(home, node);
            restic.run("backup", files.toString());
            Path target = folder.resolve("restored");
            restic.run("restore", "latest", "--target", target.toString());
            Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
            assertThat(node.status(id).usage().bytes()).isEqualTo(TestNode.bytesOnDisk(data(), id));
        } finally {
            node.close();
        }
    }

    @Test
    void aPurgeThatIsKilledInTheMiddleGoesOnAndItsReceiptCountsEverything() throws Exception {
        UUID id = UUID.randomUUID();
        try (ChildNode node = ChildNode.start(folder)) {
            node.put(id);
        }
        int objects = 20_000;
        byte[] body = {1, 2, 3};
        for (int i = 0; i < objects; i++) {
            String name = Blobs.name(ByteBuffer.allocate(4).putInt(i).array());
            Path shelf = account(id).resolve("data").resolve(name.substring(0, 2));
            Files.createDirectories(shelf);
            Files.write(shelf.resolve(name), body);
        }
        try (ChildNode node = ChildNode.start(folder)) {
            node.purge(id);
            await("the purge is in the middle")
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> purge(node, id).objectsLeft() < objects);
            node.kill();
        }
        long left = TestNode.bytesOnDisk(data(), id);
        assertThat(left).isBetween(1L, (long) objects * body.length - 1);
        try (ChildNode node = ChildNode.start(folder)) {
            await("the purge goes on by itself")
                    .until(() -> purge(node, id).phase() == Purge.Phase.DONE);
            Purge receipt = purge(node, id);
            assertThat(receipt.objects()).isEqualTo(objects);
            assertThat(receipt.bytes()).isEqualTo((long) objects * body.length);
            assertThat(receipt.objectsLeft()).isZero();
            assertThat(receipt.bytesLeft()).isZero();
            assertThat(account(id)).doesNotExist();
        }
    }

    private static Purge purge(ChildNode node, UUID id) throws Exception {
        return Objects.requireNonNull(node.status(id).purge());
    }

    private Path account(UUID id) {
        return data().resolve("repositories").resolve(id.toString());
    }

    /** Returns how much the node said was stored before. */
    private long killInTheMiddle(ChildNode node, Restic restic, UUID id, Path files)
            throws Exception {
        long packs = node.status(id).usage().objects().data();
        // Slowly, so that the middle lasts until it is seen.
        try (Restic.Running backup =
                restic.start(
                        "backup",
                        "-o",
                        "rest.connections=2",
                        "--limit-upload",
                        "20000",
                        files.toString())) {
            await("the backup is in the middle")
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () ->
                                    node.status(id).usage().objects().data() >= packs + 2
                                            && !TestNode.incoming(data()).isEmpty());
            long answered = node.status(id).usage().bytes();
            node.close();
            assertThat(backup.isRunning()).isTrue();
            return answered;
        }
    }

    private static Restic restic(Path home, ChildNode node) throws Exception {
        return new Restic(home, node.url("application"), "anna");
    }

    private Path data() {
        return folder.resolve("node");
    }
}
