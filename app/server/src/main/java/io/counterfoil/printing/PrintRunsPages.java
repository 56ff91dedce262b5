package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.Medium;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.printers.Printers;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The print runs, and the form that orders one. */
@Path("/console/print-runs")
@Produces(MediaType.TEXT_HTML)
public final class PrintRunsPages {
    static final String HERE = "/console/print-runs";

    private static final String ON = "/";
    private static final Pattern PART = Pattern.compile("parts\\.\\[(\\d+)](?:\\.(\\w+))?");
    private static final Set<String> OPTIONS = Set.of("start", "order", "flip", "slips", "printer");

    private final PrintOrders orders;
    private final PrintRuns runs;
    private final Printers printers;
    private final Products products;
    private final OwnTemplates templates;
    private final Bureaus bureaus;

    /** Pages over {@code runs}. */
    public PrintRunsPages(
            PrintOrders orders,
            PrintRuns runs,
            Printers printers,
            Products products,
            OwnTemplates templates,
            Bureaus bureaus) {
        this.orders = orders;
        this.runs = runs;
        this.printers = printers;
        this.products = products;
        this.templates = templates;
        this.bureaus = bureaus;
    }

    /**
     * What the form sends.
     *
     * @param parts in each place of the form, a layout and its sheet with a {@value #ON} between,
     *     or nothing
     * @param options what was typed for the options of each place, by names such as {@code start-0}
     * @param bureau the id of a bureau, or nothing
     */
    record Form(
            @Nullable String product,
            @Nullable String quantity,
            List<String> parts,
            Map<String, String> options,
            @Nullable String bureau) {

        static Form of(MultivaluedMap<String, String> typed) {
            List<String> parts = typed.getOrDefault("part", List.of());
            Map<String, String> options = new HashMap<>();
            for (int place = 0; place < parts.size(); place++) {
                for (String option : OPTIONS) {
                    String name = option + "-" + place;
                    String text = typed.getFirst(name);
                    if (text != null && !text.isBlank()) {
                        options.put(name, text.strip());
                    }
                }
            }
            return new Form(
                    typed.getFirst("product"),
                    typed.getFirst("quantity"),
                    parts,
                    options,
                    typed.getFirst("bureau"));
        }

        /** The places that something was chosen for. */
        List<Integer> places() {
            return IntStream.range(0, parts.size())
                    .filter(place -> !parts.get(place).isBlank())
                    .boxed()
                    .toList();
        }

        NewPrintRun wanted() {
            return NewPrintRun.ofParts(
                    product,
                    TypedNumbers.whole(quantity),
                    places().stream().map(this::part).toList(),
                    bureau == null || bureau.isBlank() ? null : bureau);
        }

        /** A problem of a part stands at the place of the form that the part is from. */
        Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
            Matcher part = PART.matcher(problem.field());
            if (part.lookingAt()) {
                int place = places().get(Integer.parseInt(part.group(1)));
                String name = part.group(2);
                return new Refused.FieldProblem(
                        (name != null && OPTIONS.contains(name) ? name : "part") + "-" + place,
                        problem.message());
            }
            return problem.field().equals("parts")
                    ? problem.of("part-0")
                    : TypedNumbers.whole(problem, "quantity", quantity);
        }

        private NewPrintRun.NewPart part(int place) {
            String[] names = parts.get(place).strip().split(ON, 2);
            String start = options.get("start-" + place);
            return new NewPrintRun.NewPart(
                    names[0],
                    names.length == 1 ? "" : names[1],
                    start == null ? null : whole(start),
                    options.get("order-" + place),
                    options.get("flip-" + place),
                    options.containsKey("slips-" + place),
                    options.get("printer-" + place));
        }

