package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.NewPrintRun;
import io.counterfoil.printing.PrintRun;
import io.counterfoil.printing.PrintRuns;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes are minted only as far as there is storage for what they promise: 50 GB each here. */
class StorageRoomIT {
    private static final long GB = 1_000_000_000;

    @TempDir Path folder;
    private TestWorld world;
    private FakeNode node;
    private String ours;
    private String theirs;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(folder);
        world = TestWorld.alone();
        ours = Fixtures.giftCard(world, world.caller()).id().toString();
        theirs = Fixtures.giftCard(world, world.decoy()).id().toString();
    }

    @AfterEach
    void stop() {
        world.close();
        node.close();
    }

    @Test
    void anOrderThatPromisesMoreThanThereIsIsRefusedWithWhatIsPossible() {
        room(1000 * GB, "1.5");
        open(50 * GB);
        order(20);
        assertThatThrownBy(() -> order(10))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.type())
                                        .isEqualTo(ProblemType.NO_STORAGE_ROOM))
                .hasMessageContaining("these 10 items may fill 500 GB")
                .hasMessageContaining("only 450 GB is not promised yet")
                .hasMessageContaining("Order at most 9 items");
        order(9);
        assertThatThrownBy(() -> order(1)).hasMessageContaining("Void codes that nobody");
        assertThat(world.wiring().printing().runs().list(world.caller(), PrintRuns.Filter.ALL, Listing.first()).items())
                .hasSize(2);
    }

    @Test
    void whatIsMintedGoesOnCountingAndWhatIsGivenUpDoesNot() {
        room(1000 * GB, "1");
        PrintRun first = order(12);
        world.wiring().printing().minting().mint(first.id());
        assertThatThrownBy(() -> order(9)).hasMessageContaining("Order at most 8 items");
        world.wiring().printing().runs().cancel(world.caller(), first.id());
        order(20);
    }

    @Test
    void theCodesOfAllProvidersShareTheRoom() {
        room(1000 * GB, "1");
        order(world.decoy(), theirs, 15);
        assertThatThrownBy(() -> order(6)).hasMessageContaining("Order at most 5 items");
        order(5);
    }

    @Test
    void ofTwoOrdersAtOnceOnlyOneTakesTheLastRoom() throws Exception {
        room(1000 * GB, "1");
        Callable<Boolean> ordering =
                () -> {
                    try {
                        order(12);
                        return true;
                    } catch (Refused refused) {
                        return false;
                    }
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            int taken = 0;
            for (Future<Boolean> order :
                    threads.invokeAll(List.of(ordering, ordering, ordering, ordering))) {
                taken += order.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void nothingIsRefusedWhereNoRatioIsSetOrNothingWasMeasured() {
        register("1");
        order(1000);
        room(GB, null);
        order(1000);
    }

    private void room(long bytes, @Nullable String ratio) {
        node.setDisk(bytes, bytes);
        register(ratio);
        world.wiring().storage().survey().look();
    }

    private void register(@Nullable String ratio) {
        Offer offer = new Offer(true, ratio == null ? null : new BigDecimal(ratio));
        world.wiring()
                .storage()
                .nodes()
                .register(new NodeEntry("one", node.url(), node.url(), node.key(), null, offer));
    }

    private void open(long quota) {
        Provisioning provisioning = world.wiring().storage().provisioning();
        Desired desired = new Desired(quota, null, AccountState.OPEN);
        world.wiring()
                .transactions()
                .write(
                        world.decoy(),
                        tx -> provisioning.open(tx, UUID.randomUUID(), desired));
    }

    private PrintRun order(int quantity) {
        return order(world.caller(), ours, quantity);
    }

    private PrintRun order(Caller caller, String product, int quantity) {
        return world.wiring()
                .printing()
                .orders()
                .order(
                        caller,
                        new NewPrintRun(product, quantity, "gift-card", "avery-c32011-10", null));
    }
}
