package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.ForeignPrograms;
import io.counterfoil.MovesWiring;
import io.counterfoil.TestWorld;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.Plan;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.platform.Ids;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move between two real nodes while restic backs up. */
class MovingResticIT {
    @TempDir Path folder;
    private TestWorld world;
    private StorageNode one;
    private StorageNode two;
    private ForeignPrograms programs;

    @BeforeEach
    void start() throws Exception {
        one = StorageNode.start(NodeSettings.in(Files.createDirectory(folder.resolve("one"))));
        two = StorageNode.start(NodeSettings.in(Files.createDirectory(folder.resolve("two"))));
        world = new TestWorld();
        programs = new ForeignPrograms(folder);
    }

    @AfterEach
    void stop() {
        world.close();
        one.close();
        two.close();
    }

    @Test
    void backupsThatRunMeanwhileAreWholeAtTheOldAddressAndAtTheNew() throws Exception {
        Storage storage = new Storage(world);
        storage.register("one", one);
        RepositoryAccess access = storage.open();
        UUID account = storage.account;
        storage.register("two", two);
        storage.survey();
        Map<String, String> old = environment(access, one.dataUrl());
        programs.expectSuccess(old, "restic", "init");
        Path files = Files.createDirectory(folder.resolve("files"));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> backups =
                CompletableFuture.supplyAsync(() -> backUpUntil(over, old, files));

        MovesWiring moves = world.wiring().moves();
        await("a first backup").until(() -> !snapshots(old).equals("[]"));
        UUID move = moves.moves().ask(world.caller(), account, new MoveRequest("two", null)).id();
        await("the move")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            moves.steps().step(move);
                            return moves.moves()
                                    .view(world.caller(), move)
                                    .state()
                                    .equals("moved");
                        });
        storage.deliver();
        over.set(true);
        assertThat(backups.get()).as("none that had begun failed").isPositive();

        Map<String, String> recent = environment(access, two.dataUrl());
        programs.expectSuccess(old, "restic", "backup", files.toString());
        assertThat(snapshots(old)).isEqualTo(snapshots(recent));
        programs.expectSuccess(old, "restic", "check", "--read-data");
        programs.expectSuccess(recent, "restic", "check", "--read-data");
        Path back = folder.resolve("back");
        programs.expectSuccess(
                old, "restic", "restore", "latest", "--target", back.toString());
        Path restored = back.resolve(files.getRoot().relativize(files));
        assertThat(restored.resolve("file-0")).hasSameBinaryContentAs(files.resolve("file-0"));
    }

    private int backUpUntil(AtomicBoolean over, Map<String, String> old, Path files) {
        Random random = new Random(7);
        int done = 0;
        try {
            while (!over.get() || done == 0) {
                byte[] content = new byte[1 << 20];
                random.nextBytes(content);
                Files.write(files.resolve("file-" + done % 8), content);
                ForeignPrograms.Ended backup =
                        programs.run(old, "restic", "backup", files.toString());
                // One that runs tries again by itself; one that begins while clients wait does not.
                if (backup.status() != 0) {
                    assertThat(backup.warnings()).contains("unable to open config file", "503");
                } else {
                    done++;
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return done;
    }

    private String snapshots(Map<String, String> repository) throws Exception {
        return programs.expectSuccess(
                repository, "restic", "snapshots", "--json", "--no-lock", "--no-cache");
    }

    private Map<String, String> environment(RepositoryAccess access, URI address) {
        return Map.of(
                "RESTIC_REPOSITORY",
                "rest:http://%s:%s@%s:%d/"
                        .formatted(
                                access.username(),
                                access.password(),
                                address.getHost(),
                                address.getPort()),
                "RESTIC_PASSWORD",
                "secret",
                "RESTIC_CACHE_DIR",
                folder.resolve("cache").toString());
    }

    /** Nodes and one account of a world. */
    private static final class Storage {
        private final TestWorld world;
        private final UUID account;

        Storage(TestWorld world) {
            this.world = world;
            this.account = new Ids(world.clock(), new SecureRandom()).next();
        }

        void register(String name, StorageNode node) {
            world.wiring()
                    .storage()
                    .nodes()
                    .register(name, node.adminUrl(), node.dataUrl(), node.key());
        }

        void survey() {
            world.wiring().storage().survey().look();
        }

        void deliver() {
            assertThat(world.wiring().storage().delivery().deliver(account)).isTrue();
        }

        RepositoryAccess open() {
            Plan plan =
                    world.wiring()
                            .catalog()
                            .plans()
                            .create(
                                    world.caller(),
                                    new NewPlan("Basic", "basic", 50_000_000_000L, null, null));
            Accounts accounts = world.wiring().customers().accounts();
            RepositoryAccess access =
                    world.wiring()
                            .transactions()
                            .write(
                                    world.caller(),
                                    tx ->
                                            accounts.open(
                                                    tx,
                                                    account,
                                                    new NewAccount(
                                                            "Anna",
                                                            "anna@example.com",
                                                            "anna",
                                                            null),
                                                    new Passwords.Hashed("no hash", null),
                                                    new Accounts.Start(plan, true),
                                                    "username"));
            deliver();
            return access;
        }
    }
}
