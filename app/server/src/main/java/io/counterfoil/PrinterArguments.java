package io.counterfoil;

import io.counterfoil.printing.layout.Printer;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** The printer and by how much it misses, as options of a command. */
final class PrinterArguments {
    private static final double EXACT_PER_CENT = 100;

    private PrinterArguments() {}

    static void addTo(Subparser arguments) {
        arguments
                .addArgument("--dpi")
                .type(Integer.class)
                .setDefault(Printer.DEFAULT_DPI)
                .metavar("NUMBER")
                .help("the printer's dots per inch: symbols are made of whole ones");
        number(arguments, "--offset-x", "offsetX", 0, "MM", "moves everything to the right");
        number(arguments, "--offset-y", "offsetY", 0, "MM", "moves everything down");
        number(
                arguments,
                "--scale-x",
                "scaleX",
                EXACT_PER_CENT,
                "PERCENT",
                "stretches distances from the left edge");
        number(
                arguments,
                "--scale-y",
                "scaleY",
                EXACT_PER_CENT,
                "PERCENT",
                "stretches distances from the upper edge");
    }

    private static void number(
            Subparser arguments,
            String option,
            String name,
            double exact,
            String unit,
            String help) {
        arguments
                .addArgument(option)
                .dest(name)
                .type(Double.class)
                .setDefault(exact)
                .metavar(unit)
                .help(help + "; the command alignment makes a page that shows by how much");
    }

    /** The printer. */
    static Printer printer(Namespace arguments) {
        try {
            return new Printer(
                    arguments.getInt("dpi"),
                    arguments.getDouble("offsetX"),
                    arguments.getDouble("offsetY"),
                    arguments.getDouble("scaleX"),
                    arguments.getDouble("scaleY"));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
