package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.bucket.BucketSettings;
import io.counterfoil.node.contract.Usage;
import io.counterfoil.node.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup into a bucket of which one end is killed in the middle: what was stored is sound, the next
 * backup works, and there is nothing in the bucket of which the node doesn't know.
 */
class BucketKillsIT {
    @RegisterExtension private static final S3Place PLACE = new S3Place("kills");

    private final UUID id = UUID.randomUUID();
    private final S3Place.Part place = PLACE.part();

    @TempDir Path folder;
    private ChildNode node;
    private Path files;

    @BeforeEach
    void begin() throws Exception {
        files = Trees.grow(folder.resolve("files"), 0, 50, 1);
        start();
        node.put(id);
        restic().run("init");
        restic().run("backup", files.toString());
        Trees.grow(files.resolve("more"), 10, 0, 1000);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void start() throws Exception {
        node = ChildNode.start(folder, "128m", "store: " + yaml(place.store()) + "\n");
    }

    private static String yaml(StoreSettings.S3 store) {
        BucketSettings bucket = store.bucket();
        StringJoiner yaml = new StringJoiner(", ", "{type: s3, ", "}");
        if (bucket.endpoint() != null) {
            yaml.add("endpoint: \"" + bucket.endpoint() + "\"");
        }
        if (bucket.accessKeyFile() != null) {
            yaml.add("accessKeyFile: " + bucket.accessKeyFile());
            yaml.add("secretKeyFile: " + bucket.secretKeyFile());
        }
        return yaml.add("region: " + bucket.region())
                .add("bucket: " + bucket.bucket())
                .add("prefix: " + bucket.prefix())
                .add("capacity: 1 GiB")
                .toString();
    }

    private Restic restic() throws Exception {
        return new Restic(folder.resolve("home"), node.url("application"), "anna");
    }

    private Usage usage() throws Exception {
        return node.status(id).usage();
    }

    /** Slowly, so that the middle lasts until it is seen. */
    private Restic.Running backupInTheMiddle() throws Exception {
        long packs = usage().objects().data();
        Restic.Running backup =
                restic().start(
                                "backup",
                                "-o",
                                "rest.connections=2",
                                "--limit-upload",
                                "20000",
                                files.toString());
        await("the backup is in the middle")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> usage().objects().data() >= packs + 2);
        assertThat(backup.isRunning()).isTrue();
        return backup;
    }

    @Test
    void aBackupWhoseResticIsKilled() throws Exception {
        backupInTheMiddle().close();
        await("what was cut off is given back")
                .untilAsserted(this::assertBucketHasWhatTheNodeKnows);
        assertAllIsWell();
    }

    @Test
    void aBackupWhoseNodeIsKilled() throws Exception {
        long stored;
        try (Restic.Running backup = backupInTheMiddle()) {
            stored = usage().bytes();
            node.kill();
            assertThat(backup.isRunning()).isTrue();
        }
        start();
        assertThat(usage().bytes()).isGreaterThanOrEqualTo(stored);
        await("the store has given up what was cut off")
                .untilAsserted(this::assertBucketHasWhatTheNodeKnows);
        assertAllIsWell();
    }

    private void assertAllIsWell() throws Exception {
        restic().run("unlock", "--remove-all");
        assertThat(restic().run("check", "--read-data")).contains("no errors were found");
        restic().run("backup", files.toString());
        assertThat(restic().run("check", "--read-data")).contains("no errors were found");
        Path target = folder.resolve("restored");
        restic().run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
        assertThat(usage().objects().locks()).isZero();
        assertThat(usage().objects().snapshots()).isEqualTo(2);
        assertBucketHasWhatTheNodeKnows();
    }

    /** And the object without bytes that stands for the repository. */
    private void assertBucketHasWhatTheNodeKnows() throws Exception {
        assertThat(place.keys(id)).hasSize((int) usage().objects().total() + 1);
        assertThat(place.bytes(id)).isEqualTo(usage().bytes());
    }
}
