package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An unchanged restic does its work here, and an account that may not write leaves its repository
 * sound.
 */
class ResticIT {
    @TempDir Path folder;
    private TestNode node;
    private UUID id;
    private Restic restic;
    private Path files;

    @BeforeEach
    void initRepository() throws Exception {
        node = TestNode.start(folder.resolve("node"));
        id = node.open(anAccount().user("anna"));
        restic = new Restic(folder.resolve("home"), node.node().dataUrl(), "anna");
        files = Trees.grow(folder.resolve("files"), 4, 300, 1);
        restic.run("init");
        backup();
    }

    @AfterEach
    void stop() {
        await("what was cut off is swept away")
                .untilAsserted(() -> assertThat(node.incoming()).isEmpty());
        node.close();
    }

    private void backup() throws Exception {
        restic.run("backup", files.toString());
    }

    private void assertRestores() throws Exception {
        Path target = folder.resolve("restored-" + UUID.randomUUID());
        restic.run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
    }

    @Test
    void backupRestoreCheckForgetAndPruneWork() throws Exception {
        long first = node.status(id).usage().bytes();
        Trees.grow(files.resolve("more"), 2, 20, 50);
        backup();
        assertThat(node.status(id).usage().bytes()).isGreaterThan(first + 18_000_000);
        assertRestores();
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");

        Trees.grow(files.resolve("more"), 2, 0, 99);
        backup();
        assertThat(node.status(id).usage().objects().snapshots()).isEqualTo(3);
        long before = node.status(id).usage().bytes();
        // By default restic leaves a twentieth of the repository unused, more or less.
        restic.run("forget", "--keep-last", "1", "--prune", "--max-unused", "0");
        Usage after = node.status(id).usage();
        assertThat(after.bytes()).isLessThan(before - 17_000_000);
        assertThat(after.objects().snapshots()).isEqualTo(1);
        assertThat(after.objects().locks()).isZero();
        assertThat(after.bytes()).isEqualTo(node.bytesOnDisk(id));
        assertThat(after.lastSnapshotAt()).isNotNull();
        assertRestores();
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");
    }

    @Test
    void aFrozenAccountRestoresAndRefusesBackups() throws Exception {
        node.put(id, anAccount().version(2).state(AccountState.FROZEN).user("anna"));
        assertThat(restic.run("snapshots")).contains("1 snapshots");
        assertRestores();
        refusedBackup("403");
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");

        node.put(id, anAccount().version(3).user("anna"));
        backup();
        assertRestores();
    }

    @Test
    void aFullAccountRefusesDataButForgetsAndPrunes() throws Exception {
        Trees.grow(files.resolve("second"), 1, 0, 60);
        backup();
        long used = node.status(id).usage().bytes();
        node.put(id, anAccount().version(2).hardQuota(used + 1_000_000).user("anna"));
        refusedBackup("507");
        assertThat(node.status(id).usage().bytes())
                .isLessThanOrEqualTo(Quotas.withReserve(used + 1_000_000));
        assertRestores();
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");

        node.put(id, anAccount().version(3).hardQuota(used / 2).user("anna"));
        restic.run("forget", "--keep-last", "1", "--prune", "--max-repack-size", "0");
        assertThat(restic.run("check", "--read-data")).contains("no errors were found");
        assertThat(node.status(id).usage().bytes()).isEqualTo(node.bytesOnDisk(id));
    }

    /**
     * Restic 0.14 goes on trying for about a minute after a final refusal, and sometimes its own
     * workers then wait for each other for ever, without any connection open. So it is killed and
     * its lock removed, as its manual says.
     */
    private void refusedBackup(String status) throws Exception {
        Path more = Trees.grow(folder.resolve("too-much"), 6, 0, 500);
        try (Restic.Running backup = restic.start("backup", more.toString())) {
            await("restic is told")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(backup.output()).contains(status));
        }
        restic.run("unlock", "--remove-all");
    }
}
