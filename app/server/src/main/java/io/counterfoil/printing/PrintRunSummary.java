package io.counterfoil.printing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A print run as a row of a list. */
record PrintRunSummary(
        UUID id,
        int number,
        UUID product,
        String state,
        double progress,
        int quantity,
        boolean blocked,
        String firstSerial,
        String lastSerial,
        Instant orderedAt,
        @Nullable Instant closedAt) {

    static PrintRunSummary of(PrintRun run) {
        return new PrintRunSummary(
                run.id(),
                run.number(),
                run.product(),
                run.state().label(),
                run.progress(),
                run.quantity(),
                run.blocked(),
                run.range().first().toString(),
                run.range().last().toString(),
                run.orderedAt(),
                run.closedAt());
    }
}
