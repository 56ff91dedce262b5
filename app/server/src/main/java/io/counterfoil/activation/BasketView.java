package io.counterfoil.activation;

import io.counterfoil.platform.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as a page shows it.
 *
 * @param lines in the order in which they were scanned
 * @param totals what its sales cost that stand, one amount per currency; empty if there are none
 */
public record BasketView(List<Line> lines, List<Money> totals) {

    /**
     * One line.
     *
     * @param product what the item is, or null if there is no such item
     * @param price what it costs, or null likewise
     */
    public record Line(TillEntry entry, @Nullable String product, @Nullable Money price) {}
}
