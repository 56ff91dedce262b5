package io.counterfoil.activation;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.CsvReader;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sells what the lines of an offline day say. Successive ones share a transaction, as long as nothing
 * is wrong with any of them; else each has one of its own.
 */
final class OfflineEntering {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineEntering.class);

    /** Clocks of tills go wrong by less than this. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** So few that other requests of their tills, and who sells on the same credit, hardly wait. */
    private static final int TOGETHER = 20;

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

    /** A line as it was read. */
    private sealed interface Read {

        /** One that is a sale. */
        record Sold(int number, OfflineRows.Line line, Sale sale) implements Read {}

        /** One that can't be one. */
        record Refusal(OfflineLine line) implements Read {}
    }

    /**
     * Tells what becomes of lines, one after the other; the same again, if they were entered before.
     * If one fails, those before it are told.
     */
    void enter(
            Caller caller,
            OfflineDay.Till till,
            OfflineRows rows,
            List<OfflineTable.Entry> entries,
            Consumer<OfflineLine> told) {
        List<Read.Sold> together = new ArrayList<>();
        for (OfflineTable.Entry entry : entries) {
            switch (read(till, rows, entry)) {
                case Read.Refusal refusal -> {
                    enter(caller, rows, together, told);
                    told.accept(refusal.line());
                }
                case Read.Sold sold -> {
                    if (together.size() == TOGETHER) {
                        enter(caller, rows, together, told);
                    }
                    together.add(sold);
                }
            }
        }
        enter(caller, rows, together, told);
    }

    /** Enters successive lines, and leaves none of them in the list. */
    private void enter(
            Caller caller,
            OfflineRows rows,
            List<Read.Sold> lines,
            Consumer<OfflineLine> told) {
        List<Read.Sold> some = List.copyOf(lines);
        lines.clear();
        List<Outcome> outcomes = some.size() > 1 ? together(caller, some) : List.of();
        for (int i = 0; i < some.size(); i++) {
            told.accept(
                    outcomes.isEmpty()
                            ? alone(caller, rows, some.get(i))
                            : told(some.get(i), outcomes.get(i)));
        }
    }

    /** Empty if they are to be tried alone. */
    private List<Outcome> together(Caller caller, List<Read.Sold> lines) {
        try {
            return activations.activateTogether(
                    caller, lines.stream().map(Read.Sold::sale).toList());
        } catch (RuntimeException e) {
            // What is wrong with one of them is told, or fails again, when it is tried alone.
            LOG.debug("successive lines are entered one by one", e);
            return List.of();
        }
    }

    private OfflineLine alone(Caller caller, OfflineRows rows, Read.Sold sold) {
        try {
            return told(sold, activations.activate(caller, sold.sale()));
        } catch (Refused refused) {
            return OfflineLine.refused(sold.number(), sold.line(), rows.words(refused));
        }
    }

    private Read read(OfflineDay.Till till, OfflineRows rows, OfflineTable.Entry entry) {
        return entry.row()
                .map(row -> read(till, rows, row))
                .orElseGet(
                        () ->
                                new Read.Refusal(
                                        OfflineLine.refused(
                                                entry.line(),
                                                new OfflineRows.Line(null, null),
                                                entry.broken().orElseThrow())));
    }

    private Read read(OfflineDay.Till till, OfflineRows rows, CsvReader.Row row) {
        OfflineRows.Line line = rows.line(row);
        try {
            Sale sale = Sale.of(asked(rows.sale(row), till), till.only() ? till.terminal() : null);
            Instant soldAt = rows.soldAt(row);
            if (soldAt.isAfter(clock.instant().plus(AHEAD))) {
                throw Refused.field("sold_at", "This is in the future.");
            }
            return new Read.Sold(row.line(), line, sale.at(soldAt));
        } catch (Refused refused) {
            return new Read.Refusal(OfflineLine.refused(row.line(), line, rows.words(refused)));
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

    private static OfflineLine told(Read.Sold sold, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Activated activated -> told(sold, TillRequest.State.ACTIVATED, null);
            case Outcome.Declined declined ->
                    told(sold, TillRequest.State.DECLINED, declined.text());
        };
    }

    private static OfflineLine told(
            Read.Sold sold, TillRequest.State state, @Nullable Text reason) {
        return new OfflineLine(
                sold.number(),
                sold.line().requestId(),
                sold.line().serial(),
                state.label(),
                reason == null ? null : reason.toString(),
                reason);
    }
}
