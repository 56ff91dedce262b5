package io.counterfoil;

import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.TemplateList.LayoutEntry;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.lists.ListOrder;
import io.counterfoil.printing.lists.ListPrinter;
import io.counterfoil.printing.lists.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code print --layout … --sheet … --data … --out …}: a list of one's own as PDF. */
final class PrintCommand extends TemplatesCommand {

    PrintCommand() {
        super("print", "Prints a CSV file of your own into a PDF file");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        arguments
                .addArgument("--layout")
                .metavar("NAME")
                .required(true)
                .help("what to print; the command layouts lists them");
        arguments
                .addArgument("--sheet")
                .metavar("NAME")
                .required(true)
                .help("on what; the command sheets lists them");
        arguments
                .addArgument("--data")
                .metavar("FILE.csv")
                .required(true)
                .help("the items, one a row; see below");
        arguments
                .addArgument("--out")
                .metavar("FILE.pdf")
                .required(true)
                .help("the file to write; it must not exist yet");
        arguments
                .addArgument("--force")
                .action(Arguments.storeTrue())
                .help("replace that file if it exists");
        arguments
                .addArgument("--own-numbers")
                .dest("ownNumbers")
                .action(Arguments.storeTrue())
                .help("serials and codes are not Counterfoil's: print them as they stand");
        JobArguments.addTo(arguments);
        BrandArguments.addTo(arguments);
        PrinterArguments.addTo(arguments);
        PlacingArguments.addTo(arguments);
        BureauArguments.addTo(arguments);
        arguments.epilog(
                "The first row of the list names its columns: serial, code, and whatever else"
                        + " differs from item to item, such as product, price, term or gtin; the"
                        + " command layouts says what each layout shows. A row whose gtin is empty"
                        + " has no price symbol. A column copies says how often a row is printed."
                        + " Commas, semicolons and tabs are understood, and UTF-8 with or without a"
                        + " mark. Serials, codes and GTINs are proved by their check symbols, a"
                        + " serial that stands in two rows is refused, and nothing is written"
                        + " unless every row is right. A file for a bureau bears the date when the"
                        + " list was last changed, so that the same list gives the same file.");
    }

    @Override
    void run(Namespace arguments, Templates templates) throws IOException {
        TemplateList list = new TemplateList(templates);
        LayoutEntry layout = layout(list, arguments.getString("layout"));
        String sheet = arguments.getString("sheet");
        requireSheet(list, sheet);
        Path out = Path.of(arguments.getString("out"));
        ListOrder order =
                new ListOrder(
                        Path.of(arguments.getString("data")),
                        arguments.getBoolean("ownNumbers") ? Numbers.OWN : Numbers.MINTED,
                        layout.name(),
                        sheet,
                        PrinterArguments.printer(arguments),
                        PlacingArguments.placing(arguments),
                        JobArguments.texts(arguments),
                        JobArguments.gtin(arguments),
                        BrandArguments.brand(arguments),
                        BureauArguments.profile(arguments));
        ListPrinter.Printed printed =
                new ListPrinter(templates).print(order, out, arguments.getBoolean("force"));
        say(
                out,
                "%s: %s on %s. %s"
                        .formatted(
                                out,
                                count(printed.items(), "item"),
                                count(printed.pages(), "page"),
                                order.bureau().isPresent()
                                        ? forBureau(printed.conformance())
                                        : "Print it in actual size (100 %)."));
        if (layout.values().contains("code")) {
            say(out, "Whoever has this file has its codes: keep it as you keep the cards.");
        }
    }

    private static String forBureau(String conformance) {
        return conformance.equals("none")
                ? "It is not PDF/X; that takes --output-condition, --icc-profile and a layout whose"
                        + " artwork is SVG."
                : "It is " + conformance + ".";
    }

    private static String count(int number, String unit) {
        return "%,d %s%s".formatted(number, unit, number == 1 ? "" : "s");
    }
}
