package io.counterfoil;

import io.counterfoil.printing.layout.Placing;
import java.util.Locale;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** How items come to lie on sheets, as options of a command. */
final class PlacingArguments {
    private PlacingArguments() {}

    static void addTo(Subparser arguments) {
        arguments
                .addArgument("--start")
                .type(Integer.class)
                .setDefault(Placing.PLAIN.start())
                .metavar("NUMBER")
                .help("the first free label of a sheet that is partly used, counted row by row");
        arguments
                .addArgument("--order")
                .choices("reading", "stack")
                .setDefault("reading")
                .help("row by row, or so that the piles are in sequence after a stack is cut");
        arguments
                .addArgument("--flip")
                .choices("long", "short")
                .setDefault("long")
                .help("over which edge the printer turns the paper, for layouts with a back");
        arguments
                .addArgument("--slips")
                .action(Arguments.storeTrue())
                .help("a first and a last card for the operator, which say what lies between");
    }

    /** How they lie. */
    static Placing placing(Namespace arguments) {
        try {
            return new Placing(
                    arguments.getInt("start"),
                    Placing.Order.valueOf(upper(arguments, "order")),
                    Placing.Flip.valueOf(upper(arguments, "flip")),
                    arguments.getBoolean("slips"));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private static String upper(Namespace arguments, String name) {
        return arguments.getString(name).toUpperCase(Locale.ROOT);
    }
}
