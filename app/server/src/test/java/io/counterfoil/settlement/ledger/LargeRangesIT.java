package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As many items at once as a shipment may have. */
@Tag("long")
class LargeRangesIT {
    private static final int ITEMS = 100_000;

    @Test
    void aHundredThousandItemsMoveWithOneEventEachTimeAndTheirMoneyWithThem() {
        TestWorld world = new TestWorld();
        try (world) {
            StockFixture stock = new StockFixture(world, world.caller());
            StockFixture.Shop shop = stock.shop("Corner");
            SerialRange range = stock.printed(stock.product(true, "wholesale"), ITEMS);
            assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.PRINTED, ITEMS));
            int before = events(world).size();
            stock.received(shop, range);
            assertThat(stock.counts(range)).isEqualTo(Map.of(ItemState.RECEIVED, ITEMS));
            List<String> events = events(world);
            assertThat(events.subList(before, events.size()))
                    .as("of the carton and the shipment, and none of an item")
                    .hasSizeLessThan(5)
                    .doesNotContain("item");

            Books books = new Books(world, shop);
            Map<String, Long> made = books.balances();
            assertThat(made).containsEntry("retailer", ITEMS * 4_165L);
            assertThat(kept(world)).as("read").isEqualTo(made);
            world.wiring().settlement().ledger().transfers().look();
            assertThat(kept(world)).as("counted").isEqualTo(made);
            assertThat(books.differences()).isEmpty();
        }
    }

    private static List<String> events(TestWorld world) {
        return world.database().rows("SELECT subject_type FROM event ORDER BY position");
    }

    private static Map<String, Long> kept(TestWorld world) {
        return world
                .wiring()
                .transactions()
                .read(world.caller(), LargeRangesIT::balances)
                .stream()
                .collect(
                        Collectors.toMap(
                                each -> each.account().label(), each -> each.balance().minor()));
    }

    private static List<LedgerBooks.Balance> balances(Tx tx) {
        return new CountedTransferRepository(tx).balances(Optional.empty());
    }
}
