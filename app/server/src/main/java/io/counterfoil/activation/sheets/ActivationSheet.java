package io.counterfoil.activation.sheets;

import io.counterfoil.codes.SheetNumber;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A sheet of paper on which a shop writes down what it sells while its till can't ask.
 *
 * @param number its number, digits only, the last of which is a check digit
 * @param terminal the id of the till that it stands in for
 * @param retailer the id of its retailer
 * @param terminalName the name of that
 * @param outletName the name of its outlet
 * @param lines how many lines it has, numbered from 1
 * @param pile the number of the first of those that were made together with it
 * @param madeAt when it was made; nothing that was sold before stands on it
 */
public record ActivationSheet(
        String number,
        UUID terminal,
        UUID retailer,
        String terminalName,
        String outletName,
        int lines,
        String pile,
        Instant madeAt) {
    /** How many lines fit on a page of either paper, so that digits can be written in boxes. */
    static final int LINES = 20;

    /** The same with what its terminal and the outlet of that are called. */
    ActivationSheet named(String terminalName, String outletName) {
        return new ActivationSheet(
                number, terminal, retailer, terminalName, outletName, lines, pile, madeAt);
    }

    /** What its sales have in common in the history of their items, as lines of one receipt. */
    String receipt() {
        return "sheet-" + number;
    }

    /** The request id of a line: the same line entered again is the same sale. */
    String request(int line) {
        return receipt() + "/" + line;
    }

    /** The line that a request id stands for; empty if it is not one of this sheet's. */
    OptionalInt line(String request) {
        return IntStream.rangeClosed(1, lines)
                .filter(line -> request(line).equals(request))
                .findAny();
    }

    /** As it is printed. */
    String printed() {
        return switch (SheetNumber.parse(number)) {
            case SheetNumber.Parsed.Valid valid -> valid.sheet().toString();
            case SheetNumber.Parsed.Invalid invalid ->
                    throw new IllegalStateException(invalid.reason());
        };
    }
}