        /** What is no number is refused by the order's own check, as 0 is. */
        private static int whole(String typed) {
            Integer number = TypedNumbers.whole(typed);
            return number == null ? 0 : number;
        }
    }

    /** A layout of items with the sheets that it fits on, as the form offers them. */
    record LayoutChoice(Text title, boolean showsCode, List<SheetChoice> sheets) {}

    /** A sheet for a layout; {@code part} stands for both. */
    record SheetChoice(String part, Text title, boolean verified) {}

    /**
     * A product as the form offers it.
     *
     * @param parts what it is usually printed on, as in {@link SheetChoice}
     */
    record ProductChoice(String id, String label, List<String> parts) {}

    /**
     * The newest runs that are asked for, and the form.
     *
     * @param product only runs of this one, which the form then proposes; {@code state}: only runs
     *     in this state
     */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("after") @Nullable String after,
            @QueryParam("product") @Nullable String product,
            @QueryParam("state") @Nullable String state) {
        PrintRuns.Filter filter =
                new PrintRuns.Filter(Fields.idIfGiven("product", product), RunState.asked(state));
        return page(caller, filter, Listing.of(null, after));
    }

    /** Orders a run and shows it; or shows the form again with pictures of what was chosen in it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object order(@Context Caller caller, MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed);
        if (typed.containsKey("look")) {
            return first(caller).with("form", form);
        }
        try {
            PrintRun run = orders.order(caller, form.wanted());
            return Flash.seeOther(HERE + "/" + run.id());
        } catch (Refused refused) {
            return first(caller)
                    .with("form", form)
                    .refused(refused, form::ofForm);
        }
    }

    private Page first(Caller caller) {
        return page(caller, PrintRuns.Filter.ALL, Listing.first());
    }

    private Page page(Caller caller, PrintRuns.Filter filter, Listing listing) {
        Slice<PrintRun> part = runs.list(caller, filter, listing);
        List<Product> choice = products.list(caller, new Listing(Listing.MOST, null)).items();
        Map<UUID, String> names =
                choice.stream().collect(Collectors.toMap(Product::id, Product::name));
        List<ProductChoice> offered = offered(caller, choice);
        String product = filter.product().map(UUID::toString).orElse("");
        return Page.of("console/print-runs")
                .with(
                        "runs",
                        part.map(
                                run ->
                                        new Row(
                                                PrintRunSummary.of(run),
                                                names.getOrDefault(run.product(), ""))))
                .with("states", Arrays.stream(RunState.values()).map(RunState::label).toList())
                .with("state", filter.state() == null ? "" : filter.state().label())
                .with("ofProduct", product)
                .with("products", offered)
                .with("proposed", proposed(offered, product))
                .with("layouts", layouts(templates.list(caller)))
                .with("printers", printers.list(caller))
                .with("bureaus", bureaus.list(caller, new Listing(Listing.MOST, null)).items());
    }

    private List<ProductChoice> offered(Caller caller, List<Product> products) {
        UsualParts usual =
                new UsualParts(
                        runs.newestOfProducts(caller),
                        products.stream().collect(Collectors.toMap(Product::id, Product::medium)));
        return products.stream()
                .filter(PrintRunsPages::printed)
                .map(
                        product ->
                                new ProductChoice(
                                        product.id().toString(),
                                        product.name() + ", " + product.sku(),
                                        usual.of(product.id(), product.medium()).stream()
                                                .map(part -> part.layout() + ON + part.sheet())
                                                .toList()))
                .toList();
    }

    /**
     * The product that the page was opened for, or the only one there is. Of several the browser
     * shows the first, and what is proposed for it would be wrong for the one that is chosen then.
     */
    private static @Nullable ProductChoice proposed(
            List<ProductChoice> products, String wanted) {
        return products.stream()
                .filter(product -> products.size() == 1 || product.id().equals(wanted))
                .findFirst()
                .orElse(null);
    }

    private static boolean printed(Product product) {
        return product.medium() != Medium.E_CODE;
    }

    /** Each layout with its sheets; those whose measures were checked come first. */
    private static List<LayoutChoice> layouts(TemplateList templates) {
        List<TemplateList.SheetEntry> sheets =
                templates.sheets().stream()
                        .sorted(Comparator.comparing(sheet -> !sheet.verified()))
                        .toList();
        return templates.layouts().stream()
                .filter(layout -> !layout.forCartons())
                .map(
                        layout ->
                                new LayoutChoice(
                                        layout.title(),
                                        layout.values().contains("code"),
                                        sheets.stream()
                                                .filter(s -> s.layouts().contains(layout.name()))
                                                .map(sheet -> choice(layout.name(), sheet))
                                                .toList()))
                .toList();
    }

    private static SheetChoice choice(String layout, TemplateList.SheetEntry sheet) {
        return new SheetChoice(layout + ON + sheet.name(), sheet.title(), sheet.verified());
    }

    /** A run with the name of its product. */
    record Row(PrintRunSummary run, String product) {}
}
