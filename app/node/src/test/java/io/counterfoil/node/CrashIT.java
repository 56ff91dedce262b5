package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that is killed in the middle of a backup: what was answered stands, what wasn't is gone,
 * and the sums are right.
 */
class CrashIT {
    @TempDir Path folder;

    @Test
    void aKilledNodeComesBackSoundWithExactUsage() throws Exception {
        UUID id = UUID.randomUUID();
        Path files = Trees.grow(folder.resolve("files"), 16, 200, 1);
        Path home = folder.resolve("home");
        long answered;
        try (ChildNode node = ChildNode.start(folder)) {
            node.put(id);
            Restic restic = new Restic(home, node.url("application"), "anna");
            restic.run("init");
            try (Restic.Running backup = restic.start("backup", files.toString())) {
                await("the backup is in the middle")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(5))
                        .until(
                                () ->
                                        node.status(id).usage().objects().data() >= 3
                                                && !TestNode.incoming(data()).isEmpty());
                answered = node.status(id).usage().bytes();
                node.kill();
                assertThat(backup.isRunning()).isTrue();
            }
        }
        try (ChildNode node = ChildNode.start(folder)) {
            assertThat(TestNode.incoming(data())).isEmpty();
            long usage = node.status(id).usage().bytes();
            assertThat(usage)
                    .isGreaterThanOrEqualTo(answered)
                    .isEqualTo(TestNode.bytesOnDisk(data(), id));

            Restic restic = new Restic(home, node.url("application"), "anna");
            restic.run("unlock", "--remove-all");
            assertThat(restic.run("check", "--read-data")).contains("no errors were found");
            restic.run("backup", files.toString());
            Path target = folder.resolve("restored");
            restic.run("restore", "latest", "--target", target.toString());
            Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
            assertThat(node.status(id).usage().bytes()).isEqualTo(TestNode.bytesOnDisk(data(), id));
        }
    }

    private Path data() {
        return folder.resolve("node");
    }
}
