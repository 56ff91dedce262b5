package io.counterfoil;

import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.layout.Templates;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code layouts}: what can be printed. */
final class LayoutsCommand extends TemplatesCommand {

    LayoutsCommand() {
        super("layouts", "Lists the layouts and what their items show");
    }

    @Override
    void run(Namespace arguments, Templates templates) {
        TextTable table = new TextTable("LAYOUT", "TITLE", "SIZE", "SHOWS");
        new TemplateList(templates)
                .layouts()
                .forEach(
                        layout ->
                                table.row(
                                        layout.name(),
                                        layout.title().toString(),
                                        layout.size(),
                                        String.join(", ", layout.values())));
        table.lines().forEach(TemplatesCommand::say);
    }
}
