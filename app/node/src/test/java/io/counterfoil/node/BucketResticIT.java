package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.contract.Usage;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An unchanged restic backs up through a node into a bucket. */
class BucketResticIT {
    @RegisterExtension private static final S3Place PLACE = new S3Place("restic");

    private final S3Place.Part place = PLACE.part();

    @TempDir Path folder;

    @Test
    void everythingWorksAndTheBucketIsTheOnlyThingToKeep() throws Exception {
        Path files = Trees.grow(folder.resolve("files"), 1, 60, 1);
        UUID id;
        Usage usage;
        try (TestNode node = TestNode.start(folder.resolve("node"), place.store())) {
            id = node.open(anAccount().user("anna"));
            Restic restic = new Restic(folder.resolve("home"), node.node().dataUrl(), "anna");
            restic.run("init");
            restic.run("backup", files.toString());
            Trees.grow(files.resolve("more"), 0, 20, 50);
            restic.run("backup", files.toString());
            assertRestores(restic, files);
            restic.run("forget", "--keep-last", "1", "--prune", "--max-unused", "0");
            assertThat(restic.run("check", "--read-data")).contains("no errors were found");
            usage = node.status(id).usage();
            assertThat(usage.objects().snapshots()).isEqualTo(1);
            assertThat(usage.objects().locks()).isZero();
            assertThat(usage.bytes()).isEqualTo(place.bytes(id));
        }

        // Another folder, perhaps on another machine: accounts, objects and sums are in the bucket.
        try (TestNode node = TestNode.start(folder.resolve("other"), place.store())) {
            assertThat(node.status(id).usage().bytes()).isEqualTo(usage.bytes());
            assertThat(node.status(id).usage().objects()).isEqualTo(usage.objects());
            assertThat(node.client("anna").get("/config").statusCode()).isEqualTo(200);
        }

        Restic straight =
                new Restic(
                        folder.resolve("home-2"),
                        place.in().url() + "/" + place.of(id),
                        place.in().environment());
        assertRestores(straight, files);
    }

    private void assertRestores(Restic restic, Path files) throws Exception {
        Path target = folder.resolve("restored-" + UUID.randomUUID());
        restic.run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
    }
}
