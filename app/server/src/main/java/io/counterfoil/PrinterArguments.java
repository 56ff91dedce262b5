package io.counterfoil;

import io.counterfoil.printing.layout.Correction;
import io.counterfoil.printing.layout.Printer;
import java.util.Objects;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** The printer and by how much it misses, as options of a command. */
final class PrinterArguments {
    private static final String FRONT = "";
    private static final String BACK = "back-";

    private PrinterArguments() {}

    static void addTo(Subparser arguments) {
        arguments
                .addArgument("--dpi")
                .type(Integer.class)
                .setDefault(Printer.DEFAULT_DPI)
                .metavar("NUMBER")
                .help("the printer's dots per inch: symbols are made of whole ones");
        numbers(arguments, FRONT, "; the command alignment makes a page that shows by how much");
        numbers(arguments, BACK, " on the back; else as on the front");
    }

    private static void numbers(Subparser arguments, String side, String more) {
        number(arguments, side + "offset-x", "MM", "moves everything to the right" + more);
        number(arguments, side + "offset-y", "MM", "moves everything down" + more);
        number(arguments, side + "scale-x", "PERCENT", "stretches lengths from the left" + more);
        number(arguments, side + "scale-y", "PERCENT", "stretches lengths from the top" + more);
    }

    private static void number(Subparser arguments, String name, String unit, String help) {
        arguments
                .addArgument("--" + name)
                .dest(name)
                .type(Double.class)
                .metavar(unit)
                .help(help);
    }

    /** The printer. */
    static Printer printer(Namespace arguments) {
        try {
            Correction front = correction(arguments, FRONT, Correction.NONE);
            return new Printer(
                    arguments.getInt("dpi"), front, correction(arguments, BACK, front));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** That of a side; what was not said of it is as in {@code usual}. */
    private static Correction correction(Namespace arguments, String side, Correction usual) {
        return new Correction(
                number(arguments, side + "offset-x", usual.offsetXMm()),
                number(arguments, side + "offset-y", usual.offsetYMm()),
                number(arguments, side + "scale-x", usual.scaleX()),
                number(arguments, side + "scale-y", usual.scaleY()));
    }

    private static double number(Namespace arguments, String name, double usual) {
        return Objects.requireNonNullElse(arguments.getDouble(name), usual);
    }
}
