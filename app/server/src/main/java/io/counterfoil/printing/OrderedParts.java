package io.counterfoil.printing;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.Printer;
import io.counterfoil.printing.printers.NamedPrinter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what an order says of its parts.
 *
 * @param printers the provider's printers by their ids
 */
record OrderedParts(Fields fields, Map<UUID, NamedPrinter> printers) {
    private static final int MOST_PARTS = 8;
    private static final int LONGEST_NAME = 64;

    /** The parts; problems are noted. */
    List<PrintPart> of(NewPrintRun wanted) {
        if (wanted.parts() == null) {
            return List.of(part("", wanted.onlyPart()));
        }
        if (!wanted.onlyPart().equals(new NewPrintRun.NewPart(null, null))) {
            fields.problem("parts", "Send either parts, or one layout and its sheet.");
        }
        if (wanted.parts().isEmpty() || wanted.parts().size() > MOST_PARTS) {
            fields.problem("parts", Text.of(
                    "From 1 to {most} parts.",
                    "most",
                    MOST_PARTS));
        }
        List<PrintPart> parts = new ArrayList<>();
        Set<String> layouts = new HashSet<>();
        for (NewPrintRun.NewPart wantedPart : wanted.parts()) {
            String prefix = "parts.[" + parts.size() + "].";
            PrintPart part = part(prefix, wantedPart);
            if (!layouts.add(part.layout())) {
                fields.problem(prefix + "layout", "Each layout stands in a run only once.");
            }
            parts.add(part);
        }
        return parts;
    }

    private PrintPart part(String prefix, NewPrintRun.NewPart wanted) {
        Optional<NamedPrinter> printer = printer(prefix, wanted);
        return new PrintPart(
                fields.text(prefix + "layout", wanted.layout(), LONGEST_NAME),
                fields.text(prefix + "sheet", wanted.sheet(), LONGEST_NAME),
                placing(prefix, wanted),
                printer.map(NamedPrinter::printer).orElse(Printer.exact(Printer.DEFAULT_DPI)),
                printer.map(NamedPrinter::name).orElse(null));
    }

    private Placing placing(String prefix, NewPrintRun.NewPart wanted) {
        Placing plain = Placing.PLAIN;
        return new Placing(
                wanted.start() == null
                        ? plain.start()
                        : fields.number(prefix + "start", wanted.start(), 1, Placing.HIGHEST_START),
                wanted.order() == null
                        ? plain.order()
                        : fields.oneOf(prefix + "order", wanted.order(), Placing.Order.class),
                wanted.flip() == null
                        ? plain.flip()
                        : fields.oneOf(prefix + "flip", wanted.flip(), Placing.Flip.class),
                wanted.slips() == null ? plain.slips() : wanted.slips());
    }

    private Optional<NamedPrinter> printer(String prefix, NewPrintRun.NewPart wanted) {
        if (wanted.printer() == null) {
            return Optional.empty();
        }
        UUID id = fields.id(prefix + "printer", wanted.printer());
        Optional<NamedPrinter> printer = Optional.ofNullable(printers.get(id));
        if (printer.isEmpty()) {
            fields.problem(
                    prefix + "printer",
                    "There is no such printer. Copy its id from GET /api/v1/printers.");
        }
        return printer;
    }
}
