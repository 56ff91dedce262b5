package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.counterfoil.TestWorld;
import io.counterfoil.Wiring;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Where accounts are put when there are several nodes. */
class PlacementsIT {
    private static final long GB = 1_000_000_000;
    private static final Caller SYSTEM = new Caller(Scope.system(), Actor.job("test"));

    @TempDir Path folder;
    private static final List<String> NODES = List.of("north", "south");

    private TestWorld world;
    private FakeNode north;
    private FakeNode south;
    private Provisioning provisioning;
    private int opened;

    @BeforeEach
    void start() throws IOException {
        north = new FakeNode(folder.resolve("north"));
        south = new FakeNode(folder.resolve("south"));
        world = TestWorld.alone();
        provisioning = world.wiring().storage().provisioning();
    }

    @AfterEach
    void stop() {
        world.close();
        north.close();
        south.close();
    }

    @Test
    void manyAccountsAtOnceSpreadByTheRoomThatNodesHave() {
        north.setDisk(1000 * GB, 1000 * GB);
        south.setDisk(3000 * GB, 3000 * GB);
        register("1", "1");
        measure();
        Map<String, Long> spread = open(400, GB);
        assertThat(spread.get("north")).isCloseTo(100L, within(30L));
        assertThat(spread.get("south")).isCloseTo(300L, within(30L));
    }

    @Test
    void aNodePromisesNoMoreThanItMayBetweenTwoMeasures() {
        north.setDisk(100 * GB, 100 * GB);
        south.setDisk(10_000 * GB, 10_000 * GB);
        register("0.1", "0.1");
        measure();
        Map<String, Long> spread = open(100, 5 * GB);
        // North has room for two.
        assertThat(spread.getOrDefault("north", 0L)).isLessThanOrEqualTo(2);
        assertThat(spread.get("south")).isGreaterThanOrEqualTo(98);
    }

    @Test
    void accountsAreStillTakenWhenNoNodeHasRoom() {
        north.setDisk(GB, GB);
        south.setDisk(2 * GB, 2 * GB);
        register("1", "1");
        measure();
        // Always where the least is promised beyond what there is.
        assertThat(open(4, 5 * GB)).isEqualTo(Map.of("north", 2L, "south", 2L));
    }

    @Test
    void aNodeThatDoesNotAnswerGetsNoNewAccountsWhileAnotherDoes() {
        register(Offer.UNLIMITED, Offer.UNLIMITED);
        measure();
        north.setDown(true);
        world.clock().forward(Duration.ofMinutes(6));
        measure();
        assertThat(room("north").problem()).contains("north");
        assertThat(room("north").measure()).isNotNull();
        assertThat(open(10, GB)).isEqualTo(Map.of("south", 10L));

        south.setDown(true);
        world.clock().forward(Duration.ofMinutes(6));
        measure();
        assertThat(open(20, GB)).containsOnlyKeys("north", "south");

        north.setDown(false);
        measure();
        assertThat(room("north").problem()).isNull();
        assertThat(open(10, GB)).isEqualTo(Map.of("north", 10L));
    }

    @Test
    void aNodeThatTakesForeverHoldsUpNoOther() {
        register(Offer.UNLIMITED, Offer.UNLIMITED);
        north.setDelay(Duration.ofMinutes(5));
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        try (NodeClient hasty =
                new NodeClient(
                        world.wiring().storage().nodes(),
                        world.clock(),
                        Duration.ofMillis(500))) {
            new NodeSurvey(
                            world.wiring().transactions(),
                            new Jobs(nowhere, world.clock()),
                            hasty,
                            GB)
                    .look();
        }
        assertThat(room("north").answeredAt()).isNull();
        assertThat(room("north").problem()).isEqualTo("The node north does not answer.");
        assertThat(room("south").answeredAt()).isEqualTo(world.clock().instant());
    }

    @Test
    void aFamilyStaysTogetherThoughItsNodeIsFullOrTakesNobodyElse() {
        UUID parent = UUID.randomUUID();
        register("1", "1");
        measure();
        write(tx -> provisioning.open(tx, parent, limited(GB)));
        String home = node(parent);
        north.setDisk(GB, 0);
        south.setDisk(GB, 0);
        register(new Offer(false, null), new Offer(false, null));
        measure();
        UUID child = UUID.randomUUID();
        Desired shared =
                new Desired(null, null, new Pool(parent, GB), AccountState.OPEN);
        write(tx -> provisioning.openBeside(tx, parent, child, shared));
        assertThat(node(child)).isEqualTo(home);
        assertThatThrownBy(() -> open(1, GB))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("No storage is connected");
    }

