package io.counterfoil;

import io.counterfoil.printing.layout.AlignmentPages;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.lists.WholeFile;
import java.nio.file.Path;
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
        PrinterArguments.addTo(arguments);
        arguments.epilog(
                "Print the page on plain paper in actual size, hold it against a sheet, and read off"
                    + " the offsets and scales to print with.");
    }

    @Override
    void run(Namespace arguments, Templates templates) {
        TemplateList list = new TemplateList(templates);
        String sheet = arguments.getString("sheet");
        requireSheet(list, sheet);
        Optional<String> layout = Optional.ofNullable(arguments.getString("layout"));
        layout.ifPresent(name -> layout(list, name));
        AlignmentPages.Result page =
                new AlignmentPages(templates)
                        .page(sheet, layout, PrinterArguments.printer(arguments));
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
        say(out + ": print it on plain paper in actual size (100 %) and hold it against a sheet.");
    }
}
