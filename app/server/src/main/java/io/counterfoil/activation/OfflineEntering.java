package io.counterfoil.activation;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.CsvReader;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Sells what the lines of an offline day say, each in a transaction of its own. */
final class OfflineEntering {
    /** Clocks of tills go wrong by less than this. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final Text LEFT_OUT =
            Text.of(
                    "Something went wrong with this line again and again, so it was left out. Send it"
                            + " once more, alone in a table; if that does not help, tell your"
                            + " provider.");

    private final Activations activations;
    private final InstantSource clock;

    OfflineEntering(Activations activations, InstantSource clock) {
        this.activations = activations;
        this.clock = clock;
    }

    /**
     * Looks for the till of lines that name none, before the first of them is sold.
     *
     * @throws Refused if the caller may see no such till
     */
    void require(Caller caller, OfflineDay.Till till) {
        if (till.terminal() != null) {
            activations.requireTerminal(caller, till.terminal());
        }
    }

    /** What becomes of a line; the same again, if it was entered before. */
    OfflineLine enter(
            Caller caller, OfflineDay.Till till, OfflineRows rows, OfflineTable.Entry entry) {
        return entry.row()
                .map(row -> enter(caller, till, rows, row))
                .orElseGet(
                        () ->
                                OfflineLine.refused(
                                        entry.line(),
                                        new OfflineRows.Line(null, null),
                                        entry.broken().orElseThrow()));
    }

    private OfflineLine enter(
            Caller caller, OfflineDay.Till till, OfflineRows rows, CsvReader.Row row) {
        OfflineRows.Line line = rows.line(row);
        try {
            Sale sale = Sale.of(asked(rows.sale(row), till), till.only() ? till.terminal() : null);
            Instant soldAt = rows.soldAt(row);
            if (soldAt.isAfter(clock.instant().plus(AHEAD))) {
                throw Refused.field("sold_at", "This is in the future.");
            }
            return switch (activations.activate(caller, sale.at(soldAt))) {
                case Outcome.Activated sold ->
                        told(row, line, TillRequest.State.ACTIVATED, null);
                case Outcome.Declined declined ->
                        told(row, line, TillRequest.State.DECLINED, declined.text());
            };
        } catch (Refused refused) {
            return OfflineLine.refused(row.line(), line, rows.words(refused));
        }
    }

    /** What is said of a line that can't be entered, though nothing is known to be wrong with it. */
    static OfflineLine leftOut(OfflineRows rows, OfflineTable.Entry entry) {
        return OfflineLine.refused(
                entry.line(),
                entry.row().map(rows::line).orElseGet(() -> new OfflineRows.Line(null, null)),
                LEFT_OUT);
    }

    private static NewActivation asked(NewActivation line, OfflineDay.Till till) {
        return line.terminal() != null || till.terminal() == null
                ? line
                : new NewActivation(
                        line.requestId(),
                        till.terminal().toString(),
                        line.serial(),
                        line.gtin(),
                        line.price());
    }

    private static OfflineLine told(
            CsvReader.Row row,
            OfflineRows.Line line,
            TillRequest.State state,
            @Nullable Text reason) {
        return new OfflineLine(
                row.line(),
                line.requestId(),
                line.serial(),
                state.label(),
                reason == null ? null : reason.toString(),
                reason);
    }
}
