package io.counterfoil;

import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.layout.Columns;
import io.counterfoil.printing.layout.Goods;
import io.counterfoil.printing.layout.Issuer;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.PrintEngine;
import io.counterfoil.printing.layout.PrintJob;
import io.counterfoil.printing.layout.TemplateCheck;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.TemplateList.SheetEntry;
import io.counterfoil.printing.layout.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** {@code check-layout NAME-or-FILE.json}: whether it can be printed, and why not. */
final class CheckLayoutCommand extends TemplatesCommand {
    private static final String JSON = ".json";

    /** What an item may show; a layout that shows less lets the others go. */
    private static final Map<String, String> SAMPLE =
            Map.of(
                    "serial", "10000000000019",
                    "code", "0000-0000-0000-0000",
                    "sscc", "340123450000000010",
                    "serial_from", "10000000000019",
                    "serial_to", "10000000000019",
                    "without",
                            "Without 10000000000024-10000000000097, 10000000000137-10000000000168",
                    "retailer", "Harbour Books",
                    "items", "100",
                    "outlet", "Pier 4");

    CheckLayoutCommand() {
        super("check-layout", "Says whether a layout can be printed, and why not");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        arguments
                .addArgument("layout")
                .metavar("NAME-or-FILE.json")
                .help("a layout by its name, or the file of one; its artwork lies beside it");
        arguments
                .addArgument("--sheet")
                .metavar("NAME")
                .help("the sheet to print it on; without it, the first one that it fits on");
        JobArguments.addTo(arguments);
        BrandArguments.addTo(arguments);
        PrinterArguments.addTo(arguments);
        arguments.epilog(
                "Texts that you don't give are made up, so give those that you will print: whether"
                        + " they fit is checked too.");
    }

    @Override
    void run(Namespace arguments, Templates templates) {
        String wanted = arguments.getString("layout");
        boolean isFile = wanted.endsWith(JSON);
        Path file = Path.of(wanted);
        if (isFile && !Files.isRegularFile(file)) {
            throw new CommandException("There is no file " + wanted + ".");
        }
        check(
                arguments,
                isFile ? name(file) : wanted,
                isFile ? Templates.inTurn(Templates.ofLayout(file), templates) : templates);
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - JSON.length());
        if (!Templates.NAME.matcher(stem).matches()) {
            throw new CommandException(
                    "A layout is named with small letters, digits and hyphens; please rename "
                            + name
                            + ".");
        }
        return stem;
    }

    private static void check(Namespace arguments, String layout, Templates templates) {
        TemplateList list = new TemplateList(templates);
        List<String> fitting =
                list.sheets().stream()
                        .filter(sheet -> sheet.layouts().contains(layout))
                        .map(SheetEntry::name)
                        .toList();
        @Nullable String wanted = arguments.getString("sheet");
        if (wanted != null) {
            requireSheet(list, wanted);
        }
        String sheet = wanted == null ? first(fitting) : wanted;
        PrintJob job = job(arguments, layout, sheet);
        Columns columns = Columns.of(List.of(SAMPLE).iterator());
        switch (new PrintEngine(templates).prepare(job, columns)) {
            case Prepared.Refused refused -> throw new CommandException(refused.reason());
            case Prepared.Ready ready -> {
                if (fitting.isEmpty()) {
                    throw new CommandException("It fits on none of the sheets there are.");
                }
                TemplateCheck.legibility(templates, layout, job.issuer().brand().colours())
                        .ifPresent(
                                illegible -> {
                                    throw new CommandException(illegible);
                                });
                say(
                        "%s can be printed on %s at %d dpi."
                                .formatted(layout, sheet, job.printer().dpi()));
                say("It fits on %s.".formatted(String.join(", ", fitting)));
            }
        }
    }

    /** A layout that fits on no sheet is drawn for the bureau, to find what else is wrong. */
    private static String first(List<String> fitting) {
        return fitting.isEmpty() ? "bureau" : fitting.getFirst();
    }

    private static PrintJob job(Namespace arguments, String layout, String sheet) {
        Map<String, String> texts = JobArguments.texts(arguments);
        String webAddress = texts.getOrDefault("web_address", "backup.example.com");
        return new PrintJob(
                new UUID(0, 0),
                layout,
                sheet,
                new Goods(
                        texts.getOrDefault("product", "Select Backup"),
                        texts.getOrDefault("price", "49.00 EUR"),
                        texts.getOrDefault("term", "1 year"),
                        JobArguments.gtin(arguments).or(CheckLayoutCommand::sampleGtin)),
                new Issuer(
                        texts.getOrDefault("provider", "Harbour Data"),
                        webAddress,
                        texts.getOrDefault("redeem_url", "https://" + webAddress + "/redeem"),
                        BrandArguments.brand(arguments)),
                PrinterArguments.printer(arguments),
                Placing.PLAIN,
                Optional.empty());
    }

    private static Optional<Gtin> sampleGtin() {
        return Optional.of(new Gtin("04006381333931"));
    }
}
