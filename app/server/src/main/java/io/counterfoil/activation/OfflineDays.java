package io.counterfoil.activation;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.CsvException;
import io.counterfoil.platform.CsvReader;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sales that a shop made while its tills could not ask, in a table. Each line is a sale of its own,
 * by its request id: the table can be sent again, and what came through online meanwhile is the same
 * sale. What was paid and can't be sold any more becomes a case.
 */
public final class OfflineDays {
    /** The most lines of a table. */
    static final int MOST_LINES = 100_000;

    /** The most bytes of one. */
    public static final long LONGEST = 16L << 20;

    /** Clocks of tills go wrong by less than this. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final Transactions transactions;
    private final Activations activations;
    private final Providers providers;
    private final InstantSource clock;

    /** Sales by {@code activations}; times without an offset are those of {@code providers}. */
    public OfflineDays(
            Transactions transactions,
            Activations activations,
            Providers providers,
            InstantSource clock) {
        this.transactions = transactions;
        this.activations = activations;
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * What became of a line.
     *
     * @param line where it stands, counted from 1
     * @param state {@code activated}, {@code declined} or {@code refused}
     * @param reason why it was not sold; null if it was
     */
    public record OfflineLine(
            int line,
            @Nullable String requestId,
            @Nullable String serial,
            String state,
            @Nullable String reason) {}

    /**
     * Sells what a table says, line by line.
     *
     * @param table CSV in UTF-8; read to its end
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @return what became of each line, in their order
     * @throws Refused if the first line does not name the columns
     */
    public List<OfflineLine> enter(
            Caller caller, InputStream table, @Nullable UUID ownTerminal) {
        Provider provider = transactions.read(caller, providers::of);
        List<OfflineLine> lines = new ArrayList<>();
        try (CsvReader reader = new CsvReader(table)) {
            Optional<CsvReader.Row> names = reader.next();
            OfflineRows rows =
                    new OfflineRows(
                            names.orElseGet(() -> new CsvReader.Row(1, List.of())),
                            provider.zone(),
                            provider.currency().getCurrencyCode());
            Optional<CsvReader.Row> row = reader.next();
            while (row.isPresent() && lines.size() < MOST_LINES) {
                lines.add(enter(caller, rows, row.get(), ownTerminal));
                row = reader.next();
            }
            if (row.isPresent()) {
                lines.add(
                        new OfflineLine(
                                row.get().line(),
                                null,
                                null,
                                "refused",
                                "A table may have %d lines. Send the rest in another one."
                                        .formatted(MOST_LINES)));
            }
            table.transferTo(OutputStream.nullOutputStream());
        } catch (CsvException broken) {
            if (lines.isEmpty()) {
                throw Refused.field("table", String.valueOf(broken.getMessage()));
            }
            lines.add(
                    new OfflineLine(
                            lines.getLast().line() + 1,
                            null,
                            null,
                            "refused",
                            "Nothing was read from here on: " + broken.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private OfflineLine enter(
            Caller caller, OfflineRows rows, CsvReader.Row row, @Nullable UUID ownTerminal) {
        OfflineRows.Line line = rows.line(row);
        try {
            Sale sale = Sale.of(rows.sale(row), ownTerminal);
            Instant soldAt = rows.soldAt(row);
            if (soldAt.isAfter(clock.instant().plus(AHEAD))) {
                throw Refused.field("sold_at", "This is in the future.");
            }
            return switch (activations.activate(caller, sale.at(soldAt))) {
                case Outcome.Activated sold -> told(row, line, TillRequest.State.ACTIVATED, null);
                case Outcome.Declined declined ->
                        told(row, line, TillRequest.State.DECLINED, declined.reason());
            };
        } catch (Refused refused) {
            return new OfflineLine(
                    row.line(), line.requestId(), line.serial(), "refused", words(refused));
        }
    }

    private static OfflineLine told(
            CsvReader.Row row,
            OfflineRows.Line line,
            TillRequest.State state,
            @Nullable String reason) {
        return new OfflineLine(
                row.line(), line.requestId(), line.serial(), state.label(), reason);
    }

    private static String words(Refused refused) {
        return refused.fields().isEmpty()
                ? refused.detail()
                : refused.fields().stream()
                        .map(problem -> problem.field() + ": " + problem.message())
                        .collect(Collectors.joining(" "));
    }
}
