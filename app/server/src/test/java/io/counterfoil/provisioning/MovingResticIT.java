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
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Usage;
import io.counterfoil.platform.Ids;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move between two real nodes while restic backs up. */
class MovingResticIT {
    private static final int BACKUP = 12_000_000;

    @TempDir Path folder;
    private int backups;
    private TestWorld world;
    private ForeignPrograms programs;

    @BeforeEach
    void start() {
        world = TestWorld.alone();
        programs = new ForeignPrograms(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void backupsThatRunMeanwhileAreWholeAtTheOldAddressAndAtTheNew() throws Exception {
        try (StorageNode one =
                        StorageNode.start(
                                NodeSettings.in(Files.createDirectory(folder.resolve("one"))));
                StorageNode two =
                        StorageNode.start(
                                NodeSettings.in(Files.createDirectory(folder.resolve("two"))))) {
            moveWhileResticBacksUp(one, two);
        }
    }

    private void moveWhileResticBacksUp(StorageNode one, StorageNode two) throws Exception {
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
        assertThat(backups.get()).as("none failed").isPositive();

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

    @Test
    @Tag("long")
    void aNodeThatIsKilledInTheMiddleCostsNothing() throws Exception {
        try (NodeProcess one = new NodeProcess("one", folder.resolve("one"));
                NodeProcess two = new NodeProcess("two", folder.resolve("two"))) {
            Storage storage = new Storage(world);
            storage.register(one);
            RepositoryAccess access = storage.open();
            storage.register(two);
            storage.survey();
            Map<String, String> atOne = environment(access, one.gate().url());
            Map<String, String> atTwo = environment(access, two.gate().url());
            programs.expectSuccess(atOne, "restic", "init");
            backUp(atOne);
            Kills there = new Kills(two, one, () -> backUp(atOne));
            move(storage, one, two, there);
            backUp(atTwo);
            Kills back = new Kills(two, one, () -> backUp(atTwo));
            move(storage, two, one, back);
            for (Map<String, String> address : List.of(atOne, atTwo)) {
                programs.expectSuccess(address, "restic", "check", "--read-data");
                assertThat(snapshots(address)).contains("file-3").doesNotContain("file-4");
            }
        }
    }

    /**
     * Which nodes are killed.
     *
     * @param inCopy in the middle of a copy while clients go on
     * @param inLast in the middle of the last one, when they wait
     * @param between is done between the two
     */
    private record Kills(NodeProcess inCopy, NodeProcess inLast, Callable<?> between) {}

    private void move(Storage storage, NodeProcess from, NodeProcess to, Kills kills)
            throws Exception {
        MovesWiring moves = world.wiring().moves();
        Relocation relocation = world.wiring().storage().relocation();
        UUID target = storage.id(to);
        from.gate().holdAfter(BACKUP / 3);
        UUID move =
                moves.moves()
                        .ask(world.caller(), storage.account, new MoveRequest(to.name(), null))
                        .id();
        moves.steps().step(move);
        await("the middle of a copy").until(from.gate()::isHolding);
        storage.kill(kills.inCopy());
        from.gate().open();
        await("all is copied")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            Copy copy =
                                    relocation.at(target, storage.account).orElseThrow().copy();
                            if (copy == null) {
                                moves.steps().step(move);
                            }
                            return copy != null && copy.state() == Copy.Phase.DONE;
                        });
        kills.between().call();
        from.gate().holdAfter(BACKUP / 3);
        moves.steps().step(move);
        moves.steps().step(move);
        assertThat(moves.moves().view(world.caller(), move).state()).isEqualTo("switching");
        await("the middle of the last copy").until(from.gate()::isHolding);
        storage.kill(kills.inLast());
        from.gate().open();
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
        Usage here = relocation.at(target, storage.account).orElseThrow().usage();
        Usage there = relocation.at(storage.id(from), storage.account).orElseThrow().usage();
        assertThat(here.objects()).isEqualTo(there.objects());
        assertThat(here.bytes()).isEqualTo(there.bytes());
    }

    /** One more file of random bytes. */
    private String backUp(Map<String, String> repository) throws Exception {
        byte[] content = new byte[BACKUP];
        new Random(backups).nextBytes(content);
        Path file = folder.resolve("file-" + backups++);
        Files.write(file, content);
        return programs.expectSuccess(repository, "restic", "backup", file.toString());
    }

    private int backUpUntil(AtomicBoolean over, Map<String, String> old, Path files) {
        Random random = new Random(7);
        int done = 0;
        try {
            while (!over.get() || done == 0) {
                byte[] content = new byte[1 << 20];
                random.nextBytes(content);
                Files.write(files.resolve("file-" + done % 8), content);
                // Also one that begins while the last objects are fetched: it waits that long.
                programs.expectSuccess(old, "restic", "backup", files.toString());
                done++;
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

        void register(NodeProcess node) throws IOException {
            world.wiring()
                    .storage()
                    .nodes()
                    .register(node.name(), node.adminUrl(), node.gate().url(), node.key());
        }

        void kill(NodeProcess node) throws IOException {
            node.killAndStart();
            register(node);
        }

        UUID id(NodeProcess node) {
            return world.wiring()
                    .transactions()
                    .read(world.caller(), world.wiring().storage().relocation()::places)
                    .stream()
                    .filter(place -> place.name().equals(node.name()))
                    .findAny()
                    .orElseThrow()
                    .id();
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
