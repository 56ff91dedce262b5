package io.counterfoil.printing;

import io.counterfoil.inventory.ItemState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A print run as the API shows it.
 *
 * @param progress how far it is on the way to be ready, 0 to 1: half of it is minting, half the
 *     check of its files
 * @param releasedAt when all its files had passed the check
 * @param failure why it failed, why it has stopped (state minting or checking), or why its files did
 *     not pass when they were checked again
 * @param redeemBy the last day on which its codes can be redeemed, or null
 * @param bureau the id of the bureau that prints it, or null
 * @param counts how many items are in which state, in the order in which items go through them
 * @param files what can be fetched now
 */
record PrintRunAnswer(
        UUID id,
        int number,
        UUID product,
        String state,
        double progress,
        int quantity,
        int minted,
        boolean blocked,
        String firstSerial,
        String lastSerial,
        Instant orderedAt,
        @Nullable Instant closedAt,
        @Nullable Instant releasedAt,
        @Nullable String failure,
        @Nullable LocalDate redeemBy,
        List<PrintPartAnswer> parts,
        @Nullable UUID bureau,
        Map<String, Integer> counts,
        List<RunFiles.FileFacts> files) {

    static PrintRunAnswer of(PrintRuns.Counted counted, List<RunFiles.FileFacts> files) {
        PrintRun run = counted.run();
        return new PrintRunAnswer(
                run.id(),
                run.number(),
                run.product(),
                run.state().label(),
                run.progress(),
                run.quantity(),
                run.minted(),
                run.blocked(),
                run.range().first().toString(),
                run.range().last().toString(),
                run.orderedAt(),
                run.closedAt(),
                run.release().at(),
                run.release().failure(),
                counted.redeemBy(),
                run.parts().stream().map(PrintPartAnswer::of).toList(),
                run.bureau(),
                byName(counted.counts()),
                files);
    }

    private static Map<String, Integer> byName(Map<ItemState, Integer> counts) {
        Map<String, Integer> byName = new LinkedHashMap<>();
        counts.forEach((state, count) -> byName.put(state.label(), count));
        return byName;
    }
}
