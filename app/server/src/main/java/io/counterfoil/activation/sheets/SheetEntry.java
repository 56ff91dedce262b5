package io.counterfoil.activation.sheets;

import io.counterfoil.access.Providers;
import io.counterfoil.activation.Activations;
import io.counterfoil.activation.BasketView;
import io.counterfoil.activation.Baskets;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.Outcome;
import io.counterfoil.activation.TillEntry;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sells what was written on a sheet, line by line, each in a transaction of its own. Sheet and line
 * are the key of the sale: who enters a line again sells nothing twice, and who enters another item
 * as the same line is told so.
 */
public final class SheetEntry {
    /** People's watches go wrong by less than this. */
    private static final Duration ASTRAY = Duration.ofHours(1);

    private final Transactions transactions;
    private final Activations activations;
    private final Baskets baskets;
    private final Items items;
    private final Providers providers;

    /** Sales by {@code activations}; times without an offset are those of {@code providers}. */
    public SheetEntry(
            Transactions transactions,
            Activations activations,
            Baskets baskets,
            Items items,
            Providers providers) {
        this.transactions = transactions;
        this.activations = activations;
        this.baskets = baskets;
        this.items = items;
        this.providers = providers;
    }

    /**
     * Enters lines of a sheet.
     *
     * @return what became of each, in their order
     * @throws Refused if there are none, or more than a sheet has
     */
    public List<SheetLine> enter(
            Caller caller, ActivationSheet sheet, @Nullable List<NewSheetLine> lines) {
        if (lines == null || lines.isEmpty() || lines.size() > sheet.lines()) {
            throw Refused.field(
                    "lines", Text.of("Send one to {most} lines.", "most", sheet.lines()));
        }
        Clocks clocks =
                transactions.read(caller, tx -> new Clocks(tx.now(), providers.of(tx).zone()));
        return lines.stream().map(line -> enter(caller, sheet, line, clocks)).toList();
    }

    /** What was entered of a sheet so far, in the order of its lines. */
    public List<SheetLine> entered(Caller caller, ActivationSheet sheet) {
        return baskets.view(caller, sheet.terminal(), sheet.receipt()).lines().stream()
                .map(BasketView.Line::entry)
                .flatMap(
                        entry ->
                                sheet.line(entry.requestId()).stream()
                                        .mapToObj(number -> entered(number, entry)))
                .sorted(Comparator.comparing(line -> Objects.requireNonNull(line.line())))
                .toList();
    }

    /**
     * A line that was sold, as the page shows it.
     *
     * @param product what the item is
     * @param price what the customer paid
     * @param soldAt when, by the paper
     */
    public record SoldLine(
            @Nullable String product, @Nullable Money price, @Nullable Instant soldAt) {}

    /** What each line sold that named an item, by its number as it is written. */
    Map<String, SoldLine> sold(Caller caller, ActivationSheet sheet) {
        Map<String, SoldLine> sold = new HashMap<>();
        for (BasketView.Line line :
                baskets.view(caller, sheet.terminal(), sheet.receipt()).lines()) {
            sheet.line(line.entry().requestId())
                    .ifPresent(
                            number ->
                                    sold.put(
                                            Integer.toString(number),
                                            new SoldLine(
                                                    line.product(),
                                                    line.price(),
                                                    line.entry().soldAt())));
        }
        return sold;
    }

    /** What time it is, and by whose clocks. */
    private record Clocks(Instant now, ZoneId zone) {}

    private SheetLine enter(
            Caller caller, ActivationSheet sheet, NewSheetLine line, Clocks clocks) {
        try {
            Fields fields = new Fields();
            int number = fields.number("line", line.line(), 1, sheet.lines());
            Optional<Instant> soldAt = soldAt(fields, sheet, line.soldAt(), clocks);
            if (line.serial() == null || line.serial().isBlank()) {
                fields.problem("serial", "Which item was sold?");
            }
            fields.done();
            NewActivation sale =
                    new NewActivation(
                            sheet.request(number),
                            sheet.terminal().toString(),
                            line.serial(),
                            null,
                            line.price());
            return switch (activations.enter(caller, sale, sheet.receipt(), soldAt.orElseThrow())) {
                case Outcome.Activated sold -> answer(line, "activated", null);
                case Outcome.Declined declined -> answer(line, "declined", declined.text());
            };
        } catch (Refused refused) {
            Text why = why(refused, line);
            return new SheetLine(
                    line.line(),
                    line.serial(),
                    "refused",
                    why.toString(),
                    refused.fields(),
                    similar(caller, sheet, line.serial()),
                    why);
        }
    }

    private static SheetLine answer(NewSheetLine line, String state, @Nullable Text why) {
        return SheetLine.of(line.line(), line.serial(), state, why);
    }

    private static Text why(Refused refused, NewSheetLine line) {
        return refused.type() == ProblemType.KEY_REUSED
                ? Text.of(
                        "Line {line} was entered with another item or price before. If the paper says this one, write it on a free line and enter that one.",
                        "line",
                        String.valueOf(line.line()))
                : refused.text();
    }

    private static Optional<Instant> soldAt(
            Fields fields, ActivationSheet sheet, @Nullable String text, Clocks clocks) {
        Optional<Instant> soldAt =
                fields.parsed(
                        "sold_at",
                        text,
                        moment -> moment(moment, clocks.zone()),
                        "A day and a time, such as 2026-11-27 18:05.");
        soldAt.filter(moment -> moment.isAfter(clocks.now().plus(ASTRAY)))
                .ifPresent(moment -> fields.problem("sold_at", "This is in the future."));
        soldAt.filter(moment -> moment.isBefore(sheet.madeAt().minus(ASTRAY)))
                .ifPresent(
                        moment ->
                                fields.problem(
                                        "sold_at",
                                        "This sheet was not made by then. Compare day and time"
                                                + " with the paper."));
        return soldAt;
    }

    private static Instant moment(String text, ZoneId zone) {
        String iso = text.strip().replace(' ', 'T');
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        iso, OffsetDateTime::from, LocalDateTime::from)
                        instanceof OffsetDateTime moment
                ? moment.toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }

    /** What the shop has in stock that somebody may have meant with a number that is none. */
    private List<String> similar(
            Caller caller, ActivationSheet sheet, @Nullable String serial) {
        if (serial == null || SerialNumber.parse(serial) instanceof SerialNumber.Parsed.Valid) {
            return List.of();
        }
        return transactions.read(
                caller,
                tx ->
                        SerialNumber.near(serial).stream()
                                .filter(near -> isInStock(tx, sheet, near))
                                .map(SerialNumber::toString)
                                .toList());
    }

    private boolean isInStock(Tx tx, ActivationSheet sheet, SerialNumber serial) {
        return items.find(tx, serial)
                .filter(item -> item.state() == ItemState.RECEIVED)
                .filter(item -> sheet.retailer().equals(item.retailer()))
                .isPresent();
    }

    private static SheetLine entered(int number, TillEntry entry) {
        return SheetLine.of(number, entry.serial(), entry.state(), entry.reason());
    }
}
