package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody reads on the terminal whose credential or account may not do all, and that it
 * harms nothing.
 */
class ResticStatesIT {
    @TempDir static Path folder;
    private static TestNode node;
    private static Path files;

    private String user;
    private UUID id;
    private Restic full;

    @BeforeAll
    static void start() throws Exception {
        node = TestNode.start(folder.resolve("node"));
        files = Trees.grow(folder.resolve("files"), 1, 30, 1);
    }

    @AfterAll
    static void stop() {
        await("what was cut off is swept away")
                .untilAsserted(() -> assertThat(node.incoming()).isEmpty());
        node.close();
    }

    @BeforeEach
    void backUp() throws Exception {
        user = "anna-" + UUID.randomUUID();
        id = node.open(spec(1));
        full = restic(user, "");
        full.run("init");
        full.run("backup", files.toString());
    }

    private AccountSpecs spec(int version) {
        return anAccount()
                .version(version)
                .user(user)
                .user(user + "+append", Scope.APPEND)
                .user(user + "+read", Scope.READ);
    }

    private static Restic restic(String user, String path) {
        String repository =
                "rest:http://%s:%s@%s/%s"
                        .formatted(
                                user.replace("+", "%2B"),
                                AccountSpecs.password(user).replace("+", "%2B"),
                                node.node().dataUrl().getAuthority(),
                                path);
        return new Restic(folder.resolve("home-" + user), repository, Map.of());
    }

    /**
     * Restic 0.14 takes a refusal for something that may pass and tries again for minutes, so it is
     * killed as soon as it has told why.
     */
    private static void isTold(String words, Restic restic, String... arguments) throws Exception {
        try (Restic.Running running = restic.start(arguments)) {
            await("the user reads it")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(running.output())
                                            .as(List.of(arguments).toString())
                                            .contains(words));
        }
    }

    private void assertIsSoundWith(int snapshots) throws Exception {
        full.run("unlock", "--remove-all");
        assertThat(full.run("check", "--read-data")).contains("no errors were found");
        assertThat(full.run("snapshots")).contains(snapshots + " snapshots");
        Path target = folder.resolve("restored-" + UUID.randomUUID());
        full.run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
        assertThat(node.status(id).usage().bytes()).isEqualTo(node.bytesOnDisk(id));
    }

    @Test
    void whoMayAppendBacksUpAndForgetsNothing() throws Exception {
        Restic append = restic(user + "+append", "");
        append.run("backup", files.toString());
        append.run("check", "--read-data");
        isTold("403 Forbidden", append, "forget", "--keep-last", "1", "--prune");
        append.run("unlock", "--remove-all");
        Path target = folder.resolve("append-" + user);
        append.run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
        assertIsSoundWith(2);
        restic(user + "+append", "second/").run("init");
    }

    @Test
    void whoMayReadOrNotEvenThatIsToldSo() throws Exception {
        Restic read = restic(user + "+read", "");
        Path target = folder.resolve("read-" + user);
        read.run("restore", "latest", "--target", target.toString());
        Trees.assertSame(files, target.resolve(files.getRoot().relativize(files)));
        isTold("403 Forbidden", read, "backup", files.resolve("small").toString(), "--force");
        node.put(id, spec(2).state(AccountState.CLOSED));
        isTold("403", full, "snapshots");
        isTold("401", restic("stranger", ""), "snapshots");
    }

    @Test
    @Tag("long")
    void whoMayReadRestoresAndWritesNothing() throws Exception {
        Restic read = restic(user + "+read", "");
        assertThat(read.run("check", "--read-data")).contains("no errors were found");
        read.run("restore", "latest", "--target", folder.resolve("read-" + user).toString());
        isTold("403 Forbidden", read, "backup", files.resolve("small").toString(), "--force");
        read.run("unlock", "--remove-all");
        isTold("403 Forbidden", read, "forget", "latest");
        isTold("403 Forbidden", restic(user + "+read", "second/"), "init");
        assertIsSoundWith(1);
    }

    @Test
    @Tag("long")
    void aFrozenAccountForgetsNothingAndBeginsNothing() throws Exception {
        node.put(id, spec(2).state(AccountState.FROZEN));
        isTold("403 Forbidden", full, "forget", "latest", "--prune");
        isTold("403 Forbidden", restic(user, "second/"), "init");
        assertIsSoundWith(1);
    }

    @Test
    @Tag("long")
    void aClosedAccountAndAWrongPasswordSaySo() throws Exception {
        node.put(id, spec(2).state(AccountState.CLOSED));
        String target = folder.resolve("closed-" + user).toString();
        isTold("403", full, "snapshots");
        isTold("403", full, "backup", files.toString());
        isTold("403", full, "restore", "latest", "--target", target);
        isTold("403", full, "check", "--read-data");
        isTold("403", full, "forget", "latest", "--prune");
        isTold("403", restic(user, "second/"), "init");
        isTold("403", restic(user + "+append", ""), "backup", files.toString());
        node.put(id, spec(3));
        isTold("401", restic("stranger", ""), "snapshots");
        assertIsSoundWith(1);
    }

    @Test
    @Tag("long")
    void aFullAccountBeginsNoSecondRepository() throws Exception {
        node.put(id, spec(2).hardQuota(node.status(id).usage().bytes()));
        isTold("507 Insufficient Storage", restic(user, "second/"), "init");
        Path more = Trees.grow(folder.resolve("more-" + user), 1, 0, 88);
        isTold("507 Insufficient Storage", full, "backup", more.toString());
        assertIsSoundWith(1);
    }

    @Test
    void twoClientsAtOnceBothEndWell() throws Exception {
        Path others = Trees.grow(folder.resolve("others-" + user), 2, 40, 77);
        Restic second = new Restic(folder.resolve("home-2-" + user), full.repository(), Map.of());
        try (Restic.Running one = full.start("backup", files.toString(), "--force");
                Restic.Running other = second.start("backup", others.toString())) {
            assertThat(one.end()).as(one.output()).isZero();
            assertThat(other.end()).as(other.output()).isZero();
        }
        assertThat(full.run("snapshots")).contains("3 snapshots");
        Path target = folder.resolve("restored-" + UUID.randomUUID());
        second.run(
                "restore", "latest", "--path", others.toString(), "--target", target.toString());
        Trees.assertSame(others, target.resolve(others.getRoot().relativize(others)));
        assertThat(full.run("check", "--read-data")).contains("no errors were found");
        assertThat(node.status(id).usage().bytes()).isEqualTo(node.bytesOnDisk(id));
    }
}
