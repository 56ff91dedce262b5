package io.counterfoil;

import io.counterfoil.platform.Text;
import io.counterfoil.printing.layout.AlignmentPages;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.lists.WholeFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code alignment --sheet NAME --out FILE.pdf}: where a printer prints a sheet's labels. */
final class AlignmentCommand extends TemplatesCommand {

    AlignmentCommand() {
        super("alignment", "Makes a page to hold against a sheet, to see how far a printer is off");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        arguments
                .addArgument("--sheet")
                .metavar("NAME")
                .required(true)
                .help("the sheet; the command sheets lists them");
        arguments
                .addArgument("--layout")
                .metavar("NAME")
                .help("what is printed on it; needed where a page is as large as the item");
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
                .addArgument("--flip")
                .choices("long", "short")
                .help(
                        "with its back too, as it lies when the printer turns the paper over this"
                                + " edge");
        PrinterArguments.addTo(arguments);
        arguments.epilog(
                "Print the page on plain paper in actual size, hold it against a sheet, and read off"
                    + " the offsets and scales to print with. Correct the front first; then the"
                    + " back is measured against it.");
    }

    @Override
    void run(Namespace arguments, Templates templates) {
        TemplateList list = new TemplateList(templates);
        String sheet = arguments.getString("sheet");
        requireSheet(list, sheet);
        Optional<String> layout = Optional.ofNullable(arguments.getString("layout"));
        layout.ifPresent(name -> layout(list, name));
        AlignmentPages.Result page =
                new AlignmentPages(templates, Text::toString)
                        .page(
                                sheet,
                                layout,
                                PrinterArguments.printer(arguments),
                                Optional.ofNullable(arguments.getString("flip"))
                                        .map(edge -> edge.toUpperCase(Locale.ROOT))
                                        .map(Placing.Flip::valueOf));
        byte[] pdf =
                switch (page) {
                    case AlignmentPages.Result.Ready ready -> ready.pdf();
                    case AlignmentPages.Result.Unknown unknown ->
                            throw new CommandException(unknown.reason());
                    case AlignmentPages.Result.Refused refused ->
                            throw new CommandException(refused.reason());
                };
        Path out = Path.of(arguments.getString("out"));
        WholeFile.write(out, arguments.getBoolean("force"), stream -> stream.write(pdf));
        say(
                out,
                out + ": print it on plain paper in actual size (100 %) and hold it against a sheet.");
    }
}
