package io.counterfoil.activation.sheets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The page for a sheet's later entry, line by line: what is typed there, and what it shows. */
final class SheetForm {
    /** Of these lines nothing more can come. */
    private static final Set<String> SETTLED = Set.of("activated", "reversed", "returned");

    private SheetForm() {}

    /**
     * A line as the page shows it.
     *
     * @param serial what stands in its field
     * @param day likewise
     * @param time likewise
     * @param answer what became of it, or null
     */
    public record Row(
            int number, String serial, String day, String time, @Nullable SheetLine answer) {

        /** Whether somebody wrote something into it that has to be entered. */
        boolean isFilled() {
            if (answer != null && SETTLED.contains(answer.state())) {
                return false;
            }
            boolean asBefore = answer != null && serial.equals(answer.serial());
            return !time.isEmpty() || (!serial.isEmpty() && !asBefore);
        }
    }

    /**
     * All lines of a sheet with what was typed; a day that is left out is that of the line above.
     *
     * @param typed what stands in a field of the form, by its name
     */
    static List<Row> typed(
            ActivationSheet sheet,
            Function<String, @Nullable String> typed,
            List<SheetLine> entered) {
        Map<Integer, SheetLine> before = byLine(entered);
        List<Row> rows = new ArrayList<>();
        String day = "";
        for (int number = 1; number <= sheet.lines(); number++) {
            String ownDay = text(typed, "day_" + number);
            day = ownDay.isEmpty() ? day : ownDay;
            String serial = text(typed, "serial_" + number);
            String time = text(typed, "time_" + number);
            rows.add(
                    new Row(
                            number,
                            serial,
                            serial.isEmpty() && time.isEmpty() ? ownDay : day,
                            time,
                            before.get(number)));
        }
        return rows;
    }

    /** The lines to be entered. */
    static List<NewSheetLine> lines(List<Row> rows) {
        return rows.stream()
                .filter(Row::isFilled)
                .map(
                        row ->
                                new NewSheetLine(
                                        row.number(),
                                        row.serial(),
                                        row.day() + "T" + row.time(),
                                        null))
                .toList();
    }

    /** The same rows after they were entered: nothing that was typed is lost. */
    static List<Row> answered(List<Row> rows, List<SheetLine> answers) {
        Map<Integer, SheetLine> answered = byLine(answers);
        return rows.stream()
                .map(
                        row ->
                                new Row(
                                        row.number(),
                                        row.serial(),
                                        row.day(),
                                        row.time(),
                                        answered.getOrDefault(row.number(), row.answer())))
                .toList();
    }

    /** What the page shows of a sheet before anything is typed. */
    static List<Row> shown(ActivationSheet sheet, List<SheetLine> entered) {
        Map<Integer, SheetLine> before = byLine(entered);
        return IntStream.rangeClosed(1, sheet.lines())
                .mapToObj(
                        number -> {
                            SheetLine line = before.get(number);
                            String serial = line == null ? null : line.serial();
                            return new Row(number, serial == null ? "" : serial, "", "", line);
                        })
                .toList();
    }

    private static Map<Integer, SheetLine> byLine(List<SheetLine> lines) {
        Map<Integer, SheetLine> byLine = new HashMap<>();
        lines.forEach(line -> byLine.put(line.line(), line));
        return byLine;
    }

    private static String text(Function<String, @Nullable String> typed, String field) {
        String text = typed.apply(field);
        return text == null ? "" : text.strip();
    }
}
