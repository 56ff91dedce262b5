package io.counterfoil.activation;

import io.counterfoil.platform.Amount;
import io.counterfoil.platform.CsvReader;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.TypedNumbers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads sales out of the lines of a table, as spreadsheets and tills write it: the first line names
 * the columns, in any order.
 */
final class OfflineRows {
    private static final List<String> NEEDED = List.of("request_id", "serial", "sold_at");

    /** Tables of tills may have more; those mean nothing here, and are not looked at. */
    private static final List<String> KNOWN =
            List.of("request_id", "terminal", "serial", "sold_at", "gtin", "price");

    private static final int LONGEST_SHOWN = 100;
    private static final int LONGEST_REASON = 500;
    private static final String FORMULA_STARTS = "=+-@";
    private static final Pattern ROUNDED = Pattern.compile("[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+");
    private static final List<DateTimeFormatter> WALL_CLOCKS =
            List.of(
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME,
                    DateTimeFormatter.ofPattern("uuuu-MM-dd H:mm[:ss]", Locale.ROOT),
                    DateTimeFormatter.ofPattern("d.M.uuuu H:mm[:ss]", Locale.ROOT));

    private final Map<String, Integer> columns = new HashMap<>();
    private final ZoneId zone;
    private final Currency currency;

    /**
     * Rows below these names.
     *
     * @param zone of times without an offset
     * @param currency of prices
     * @throws Refused if a name is missing
     */
    OfflineRows(CsvReader.Row names, ZoneId zone, Currency currency) {
        this.zone = zone;
        this.currency = currency;
        for (int i = 0; i < names.cells().size(); i++) {
            String name = names.cells().get(i).strip().toLowerCase(Locale.ROOT);
            if (KNOWN.contains(name)) {
                columns.put(name, i);
            }
        }
        if (!columns.keySet().containsAll(NEEDED)) {
            throw Refused.field(
                    "table",
                    Text.of(
                            "The first line has to name the columns request_id, serial and"
                                    + " sold_at, and may name terminal, gtin and price. Missing:"
                                    + " {columns}.",
                            "columns",
                            NEEDED.stream() .filter(name -> !columns.containsKey(name)) .collect(Collectors.joining(", "))));
        }
    }

    /** What a line says; what is missing is null. */
    record Line(@Nullable String requestId, @Nullable String serial) {}

    /** The line as it stands there, to name it in the answer. */
    Line line(CsvReader.Row row) {
        return new Line(shown(cell(row, "request_id")), shown(cell(row, "serial")));
    }

    private static @Nullable String shown(@Nullable String cell) {
        return cell == null ? null : plain(cell, LONGEST_SHOWN);
    }

    /** What is wrong in which column, in the words of a table. */
    Text words(Refused refused) {
        return refused.fields().stream()
                .map(problem -> TypedNumbers.amount(problem, currency))
                .map(
                        problem ->
                                Text.of(
                                        "{column}: {reason}",
                                        "column",
                                        problem.field(),
                                        "reason",
                                        problem.text()))
                .reduce((some, more) -> Text.of("{some} {more}", "some", some, "more", more))
                .orElseGet(refused::text);
    }

    /** What is kept of a reason in English. */
    static String plain(Text reason) {
        return plain(reason.toString(), LONGEST_REASON);
    }

    /** The beginning of a text, without control characters. */
    static String plain(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest))
                .replaceAll("[\\p{Cc}\\p{Cs}]", " ");
    }

    /**
     * The sale of a line.
     *
     * @throws Refused with what is wrong in which column
     */
    NewActivation sale(CsvReader.Row row) {
        Fields fields = new Fields();
        for (String column : KNOWN) {
            String cell = cell(row, column);
            if (cell != null && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0) {
                fields.problem(
                        column, "This begins as a formula does. Write the plain text or number.");
            } else if (cell != null && ROUNDED.matcher(cell).matches()) {
                fields.problem(
                        column,
                        "A spreadsheet has shortened this number. Make the column a text column,"
                                + " fill it again and save the table once more.");
            }
        }
        fields.done();
        String price = cell(row, "price");
        return new NewActivation(
                cell(row, "request_id"),
                cell(row, "terminal"),
                cell(row, "serial"),
                cell(row, "gtin"),
                price == null ? null : new Amount(price.replace(',', '.'), currency.getCurrencyCode()));
    }

    /**
     * When the item of a line was sold.
     *
     * @throws Refused if that is no time
     */
    Instant soldAt(CsvReader.Row row) {
        String cell = cell(row, "sold_at");
        return Optional.ofNullable(cell)
                .flatMap(this::moment)
                .orElseThrow(
                        () ->
                                Refused.field(
                                        "sold_at",
                                        "A time such as 2026-11-04 10:15 or"
                                                + " 2026-11-04T10:15:00+01:00."));
    }

    private Optional<Instant> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException noOffset) {
            return WALL_CLOCKS.stream().flatMap(clock -> onWall(clock, text).stream()).findFirst();
        }
    }

    private Optional<Instant> onWall(DateTimeFormatter clock, String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, clock).atZone(zone).toInstant());
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    private @Nullable String cell(CsvReader.Row row, String column) {
        Integer index = columns.get(column);
        if (index == null || index >= row.cells().size()) {
            return null;
        }
        String cell = row.cells().get(index).strip();
        return cell.isEmpty() ? null : cell;
    }
}