    @Test
    void whatIsPromisedCountsAPoolOnceAndUnlimitedAccountsAsFiftyGigabytes() {
        register("1", "1");
        measure();
        UUID parent = UUID.randomUUID();
        UUID child = UUID.randomUUID();
        Pool pool = new Pool(parent, 7 * GB);
        write(
                tx -> {
                    provisioning.open(
                            tx, parent, new Desired(7 * GB, null, pool, AccountState.OPEN));
                    return provisioning.openBeside(
                            tx, parent, child, new Desired(GB, null, pool, AccountState.OPEN));
                });
        write(
                tx ->
                        provisioning.open(
                                tx, UUID.randomUUID(), new Desired(null, null, AccountState.OPEN)));
        measure();
        assertThat(placed()).isEqualTo(57 * GB);
    }

    @Test
    void whatIsPromisedCountsAFamilyWithoutABoundOnce() {
        register("1", "1");
        measure();
        UUID parent = UUID.randomUUID();
        Desired unlimited = new Desired(null, null, AccountState.OPEN);
        write(tx -> provisioning.open(tx, parent, unlimited));
        write(tx -> provisioning.openBeside(tx, parent, UUID.randomUUID(), unlimited));
        write(tx -> provisioning.openBeside(tx, parent, UUID.randomUUID(), limited(GB)));
        assertThat(placed()).as("since the last measure").isEqualTo(50 * GB);
        measure();
        assertThat(placed()).as("measured").isEqualTo(50 * GB);
    }

    private long placed() {
        return rooms().stream().mapToLong(NodeRoom::placed).sum();
    }

    @Test
    void aNodeThatIsGoneFromTheSettingsHasNoRoomAnyMore() {
        register(Offer.UNLIMITED, Offer.UNLIMITED);
        measure();
        Wiring later = world.anotherServer();
        try (NodeClient closed = later.storage().client()) {
            assertThat(closed).isNotNull();
            later.storage().nodes().register("south", south.url(), south.url(), south.key());
            List<NodeRoom> known =
                    later.transactions().read(SYSTEM, later.storage().rooms()::all);
            assertThat(known).extracting(NodeRoom::name).containsExactly("south");
        }
    }

    private void register(@Nullable String northRatio, @Nullable String southRatio) {
        register(offer(northRatio), offer(southRatio));
    }

    private static Offer offer(@Nullable String ratio) {
        return new Offer(true, ratio == null ? null : new BigDecimal(ratio));
    }

    private void register(Offer northOffer, Offer southOffer) {
        Nodes nodes = world.wiring().storage().nodes();
        nodes.register(
                new NodeEntry("north", north.url(), north.url(), north.key(), null, northOffer));
        nodes.register(
                new NodeEntry("south", south.url(), south.url(), south.key(), null, southOffer));
        // Accounts are drawn by both ids, and the same ones in every run.
        for (int at = 0; at < NODES.size(); at++) {
            world.database()
                    .execute(
                            "UPDATE node SET id = '%s' WHERE name = '%s'"
                                    .formatted(new UUID(1, at), NODES.get(at)));
        }
    }

    private void measure() {
        world.wiring().storage().survey().look();
        world.clock().forward(Duration.ofSeconds(1));
    }

    /** How many of so many new accounts are put on which node. */
    private Map<String, Long> open(int accounts, long quota) {
        return IntStream.range(0, accounts)
                .mapToObj(
                        at -> {
                            UUID account = new UUID(7, opened++);
                            write(tx -> provisioning.open(tx, account, limited(quota)));
                            return node(account);
                        })
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Desired limited(long quota) {
        return new Desired(quota, null, AccountState.OPEN);
    }

    private NodeRoom room(String name) {
        return rooms().stream().filter(room -> room.name().equals(name)).findAny().orElseThrow();
    }

    private List<NodeRoom> rooms() {
        return world.wiring().transactions().read(SYSTEM, world.wiring().storage().rooms()::all);
    }

    private String node(UUID account) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> provisioning.placement(tx, account))
                .orElseThrow()
                .node();
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
    }
}
