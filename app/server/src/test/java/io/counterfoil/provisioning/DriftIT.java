package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.TestWorld;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.provisioning.drift.DriftRow;
import io.counterfoil.provisioning.drift.Lost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff see of differences between what is desired and what a node has. */
class DriftIT {
    private static final Desired OPEN = new Desired(1L << 30, null, AccountState.OPEN);
    private static final Caller INSTALLATION =
            new Caller(Scope.system(), Actor.job("test"));

    @TempDir Path folder;
    private TestWorld world;
    private FakeNode node;

    @BeforeEach
    void start() throws Exception {
        node = new FakeNode(folder);
        world = TestWorld.alone();
        world.wiring().storage().nodes().register("one", node.url(), node.url(), node.key());
    }

    @AfterEach
    void stop() {
        world.close();
        node.close();
    }

    @Test
    void aDifferenceLastsUntilTheNodeHasWhatIsDesired() {
        UUID account = opened();
        look();
        assertThat(list(world.caller(), null)).isEmpty();
        node.lose(account);
        look();
        look();
        assertThat(list(world.caller(), "open"))
                .as("what was sent has not arrived")
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.account()).isEqualTo(account);
                            assertThat(row.node()).isEqualTo("one");
                            assertThat(row.kind()).isEqualTo("missing");
                            assertThat(row.lastSeenAt()).isAfter(row.firstSeenAt());
                        });
        assertThat(world.wiring().upkeep().drifting(DriftKind.MISSING)).isEqualTo(1);
        assertThat(list(world.decoy(), null)).isEmpty();

        assertThat(provisioning().deliverNow(account)).isTrue();
        look();
        assertThat(list(world.caller(), "open")).isEmpty();
        assertThat(list(world.caller(), "healed"))
                .singleElement()
                .satisfies(row -> assertThat(row.healedAt()).isEqualTo(world.clock().instant()));
        assertThat(world.wiring().upkeep().drifting(DriftKind.MISSING)).isZero();

        node.lose(account);
        look();
        assertThat(list(world.caller(), null)).as("once more is another one").hasSize(2);
    }

    @Test
    void whatANodeHadAndLacksAsAfterAnOlderBackupOfItLastsUntilANewerOneIsWhole() {
        UUID account = opened();
        UUID other = opened();
        Instant newest = world.clock().instant();
        Instant older = newest.minus(Duration.ofDays(2));
        node.write(account, newest);
        node.write(other, older);
        look();
        assertThat(list(world.caller(), null)).isEmpty();
        putBack(account, older);
        look();
        look();
        assertThat(list(world.caller(), "open"))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.account()).isEqualTo(account);
                            assertThat(row.kind()).isEqualTo("lost");
                            assertThat(row.lost()).isEqualTo(new Lost(newest, older));
                            assertThat(row.lastSeenAt()).isAfter(row.firstSeenAt());
                        });
        assertThat(list(world.decoy(), null)).isEmpty();
        assertThat(world.wiring().upkeep().drifting(DriftKind.LOST)).isEqualTo(1);

        node.write(account, world.clock().instant());
        look();
        assertThat(list(world.caller(), "open"))
                .as("only a part of a backup came")
                .singleElement()
                .satisfies(row -> assertThat(row.lost()).isEqualTo(new Lost(newest, older)));
        node.backUp(account, world.clock().instant());
        look();
        assertThat(list(world.caller(), "open")).isEmpty();
        assertThat(list(world.caller(), "healed")).hasSize(1);
    }

    @Test
    void whatANodeLostIsThereAgainAfterANewerBackupOfItIsRestored() {
        UUID account = opened();
        Instant newest = world.clock().instant();
        node.write(account, newest);
        look();
        putBack(account, newest.minus(Duration.ofDays(2)));
        look();
        assertThat(list(world.caller(), "open")).hasSize(1);
        node.write(account, newest);
        look();
        assertThat(list(world.caller(), "open")).isEmpty();
    }

    @Test
    void anAccountThatTheBackupOfItsNodeDidNotHaveYetLacksEverything() {
        UUID account = opened();
        Instant newest = world.clock().instant();
        node.write(account, newest);
        look();
        node.lose(account);
        world.clock().forward(Duration.ofMinutes(1));
        node.startAgain(world.clock().instant());
        look();
        assertThat(provisioning().deliverNow(account)).isTrue();
        look();
        assertThat(list(world.caller(), "open"))
                .singleElement()
                .satisfies(row -> assertThat(row.lost()).isEqualTo(new Lost(newest, null)));
    }

    @Test
    void whatAClientTookAwayIsNotLost() {
        UUID account = opened();
        Instant newest = world.clock().instant();
        node.write(account, newest);
        look();
        Instant older = newest.minus(Duration.ofDays(2));
        node.write(account, older);
        look();
        look();
        assertThat(list(world.caller(), null)).isEmpty();
        putBack(account, older);
        look();
        assertThat(list(world.caller(), null)).as("nothing new after a start").isEmpty();
    }

    @Test
    void whatANodeLostIsSeenAlsoAfterAClientTookAwayMore() {
        UUID account = opened();
        Instant newest = world.clock().instant();
        node.write(account, newest);
        look();
        putBack(account, newest.minus(Duration.ofDays(2)));
        Instant left = newest.minus(Duration.ofDays(3));
        node.write(account, left);
        look();
        assertThat(list(world.caller(), "open"))
                .singleElement()
                .satisfies(row -> assertThat(row.lost()).isEqualTo(new Lost(newest, left)));
    }

    /** As if a backup of the node was restored that has nothing newer of the account. */
    private void putBack(UUID account, Instant newest) {
        world.clock().forward(Duration.ofMinutes(1));
        node.write(account, newest);
        node.startAgain(world.clock().instant());
    }

    @Test
    void aNodeWhoseClockIsSetRightLostNothing() {
        UUID account = opened();
        Instant written = world.clock().instant().minus(Duration.ofHours(5));
        node.setNow(world.clock().instant().minus(Duration.ofHours(2)));
        node.write(account, written);
        look();
        node.setNow(world.clock().instant());
        look();
        assertThat(list(world.caller(), null)).isEmpty();
    }

    @Test
    void whatNobodyHasIsSeenByTheInstallationAlone() {
        UUID stray = UUID.randomUUID();
        node.set(
                stray, new AccountSpec(1, 1L << 30, null, null, AccountState.OPEN, List.of()), 0);
        look();
        assertThat(list(INSTALLATION, "open"))
                .singleElement()
                .satisfies(row -> assertThat(row.kind()).isEqualTo("unknown"));
        assertThat(list(world.caller(), null)).isEmpty();
        node.lose(stray);
        look();
        assertThat(list(INSTALLATION, "open")).isEmpty();
    }

    @Test
    void whatDiffersOnOneNodeIsFoundWhileAnotherHangs() throws Exception {
        node.setDelay(Duration.ofSeconds(30));
        try (FakeNode other = new FakeNode(Files.createDirectory(folder.resolve("other")))) {
            // Nodes are looked at from old to new, by their ids.
            world.clock().forward(Duration.ofSeconds(1));
            world.wiring().storage().nodes().register("two", other.url(), other.url(), other.key());
            UUID stray = UUID.randomUUID();
            other.set(
                    stray,
                    new AccountSpec(1, 1L << 30, null, null, AccountState.OPEN, List.of()),
                    0);
            CompletableFuture<Void> round = CompletableFuture.runAsync(this::look);
            // Half of the time after which the server doesn't wait for the one that hangs any more.
            await("the other one's account is seen")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> list(INSTALLATION, "open").size() == 1);
            assertThat(round).as("the node still hangs").isNotDone();
            node.close();
            assertThat(round).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void aNodeThatTakesLongIsComparedFurtherInTheNextRound() {
        int accounts = NodeClient.PAGE * 5 / 2;
        for (int i = 0; i < accounts; i++) {
            node.set(
                    UUID.randomUUID(),
                    new AccountSpec(1, 1L << 30, null, null, AccountState.OPEN, List.of()),
                    0);
        }
        // The second page ends after two minutes.
        node.beforePages(() -> world.clock().forward(Duration.ofSeconds(61)));
        assertThat(strays()).isEqualTo(NodeClient.PAGE * 2);
        assertThat(strays()).as("the rest").isEqualTo(accounts - NodeClient.PAGE * 2);
        assertThat(world.wiring().upkeep().drifting(DriftKind.UNKNOWN)).isEqualTo(accounts);
        assertThat(strays()).as("from the beginning").isEqualTo(NodeClient.PAGE * 2);
        node.beforePages(() -> {});
        strays();
        assertThat(strays()).as("all in one round").isEqualTo(accounts);
    }

    private int strays() {
        world.clock().forward(Duration.ofMinutes(5));
        return world.wiring()
                .storage()
                .reconciler()
                .run()
                .getOrDefault(DriftKind.UNKNOWN, 0);
    }

    @Test
    void aStateThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> list(world.caller(), "closed")).isInstanceOf(Refused.class);
    }

    private List<DriftRow> list(Caller caller, @Nullable String state) {
        return world.wiring().storage().drifts().list(caller, state, Listing.first()).items();
    }

    private void look() {
        world.clock().forward(Duration.ofMinutes(5));
        world.wiring().storage().reconciler().look();
    }

    private Provisioning provisioning() {
        return world.wiring().storage().provisioning();
    }

    private UUID opened() {
        UUID account = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(world.caller(), tx -> provisioning().open(tx, account, OPEN));
        assertThat(provisioning().deliverNow(account)).isTrue();
        return account;
    }
}
