package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.health.HealthCheck;
import io.counterfoil.TestWorld;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.InstallationException;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.drift.DriftKind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisioningIT {
    private static final long GIB = 1L << 30;
    private static final Desired OPEN = new Desired(GIB, null, AccountState.OPEN);

    @TempDir Path folder;
    private TestWorld world;
    private FakeNode node;
    private Provisioning provisioning;

    @BeforeEach
    void start() throws Exception {
        node = new FakeNode(folder);
        world = TestWorld.alone();
        world.wiring().storage().nodes().register("one", node.url(), node.url(), node.key());
        provisioning = world.wiring().storage().provisioning();
    }

    @AfterEach
    void stop() {
        world.close();
        node.close();
    }

    @Test
    void aNewAccountReachesItsNodeWithItsFirstKey() {
        UUID account = UUID.randomUUID();
        RepositoryAccess access = write(tx -> provisioning.open(tx, account, OPEN));
        assertThat(provisioning.deliverNow(account)).isTrue();

        AccountSpec spec = onNode(account).spec();
        assertThat(spec.hardQuotaBytes()).isEqualTo(GIB);
        assertThat(spec.credentials())
                .singleElement()
                .satisfies(
                        key -> {
                            assertThat(key.id()).isEqualTo(access.username());
                            assertThat(key.digest())
                                    .isEqualTo(Credential.digest(access.password()));
                        });
        assertThat(access.url()).isEqualTo("rest:" + node.url());
        assertThat(access.toString()).doesNotContain(access.password());
        assertThat(placement(account).ready()).isTrue();
    }

    @Test
    void aChangeOfTheSameToTheSameSendsNothing() {
        UUID account = opened();
        change(account, OPEN);
        assertThat(placement(account).version()).isEqualTo(1);
        change(account, new Desired(GIB, GIB / 2, AccountState.FROZEN));
        assertThat(placement(account).version()).isEqualTo(2);
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(onNode(account).spec().userQuotaBytes()).isEqualTo(GIB / 2);
        assertThat(onNode(account).spec().state()).isEqualTo(AccountState.FROZEN);
    }

    @Test
    void aNewKeyReplacesTheOldOneUnlessThatIsKept() {
        UUID account = opened();
        RepositoryAccess second = write(tx -> provisioning.newKey(tx, account, KeyScope.FULL, false));
        RepositoryAccess third = write(tx -> provisioning.newKey(tx, account, KeyScope.FULL, true));
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(onNode(account).spec().credentials())
                .extracting(Credential::id)
                .containsExactlyInAnyOrder(second.username(), third.username());
    }

    @Test
    void aKeyThatEndsWhileItsNodeIsDownEndsThereOnceItIsBack() {
        UUID account = opened();
        RepositoryAccess kept = write(tx -> provisioning.newKey(tx, account, KeyScope.APPEND, true));
        RepositoryAccess ends = write(tx -> provisioning.newKey(tx, account, KeyScope.FULL, true));
        assertThat(provisioning.deliverNow(account)).isTrue();
        node.setDown(true);
        boolean worked = write(tx -> provisioning.endKey(tx, account, ends.username()));
        assertThat(worked).isTrue();
        assertThat(provisioning.deliverNow(account)).isFalse();
        long version = placement(account).version();
        boolean again = write(tx -> provisioning.endKey(tx, account, ends.username()));
        assertThat(again).isFalse();
        assertThat(placement(account).version()).isEqualTo(version);
        node.setDown(false);
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(onNode(account).spec().credentials())
                .filteredOn(key -> key.scope() == Scope.APPEND)
                .extracting(Credential::id)
                .containsExactly(kept.username());
        assertThat(onNode(account).spec().credentials())
                .extracting(Credential::id)
                .doesNotContain(ends.username())
                .hasSize(2);
    }

    @Test
    void aNodeThatIsDownGetsEverythingOnceItIsBack() {
        node.setDown(true);
        UUID account = UUID.randomUUID();
        write(tx -> provisioning.open(tx, account, OPEN));
        assertThat(provisioning.deliverNow(account)).isFalse();
        assertThat(placement(account).ready()).isFalse();
        world.startJobs();
        node.setDown(false);
        await("the job's next try")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            world.clock().forward(Duration.ofMinutes(1));
                            return placement(account).ready();
                        });
        assertThat(onNode(account).spec().version()).isEqualTo(1);
    }

    @Test
    void aNodeThatHangsHoldsUpNoOtherAndNoOtherJobBesideLongOnes() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Jobs jobs = world.wiring().jobs();
        jobs.defineLong("long", instance -> instance, instance -> awaitEnd(end));
        jobs.define("short", instance -> end.countDown());
        for (int asMuchAsThereIs = 0; asMuchAsThereIs < 3; asMuchAsThereIs++) {
            schedule("long", "long-" + asMuchAsThereIs);
        }
        node.setDelay(Duration.ofMinutes(5));
        for (int moreThanThreads = 0; moreThanThreads < 8; moreThanThreads++) {
            placed();
        }
        try (FakeNode other = new FakeNode(Files.createDirectory(folder.resolve("other")))) {
            world.wiring().storage().nodes().register("two", other.url(), other.url(), other.key());
            world.clock().forward(Duration.ofSeconds(1));
            UUID last =
                    Stream.generate(this::placed)
                            .limit(100)
                            .filter(account -> placement(account).node().equals("two"))
                            .findFirst()
                            .orElseThrow();
            world.startJobs();
            // Half of the time after which the server doesn't wait for the one that hangs any more.
            await("the other one has its account")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> placement(last).ready());
            assertThat(end.getCount()).as("the long ones are not at their end").isEqualTo(1);
            schedule("short", "one");
            await("the short one").atMost(Duration.ofSeconds(5)).until(() -> end.getCount() == 0);
            node.close();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aNodeThatHangsHoldsUpNoneThatHasToDoWithTheSameAccounts() throws Exception {
        try (FakeNode hanging = new FakeNode(Files.createDirectory(folder.resolve("hanging")))) {
            List<UUID> shared = Stream.generate(this::opened).limit(12).toList();
            Nodes nodes = world.wiring().storage().nodes();
            nodes.register("two", hanging.url(), hanging.url(), hanging.key());
            hanging.setDelay(Duration.ofMinutes(5));
            for (UUID account : shared) {
                write(tx -> takesOver(tx, account, "two"));
                change(account, new Desired(GIB, null, AccountState.FROZEN));
            }
            UUID alone =
                    Stream.generate(this::placed)
                            .limit(100)
                            .filter(account -> placement(account).node().equals("one"))
                            .findFirst()
                            .orElseThrow();
            world.startJobs();
            // Were they to wait for the one that hangs, ten seconds for two each, it would be a minute.
            await("the node that answers has all")
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                world.clock().forward(Duration.ofMillis(100));
                                return placement(alone).ready()
                                            && shared.stream()
                                                    .allMatch(each -> placement(each).ready());
                            });
        }
    }

    @Test
    void aNodeThatIsToTakeAnAccountLearnsOfItThoughTheOneThatHoldsItIsDown() throws Exception {
        UUID account = opened();
        try (FakeNode other = new FakeNode(Files.createDirectory(folder.resolve("other")))) {
            world.wiring().storage().nodes().register("two", other.url(), other.url(), other.key());
            write(tx -> takesOver(tx, account, "two"));
            change(account, new Desired(GIB, null, AccountState.FROZEN));
            node.setDown(true);
            world.startJobs();
            await("the other one").until(() -> other.find(account) != null);
            assertThat(Objects.requireNonNull(other.find(account)).spec().state())
                    .isEqualTo(AccountState.CLOSED);
            assertThat(placement(account).ready()).isFalse();
        }
    }

    private static UUID takesOver(Tx tx, UUID account, String name) {
        Node target =
                new NodeRepository(tx)
                        .all().stream()
                                .filter(each -> each.name().equals(name))
                                .findFirst()
                                .orElseThrow();
        new ElsewhereRepository(tx).become(account, target.id(), Elsewhere.Role.TARGET, 0);
        return target.id();
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(String job, String instance) {
        write(
                tx -> {
                    world.wiring().jobs().schedule(tx, job, instance);
                    return instance;
                });
    }

    @Test
    void afterTheCommitNoFailureMakesTheChangeLookUndone() {
        UUID account = opened();
        change(account, new Desired(2 * GIB, null, AccountState.OPEN));
        node.answerInstead(502, "{\"error\": \"bad gateway\"}");
        assertThat(provisioning.deliverNow(account)).isFalse();
        node.answerInstead(502, "null");
        assertThat(provisioning.deliverNow(account)).isFalse();
        node.answerInstead(200, "");
        execute("ALTER TABLE placement RENAME TO away");
        assertThat(provisioning.deliverNow(account)).isFalse();
        execute("ALTER TABLE away RENAME TO placement");
        assertThat(placement(account).desired().hardQuotaBytes()).isEqualTo(2 * GIB);
    }

    @Test
    void aNodeThatWentBackInTimeIsBroughtForward() {
        UUID account = opened();
        change(account, new Desired(2 * GIB, null, AccountState.OPEN));
        assertThat(provisioning.deliverNow(account)).isTrue();
        AccountStatus status = onNode(account);
        node.set(account, withVersion(status.spec(), 1, GIB), 77);
        world.clock().forward(Duration.ofMinutes(5));

        assertThat(world.wiring().storage().reconciler().run()).isEqualTo(Map.of(DriftKind.OLDER, 1));
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(onNode(account).spec().hardQuotaBytes()).isEqualTo(2 * GIB);
        assertThat(placement(account).usedBytes()).isEqualTo(77);
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(world.wiring().storage().reconciler().run()).isEmpty();
    }

    @Test
    void aDatabaseThatWentBackInTimeOvertakesItsNode() {
        UUID account = opened();
        node.set(account, withVersion(onNode(account).spec(), 9, 5 * GIB), 0);
        change(account, new Desired(3 * GIB, null, AccountState.OPEN));
        assertThat(provisioning.deliverNow(account)).isFalse();
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(onNode(account).spec().hardQuotaBytes()).isEqualTo(3 * GIB);
        assertThat(onNode(account).spec().version()).isEqualTo(10);
    }

    @Test
    void whatTheNodeLostIsPutBackAndWhatNobodyPlacedThereIsReported() {
        UUID lost = opened();
        UUID differs = opened();
        UUID stray = UUID.randomUUID();
        node.set(stray, spec(1, GIB, AccountState.OPEN, List.of()), 0);
        node.lose(lost);
        node.set(differs, withVersion(onNode(differs).spec(), 1, 7), 0);
        world.clock().forward(Duration.ofMinutes(5));

        assertThat(world.wiring().storage().reconciler().run())
                .isEqualTo(Map.of(DriftKind.MISSING, 1, DriftKind.DIFFERENT, 1, DriftKind.UNKNOWN, 1));
        assertThat(provisioning.deliverNow(lost)).isTrue();
        assertThat(provisioning.deliverNow(differs)).isTrue();
        assertThat(onNode(lost).spec().hardQuotaBytes()).isEqualTo(GIB);
        assertThat(onNode(differs).spec().hardQuotaBytes()).isEqualTo(GIB);
        assertThat(node.find(stray)).isNotNull();
    }

    @Test
    void whenABackupWasIsToldByOurClockHoweverTheNodesIs() {
        UUID account = opened();
        Instant backup = world.clock().instant();
        Instant behind = backup.minus(Duration.ofHours(3));
        node.write(account, behind);
        world.clock().forward(Duration.ofMinutes(5));
        node.setNow(behind.plus(Duration.ofMinutes(5)));
        world.wiring().storage().reconciler().look();
        assertThat(placement(account).lastWriteAt()).isEqualTo(backup);

        // The same again, after a longer way.
        world.clock().forward(Duration.ofMinutes(5));
        node.setNow(behind.plus(Duration.ofMinutes(9)));
        world.wiring().storage().reconciler().look();
        assertThat(placement(account).lastWriteAt()).isEqualTo(backup);

        change(account, OPEN.in(AccountState.CLOSED));
        assertThat(provisioning.deliverNow(account)).isTrue();
        node.write(account, behind);
        node.setNow(behind.plus(Duration.ofMinutes(10)));
        assertThat(world.wiring().storage().purges().quiet(account)).contains(new Quiet(2, backup));
        node.setNow(null);
        assertThat(world.wiring().storage().purges().quiet(account))
                .as("a node that does not say its time")
                .contains(new Quiet(2, behind));
    }

    @Test
    void onlyWhatTheNodeKeepsClosedIsQuiet() {
        UUID account = opened();
        Purges purges = world.wiring().storage().purges();
        assertThat(purges.quiet(account)).isEmpty();
        assertThatThrownBy(() -> purges.purge(account)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> beginPurge(account)).isInstanceOf(IllegalStateException.class);
        change(account, OPEN.in(AccountState.CLOSED));
        assertThat(purges.quiet(account)).isEmpty();
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(purges.quiet(account)).contains(new Quiet(2, null));
        node.setDown(true);
        assertThatThrownBy(() -> purges.quiet(account))
                .isInstanceOf(NodeClient.NodeException.class);
    }

    @Test
    void afterAPurgeNothingIsSentAnyMoreAndWhatRisesIsRemovedAgain() {
        UUID account = opened();
        AccountSpec open = onNode(account).spec();
        change(account, OPEN.in(AccountState.CLOSED));
        assertThat(provisioning.deliverNow(account)).isTrue();
        beginPurge(account);
        // From here on nothing but the purge reaches the node.
        change(account, OPEN);
        assertThat(placement(account).desired().state()).isEqualTo(AccountState.CLOSED);
        Receipt receipt = world.wiring().storage().purges().purge(account).orElseThrow();
        write(
                tx -> {
                    world.wiring().storage().purges().confirm(tx, account, receipt);
                    return receipt;
                });
        change(account, new Desired(2 * GIB, null, AccountState.OPEN));
        assertThat(placement(account).ready()).isTrue();
        assertThat(placement(account).receipt()).isEqualTo(receipt);
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(world.wiring().storage().reconciler().run()).isEmpty();

        // The node comes back from a backup.
        node.set(account, open, 77);
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(world.wiring().storage().reconciler().run()).isEqualTo(Map.of(DriftKind.RISEN, 1));
        world.startJobs();
        await().until(() -> onNode(account).purge() != null);
        assertThat(placement(account).receipt()).isEqualTo(receipt);
    }

    @Test
    void eachLevelOfFullnessIsToldOnceUntilItWasLeftWellBehind() {
        UUID account = opened();
        assertThat(levelAt(account, 79)).isZero();
        assertThat(levelAt(account, 80)).isEqualTo(80);
        assertThat(levelAt(account, 82)).isZero();
        assertThat(levelAt(account, 76)).isZero();
        assertThat(levelAt(account, 81)).as("it was never well below").isZero();
        assertThat(levelAt(account, 96)).as("over two at once").isEqualTo(95);
        assertThat(levelAt(account, 88)).isZero();
        assertThat(levelAt(account, 91)).as("90 is not left behind").isZero();
        assertThat(levelAt(account, 95)).isEqualTo(95);
        assertThat(levelAt(account, 60)).isZero();
        assertThat(levelAt(account, 80)).isEqualTo(80);
        change(account, new Desired(GIB, null, AccountState.FROZEN));
        assertThat(levelAt(account, 99)).as("nothing is stored there any more").isZero();
    }

    @Test
    void aParentStandsForTheSpaceThatItShares() {
        UUID parent = opened();
        UUID child = opened();
        Pool pool = new Pool(parent, GIB);
        change(parent, OPEN.sharing(pool));
        change(child, new Desired(null, null, AccountState.OPEN).sharing(pool));
        assertThat(provisioning.deliverNow(parent)).isTrue();
        assertThat(provisioning.deliverNow(child)).isTrue();
        node.set(parent, onNode(parent).spec(), GIB / 2);
        node.set(child, onNode(child).spec(), GIB * 46 / 100);
        world.wiring().storage().reconciler().look();
        Map<UUID, FullSpace> told =
                write(tx -> new SpaceWatch().take(tx, List.of(parent, child)));
        assertThat(told)
                .isEqualTo(
                        Map.of(parent, new FullSpace(95, GIB / 2 + GIB * 46 / 100, GIB, true)));
    }

    @Test
    void eachSilenceCountsOnceUntilANewerBackup() {
        UUID account = opened();
        report();
        assertThat(silentAfter(13)).isEmpty();
        assertThat(silentAfter(1)).containsExactly(account);
        assertThat(takeNew(account)).containsExactly(account);
        assertThat(takeNew(account)).as("told").isEmpty();
        assertThat(silentAfter(30)).isEmpty();

        node.backUp(account, world.clock().instant());
        Instant backup = world.clock().instant();
        report();
        assertThat(silentAfter(13)).isEmpty();
        assertThat(silentAfter(1)).containsExactly(account);
        assertThat(takeNew(account)).as("it had one").isEmpty();
        assertThat(takeStopped(account)).isEqualTo(Map.of(account, backup));
        assertThat(takeStopped(account)).as("told").isEmpty();
        // What is still written without an end is no backup, and an older one is none that is new.
        node.write(account, world.clock().instant());
        node.backUp(account, backup.minus(Duration.ofDays(3)));
        report();
        node.backUp(account, backup);
        report();
        assertThat(silentAfter(30)).isEmpty();
        node.backUp(account, world.clock().instant());
        report();
        assertThat(silentAfter(14)).containsExactly(account);
    }

    @Test
    void timeInWhichANodeWasAwayIsNoSilence() {
        UUID account = opened();
        node.backUp(account, world.clock().instant());
        report();
        node.setDown(true);
        for (int day = 0; day < 30; day++) {
            world.clock().forward(Duration.ofDays(1));
            report();
            assertThat(silent()).isEmpty();
        }
        node.setDown(false);
        report();
        assertThat(silent()).as("of its days only one or none is known").isEmpty();
        assertThat(silentAfter(13)).isEmpty();
        assertThat(silentAfter(1)).containsExactly(account);
        world.clock().forward(Duration.ofMinutes(61));
        assertThat(silent()).as("the report is old").isEmpty();
        assertThat(takeStopped(account)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-400, 400})
    void aClockThatWasWrongOnceHidesNoSilence(int days) {
        UUID account = opened();
        report();
        Instant right = world.clock().instant();
        world.clock().set(right.plus(Duration.ofDays(days)));
        report();
        assertThat(silent()).as("time that did not pass is no silence").isEmpty();
        node.backUp(account, world.clock().instant());
        report();
        world.clock().set(right);
        report();
        assertThat(silentAfter(13)).isEmpty();
        assertThat(silentAfter(1)).containsExactly(account);
        assertThat(takeStopped(account)).containsOnlyKeys(account);
        Instant next = world.clock().instant();
        node.backUp(account, next);
        report();
        assertThat(silentAfter(13)).isEmpty();
        assertThat(silentAfter(1)).containsExactly(account);
        assertThat(takeStopped(account)).isEqualTo(Map.of(account, next));
    }

    @Test
    void whereTheLastBackupIsGoneTheTimeSinceThenGoesOn() {
        UUID account = opened();
        node.backUp(account, world.clock().instant());
        report();
        assertThat(silentAfter(13)).isEmpty();
        node.damage(account, new Aside(1, 1));
        assertThat(silentAfter(1)).containsExactly(account);
        assertThat(takeNew(account)).containsExactly(account);
    }

    @Test
    void anAccountIsSilentOnlyWhereItCanBeBackedUp() {
        UUID account = opened();
        report();
        change(account, OPEN.in(AccountState.FROZEN));
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(silentAfter(40)).isEmpty();
        change(account, OPEN);
        assertThat(provisioning.deliverNow(account)).isTrue();
        report();
        assertThat(silentAfter(13)).as("it counts from here").isEmpty();
        assertThat(silentAfter(1)).containsExactly(account);
        world.database().execute("UPDATE placement SET held = true");
        assertThat(silent()).as("it is moving").isEmpty();
        world.database().execute("UPDATE placement SET held = false, lent_id = 'x', lent_digest = 'x'");
        assertThat(silent()).as("it is about to move").isEmpty();
        world.database().execute("UPDATE placement SET lent_id = NULL, lent_digest = NULL");
        assertThat(silent()).containsExactly(account);
        change(account, OPEN.in(AccountState.CLOSED));
        assertThat(silent()).as("its end has begun").isEmpty();
    }

    @Test
    void aParentWithoutABackupIsNotSilentWhileItsSubAccountsHaveSome() {
        UUID parent = opened();
        UUID child = opened();
        world.database().execute(
                "UPDATE placement SET parent_id = '%s' WHERE account_id = '%s'".formatted(parent, child));
        node.backUp(child, world.clock().instant());
        report();
        assertThat(silentAfter(14)).containsExactly(child);
        node.lose(child);
        world.database().execute(
                "UPDATE placement SET last_snapshot_at = NULL, last_snapshot_node_at = NULL");
        assertThat(silent()).containsExactlyInAnyOrder(parent, child);
    }

    /** Those that had no backup for two weeks, after so many days with reports. */
    private List<UUID> silentAfter(int days) {
        for (int hour = 0; hour < 24 * days; hour++) {
            world.clock().forward(Duration.ofHours(1));
            report();
        }
        return silent();
    }

    private List<UUID> silent() {
        return world.wiring()
                .transactions()
                .read(
                        new Caller(io.counterfoil.platform.Scope.system(), Actor.job("test")),
                        tx ->
                                new SilenceWatch()
                                        .due(tx, world.provider().id(), twoWeeksAgo(tx), Due.FIRST, 10))
                .stream()
                .map(Due::id)
                .toList();
    }

    private List<UUID> takeNew(UUID account) {
        return write(tx -> new SilenceWatch().takeNew(tx, List.of(account), twoWeeksAgo(tx)));
    }

    private Map<UUID, Instant> takeStopped(UUID account) {
        return write(tx -> new SilenceWatch().takeStopped(tx, List.of(account), twoWeeksAgo(tx)));
    }

    private static Instant twoWeeksAgo(Tx tx) {
        return tx.now().minus(Duration.ofDays(14));
    }

    private void report() {
        world.wiring().storage().reconciler().look();
    }

    /** Has the node say how full an account is; returns the level that is then to be told. */
    private int levelAt(UUID account, int percent) {
        node.set(account, onNode(account).spec(), (GIB * percent + 99) / 100);
        world.wiring().storage().reconciler().look();
        FullSpace found = write(tx -> new SpaceWatch().take(tx, List.of(account))).get(account);
        return found == null ? 0 : found.level();
    }

    private void beginPurge(UUID account) {
        write(
                tx -> {
                    world.wiring().storage().purges().begin(tx, account);
                    return account;
                });
    }

    @Test
    void aSecondNodeUnderTheSameNameIsRefusedAndTheFirstStays() throws Exception {
        UUID account = opened();
        Nodes nodes = world.wiring().storage().nodes();
        URI moved = URI.create("https://storage.example.com/");
        try (FakeNode other = new FakeNode(folder.resolve("other"))) {
            assertThatThrownBy(() -> nodes.register("one", other.url(), other.url(), other.key()))
                    .isInstanceOf(InstallationException.class)
                    .hasMessageContaining("Another storage node is called one");
        }
        assertThatThrownBy(() -> nodes.register("two", node.url(), node.url(), node.key()))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("The storage nodes one and two have the same key");
        assertThat(placement(account).dataUrl()).isEqualTo(node.url());
        change(account, new Desired(2 * GIB, null, AccountState.OPEN));
        assertThat(provisioning.deliverNow(account)).isTrue();

        nodes.register("one", node.url(), moved, node.key());
        assertThat(placement(account).dataUrl()).isEqualTo(moved);
    }

    @Test
    void theBacklogCountsWhatItsNodeDoesNotHave() {
        UUID account = opened();
        assertThat(backlog()).isEqualTo(new Backlog(0, 0, 0, 0));
        change(account, new Desired(2 * GIB, null, AccountState.OPEN));
        assertThat(backlog()).isEqualTo(new Backlog(1, 0, 0, 0));
        node.setDown(true);
        assertThat(provisioning.deliverNow(account)).isFalse();
        assertThat(backlog()).isEqualTo(new Backlog(1, 1, 0, 0));
        assertThat(world.wiring().upkeep().backlog()).isEqualTo(new Backlog(1, 1, 0, 0));
        assertThat(world.wiring().transactions().read(world.decoy(), provisioning::backlog))
                .isEqualTo(new Backlog(0, 0, 0, 0));
        node.setDown(false);
        assertThat(provisioning.deliverNow(account)).isTrue();
        assertThat(backlog()).isEqualTo(new Backlog(0, 0, 0, 0));
    }

    /** As those may be that the choice of new days to keep what is deleted has made. */
    @Test
    void whatWaitsForANodeThatIsAwayKeepsNothingElseFromAJob() {
        for (int i = 0; i < 5; i++) {
            placed();
        }
        execute("DELETE FROM scheduled_tasks WHERE task_name = 'provision'");
        Reconciler reconciler = world.wiring().storage().reconciler();
        for (int round = 0; round < 3; round++) {
            reconciler.sweep(2);
        }
        assertThat(
                        world.database()
                                .rows("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'provision'"))
                .containsExactly("5");
    }

    @Test
    void damageThatANodeReportsWaitsForAPerson() {
        UUID account = opened();
        node.damage(account, new Aside(3, 300));
        world.wiring().storage().reconciler().look();
        assertThat(backlog()).isEqualTo(new Backlog(0, 0, 0, 1));
        List<UUID> ours = write(provisioning::damagedAccounts);
        long damaged = write(tx -> provisioning.damaged(tx, account));
        List<UUID> theirs =
                world.wiring()
                        .transactions()
                        .read(world.decoy(), provisioning::damagedAccounts);
        assertThat(ours).containsExactly(account);
        assertThat(damaged).isEqualTo(3);
        assertThat(theirs).isEmpty();
    }

    @Test
    void aPurgeThatItsNodeDoesNotTakeIsCountedAndSaidWhyUntilItIsDone() {
        UUID account = opened();
        change(account, OPEN.in(AccountState.CLOSED));
        assertThat(provisioning.deliverNow(account)).isTrue();
        Purges purges = world.wiring().storage().purges();
        beginPurge(account);
        node.setDown(true);
        assertThatThrownBy(() -> purges.purge(account))
                .isInstanceOf(NodeClient.NodeException.class);
        assertThat(backlog()).isEqualTo(new Backlog(0, 0, 1, 0));
        assertThat(problem(account)).contains("The node one refuses: Not now.");
        node.setDown(false);
        Receipt receipt = purges.purge(account).orElseThrow();
        write(
                tx -> {
                    purges.confirm(tx, account, receipt);
                    return receipt;
                });
        assertThat(backlog()).isEqualTo(new Backlog(0, 0, 0, 0));
        assertThat(problem(account)).isEmpty();
    }

    private Optional<String> problem(UUID account) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> provisioning.problem(tx, account));
    }

    @Test
    void aNodeThatIsGoneFromTheSettingsIsMissedWhileAccountsAreOnIt() {
        execute(
                "INSERT INTO node (id, name, admin_url, data_url, created_at) VALUES"
                        + " ('00000000-0000-0000-0000-000000000002', 'old', 'http://127.0.0.1:9/',"
                        + " 'http://127.0.0.1:9/', now())");
        assertThat(health().isHealthy()).isTrue();
        opened();
        execute("UPDATE placement SET node_id = '00000000-0000-0000-0000-000000000002'");
        world.clock().forward(Duration.ofSeconds(10));
        assertThat(health().getMessage())
                .contains("not in this server's settings: old", "put them back");
    }

    @Test
    void theServicesHealthSaysHowItsNodeIs() {
        assertThat(health().isHealthy()).isTrue();
        node.setDown(true);
        world.clock().forward(Duration.ofSeconds(10));
        assertThat(health().isHealthy()).isFalse();
        assertThat(health().getMessage()).contains("The node one is not well");
        node.setDown(false);
        world.clock().forward(Duration.ofSeconds(10));
        assertThat(health().isHealthy()).isTrue();
    }

    private HealthCheck.Result health() {
        return world.wiring().upkeep().checks().runHealthCheck("storage");
    }

    private Backlog backlog() {
        return world.wiring().transactions().read(world.caller(), provisioning::backlog);
    }

    @Test
    void anotherProviderDoesNotSeeAPlacement() {
        UUID account = opened();
        Optional<Placement> seen =
                world.wiring()
                        .transactions()
                        .read(world.decoy(), tx -> provisioning.placement(tx, account));
        assertThat(seen).isEmpty();
    }

    private void execute(String sql) {
        world.database().execute(sql);
    }

    /** An account of which its node has not been told yet. */
    private UUID placed() {
        UUID account = UUID.randomUUID();
        write(tx -> provisioning.open(tx, account, OPEN));
        return account;
    }

    private UUID opened() {
        UUID account = placed();
        assertThat(provisioning.deliverNow(account)).isTrue();
        return account;
    }

    private void change(UUID account, Desired desired) {
        write(
                tx -> {
                    provisioning.change(tx, account, desired);
                    return desired;
                });
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
    }

    private Placement placement(UUID account) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> provisioning.placement(tx, account))
                .orElseThrow();
    }

    private AccountStatus onNode(UUID account) {
        return Objects.requireNonNull(node.find(account));
    }

    private static AccountSpec withVersion(AccountSpec spec, long version, long quota) {
        return spec(version, quota, spec.state(), spec.credentials());
    }

    private static AccountSpec spec(
            long version, long quota, AccountState state, List<Credential> credentials) {
        return new AccountSpec(version, quota, null, null, state, credentials);
    }
}
