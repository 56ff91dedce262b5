package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real restic while its account moves from one node to another. */
class ResticMovesIT {
    @TempDir Path folder;
    private final UUID id = UUID.randomUUID();

    private static AccountSpecs account(long version) {
        return anAccount().version(version).user("anna");
    }

    @Test
    void resticGoesOnByTheOldAddressWhereTheAccountNowIs() throws Exception {
        Path files = Trees.grow(folder.resolve("files"), 2, 40, 5);
        try (TestNode from = TestNode.start(folder.resolve("from"));
                TestNode to = TestNode.start(folder.resolve("to"))) {
            from.put(id, account(1).user("copier", Scope.COPY));
            to.put(id, anAccount().state(AccountState.CLOSED));
            Restic restic = new Restic(folder.resolve("home"), from.node().dataUrl(), "anna");
            restic.run("init");
            restic.run("backup", files.toString());
            copy(from, to, false);
            Files.write(files.resolve("more"), Blobs.bytes(2_000_000, 77));
            restic.run("backup", files.toString());

            from.put(
                    id, account(2).user("copier", Scope.COPY).state(AccountState.MOVING));
            copy(from, to, true);
            assertThat(to.status(id).usage()).isEqualTo(from.status(id).usage());
            to.put(id, account(2));
            from.put(id, account(3).moved(to.node().dataUrl(), MovedTo.Kept.DROPPED));

            Files.write(files.resolve("after"), Blobs.bytes(1_000_000, 78));
            restic.run("backup", files.toString());
            restic.run("check", "--read-data");
            restic.run("restore", "latest", "--target", folder.resolve("restored").toString());
            Trees.assertSame(
                    files, folder.resolve("restored").resolve(files.toString().substring(1)));
            Restic direct = new Restic(folder.resolve("direct"), to.node().dataUrl(), "anna");
            assertThat(direct.run("snapshots")).contains("3 snapshots");
            direct.run("check", "--read-data");
            await("nothing stays behind")
                    .untilAsserted(() -> assertThat(from.bytesOnDisk(id)).isZero());
        }
    }

    private void copy(TestNode from, TestNode to, boolean exact) throws Exception {
        var usage = from.status(id).usage();
        Copy.Request request =
                new Copy.Request(
                        UUID.randomUUID(),
                        new Copy.Source(
                                from.node().dataUrl(), "copier", AccountSpecs.password("copier")),
                        List.of(""),
                        exact,
                        exact ? usage.lastWriteAt() : null,
                        exact ? usage.lastSnapshotAt() : null);
        to.admin(
                "POST",
                "admin/accounts/" + id + "/copy",
                TestNode.JSON.writeValueAsString(request));
        await("the copy is done")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            @Nullable Copy copy = to.status(id).copy();
                            return copy != null && copy.state() == Copy.Phase.DONE;
                        });
    }
}
