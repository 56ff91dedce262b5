package io.counterfoil;

import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.Templates;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** {@code sheets [--layout NAME]}: on what it can be printed. */
final class SheetsCommand extends TemplatesCommand {

    SheetsCommand() {
        super("sheets", "Lists the sheets, all or those that a layout fits on");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        arguments
                .addArgument("--layout")
                .metavar("NAME")
                .help("only the sheets that this layout fits on");
    }

    @Override
    void run(Namespace arguments, Templates templates) {
        TemplateList list = new TemplateList(templates);
        @Nullable String wanted = arguments.getString("layout");
        if (wanted != null) {
            layout(list, wanted);
        }
        TextTable table = new TextTable("SHEET", "A PAGE", "MEASURES", "TITLE");
        list.sheets().stream()
                .filter(sheet -> wanted == null || sheet.layouts().contains(wanted))
                .forEach(
                        sheet ->
                                table.row(
                                        sheet.name(),
                                        String.valueOf(sheet.perPage()),
                                        sheet.verified() ? "checked" : "not checked",
                                        sheet.title().toString()));
        table.lines().forEach(TemplatesCommand::say);
    }
}
