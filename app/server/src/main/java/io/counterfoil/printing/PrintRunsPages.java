package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The print runs, and the form that orders one. */
@Path("/console/print-runs")
@Produces(MediaType.TEXT_HTML)
public final class PrintRunsPages {
    static final String HERE = "/console/print-runs";

    private final PrintOrders orders;
    private final PrintRuns runs;
    private final Products products;
    private final TemplateList templates;

    /** Pages over {@code runs}. */
    public PrintRunsPages(
            PrintOrders orders, PrintRuns runs, Products products, TemplateList templates) {
        this.orders = orders;
        this.runs = runs;
        this.products = products;
        this.templates = templates;
    }

    /** What the form sends; parts without a layout are left out. */
    record Form(
            @Nullable String product,
            @Nullable String quantity,
            List<String> layouts,
            List<String> sheets) {

        static Form of(MultivaluedMap<String, String> typed) {
            return new Form(
                    typed.getFirst("product"),
                    typed.getFirst("quantity"),
                    typed.getOrDefault("layout", List.of()),
                    typed.getOrDefault("sheet", List.of()));
        }
    }

    /** The newest runs, and the form. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(@Context Caller caller, @QueryParam("after") @Nullable String after) {
        return page(caller, Listing.of(null, after));
    }

    /** Orders a run and shows it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object order(@Context Caller caller, MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed);
        try {
            PrintRun run = orders.order(caller, wanted(form));
            return Flash.seeOther(HERE + "/" + run.id());
        } catch (Refused refused) {
            return page(caller, Listing.first()).with("form", form).refused(refused);
        }
    }

    private static NewPrintRun wanted(Form form) {
        List<NewPrintRun.NewPart> parts = new ArrayList<>();
        for (int i = 0; i < form.layouts().size() && i < form.sheets().size(); i++) {
            if (!form.layouts().get(i).isBlank()) {
                parts.add(
                        new NewPrintRun.NewPart(
                                form.layouts().get(i).strip(), form.sheets().get(i).strip()));
            }
        }
        return new NewPrintRun(form.product(), quantity(form.quantity()), null, null, parts);
    }

    private static @Nullable Integer quantity(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            // The order's own check says what a quantity is.
            return null;
        }
    }

    private Page page(Caller caller, Listing listing) {
        Slice<PrintRun> part = runs.list(caller, listing);
        List<Product> choice = products.list(caller, new Listing(Listing.MOST, null)).items();
        Map<UUID, String> names =
                choice.stream().collect(Collectors.toMap(Product::id, Product::name));
        return Page.of("console/print-runs")
                .with(
                        "runs",
                        part.map(
                                run ->
                                        new Row(
                                                PrintRunSummary.of(run),
                                                names.getOrDefault(run.product(), ""))))
                .with("products", choice)
                .with("layouts", templates.layouts())
                .with("sheets", templates.sheets());
    }

    /** A run with the name of its product. */
    record Row(PrintRunSummary run, String product) {}
}
