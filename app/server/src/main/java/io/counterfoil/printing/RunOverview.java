package io.counterfoil.printing;

import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.bureau.Bureau;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.web.Page;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The page of a run: all that is known of it, in the words that people ordered it with. */
public final class RunOverview {
    private final PrintRuns runs;
    private final Lists lists;
    private final Products products;
    private final OwnTemplates templates;
    private final Bureaus bureaus;

    /** What a run has several of. */
    public record Lists(
            RunFiles files, Downloads downloads, Reprints reprints, BureauReplies replies) {}

    /** Pages of {@code runs}, with the names that the others know. */
    public RunOverview(
            PrintRuns runs,
            Lists lists,
            Products products,
            OwnTemplates templates,
            Bureaus bureaus) {
        this.runs = runs;
        this.lists = lists;
        this.products = products;
        this.templates = templates;
        this.bureaus = bureaus;
    }

    /**
     * What is printed on what.
     *
     * @param layout its name, for the proof
     * @param title what people call the layout
     * @param sheet what people call the sheet
     * @param options how it is printed, where that was chosen
     */
    record Part(String layout, Text title, Text sheet, List<Text> options) {}

    /** The page of a run that the caller may see. */
    Page page(Caller caller, UUID run) {
        return page(caller, runs.find(caller, run));
    }

    /** The same of a run that was read already. */
    Page page(Caller caller, PrintRuns.Counted counted) {
        PrintRun run = counted.run();
        List<Reprint> again = lists.reprints().list(caller, run.id());
        Product product = products.find(caller, run.product());
        LocalDate lastDay = counted.redeemBy();
        return Page.of("console/print-run")
                .about("run", run.id())
                .with("run", PrintRunAnswer.of(counted, lists.files().listAsOfNow(caller, run)))
                .with("product", product.name() + ", " + product.sku())
                .with("lastDay", lastDay == null ? null : Text.of("{day}", "day", lastDay))
                .with("packed", runs.isPacked(caller, run))
                .with("parts", parts(templates.list(caller), run))
                .with("bureau", run.bureau() == null ? null : bureauOf(caller, run))
                .with(
                        "forNobody",
                        run.bureau() == null
                                && run.parts().stream().anyMatch(PrintPart::isForBureau))
                .with("replies", lists.replies().list(caller, run.id()))
                .with("downloads", lists.downloads().list(caller, run.id()))
                .with("printedAgainNow", again.stream().anyMatch(Reprint::isUnderWay))
                .with("reprintWaits", again.stream().anyMatch(Reprint::waits))
                .with(
                        "reprints",
                        again.stream().map(ReprintsResource.ReprintAnswer::of).toList());
    }

    private @Nullable String bureauOf(Caller caller, PrintRun run) {
        return bureaus.list(caller, new Listing(Listing.MOST, null)).items().stream()
                .filter(bureau -> bureau.id().equals(run.bureau()))
                .map(Bureau::name)
                .findAny()
                .orElse(null);
    }

    private static List<Part> parts(TemplateList titles, PrintRun run) {
        return run.parts().stream()
                .map(
                        part ->
                                new Part(
                                        part.layout(),
                                        titles.layoutTitle(part.layout()),
                                        titles.sheetTitle(part.sheet()),
                                        options(part)))
                .toList();
    }

    private static List<Text> options(PrintPart part) {
        Placing placing = part.placing();
        List<Text> options = new ArrayList<>();
        if (placing.start() > 1) {
            options.add(Text.of("from label {label} on", "label", placing.start()));
        }
        if (placing.order() == Placing.Order.STACK) {
            options.add(Text.of("through the stack"));
        }
        if (placing.flip() == Placing.Flip.SHORT) {
            options.add(Text.of("turned over the short edge"));
        }
        if (placing.slips()) {
            options.add(Text.of("with header and trailer"));
        }
        if (part.printerName() != null) {
            options.add(Text.of("for the printer {printer}", "printer", part.printerName()));
        }
        return options;
    }
}
