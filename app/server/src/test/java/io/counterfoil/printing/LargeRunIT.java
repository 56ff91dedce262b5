package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.printing.counting.NewCountIn;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("long")
@Isolated("what else runs in the JVM is alive, too")
class LargeRunIT {
    private static final int ITEMS = 100_000;
    private static final long LOOK_EVERY_BYTES = 1L << 20;
    private static final long ROOM_BYTES = 48L << 20;

    @Test
    void aHundredThousandCardsAreMintedAndDrawnInTheMemoryOfAFew() throws Exception {
        try (TestWorld world = new TestWorld()) {
            Caller caller = world.caller();
            String product = Fixtures.giftCard(world, caller).id().toString();
            PrintRun run =
                    world.wiring()
                            .printing()
                            .orders()
                            .order(
                                    caller,
                                    new NewPrintRun(
                                            product, ITEMS, "gift-card", "avery-c32011-10", null));
            long before = liveBytes();
            world.wiring().printing().minting().mint(run.id());
            assertThat(liveBytes() - before).isLessThan(ROOM_BYTES);

            world.wiring().printing().releases().release(run.id());
            assertThat(liveBytes() - before).isLessThan(ROOM_BYTES);

            HeapWatch pages = new HeapWatch();
            world.wiring()
                    .printing()
                    .files()
                    .open(caller, run.id(), "gift-card.pdf", Locale.ENGLISH)
                    .content()
                    .writeTo(pages);
            assertThat(pages.seen).hasSizeGreaterThan(4);
            assertThat(pages.seen)
                    .allSatisfy(live -> assertThat(live - before).isLessThan(ROOM_BYTES));

            NewCountIn halves =
                    new NewCountIn(
                            run.range().stream()
                                    .filter(serial -> serial.sequence() % 2 == 0)
                                    .map(SerialNumber::toString)
                                    .toList(),
                            null,
                            null);
            world.wiring().printing().countIns().countIn(caller, run.id(), halves);
            assertThat(world.wiring().printing().runs().find(caller, run.id()).counts())
                    .containsEntry(ItemState.SPOILED, ITEMS / 2)
                    .containsEntry(ItemState.PRINTED, ITEMS / 2);
        }
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Throws the pages away and looks, now and then, at what is alive meanwhile. */
    private static final class HeapWatch extends OutputStream {
        private final List<Long> seen = new ArrayList<>();
        private long written;

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (written / LOOK_EVERY_BYTES != (written + length) / LOOK_EVERY_BYTES) {
                seen.add(liveBytes());
            }
            written += length;
        }
    }
}
