package io.counterfoil.inventory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Items that a shop sent back.
 *
 * @param retailer whose outlet sent them
 * @param outlet which had them
 * @param outletName the outlet's name
 * @param countedAt when the provider counted them last, or null
 * @param items how many were sent back
 * @param restocked how many of them are in the provider's stock again
 * @param destroyed how many of them were destroyed
 * @param lost how many of them were lost on their way; what was found again since is among them
 * @param open the serials that nobody has counted yet, and ranges of them, at most {@value #MOST}
 * @param broughtBack those of them that customers brought back, which can only be destroyed
 */
public record StockReturn(
        UUID id,
        UUID retailer,
        UUID outlet,
        String outletName,
        ReturnState state,
        String reason,
        Instant sentAt,
        @Nullable Instant countedAt,
        int items,
        int restocked,
        int destroyed,
        int lost,
        List<String> open,
        List<String> broughtBack) {
    /** How many serials and ranges are named at most. */
    public static final int MOST = 200;

    public StockReturn {
        open = List.copyOf(open);
        broughtBack = List.copyOf(broughtBack);
    }

    /** The same with what its outlet is called. */
    StockReturn named(String outletName) {
        return new StockReturn(
                id,
                retailer,
                outlet,
                outletName,
                state,
                reason,
                sentAt,
                countedAt,
                items,
                restocked,
                destroyed,
                lost,
                open,
                broughtBack);
    }
}
