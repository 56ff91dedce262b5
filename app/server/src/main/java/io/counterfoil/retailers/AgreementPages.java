package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.Products;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is agreed on with one retailer, in words, and the form for what follows. */
@Path("/console/retailers/{id}/agreements")
@Produces(MediaType.TEXT_HTML)
public final class AgreementPages {
    private final Retailers retailers;
    private final AgreementBook agreements;
    private final Products products;

    /** Pages over {@code agreements} with {@code retailers} on {@code products}. */
    public AgreementPages(Retailers retailers, AgreementBook agreements, Products products) {
        this.retailers = retailers;
        this.agreements = agreements;
        this.products = products;
    }

    /**
     * An agreement as the page says it.
     *
     * @param product what it is for; null: all that have none of their own
     * @param productId its id
     * @param since when it began or begins; null: it is what Counterfoil ships with
     * @param state whether it counts
     * @param sentences what it says; none if it ended
     * @param example what one item comes to; null where that isn't sure
     */
    record Said(
            @Nullable String product,
            @Nullable UUID productId,
            @Nullable Instant since,
            AgreementBook.State state,
            List<Text> sentences,
            AgreementWords.@Nullable Example example) {}

    /** What counts, and the form. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after) {
        return page(caller, retailer(id), Listing.of(null, after), null);
    }

    /** Agrees on what the form says. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Response agree(
            @Context Caller caller,
            @PathParam("id") String id,
            MultivaluedMap<String, String> typed) {
        UUID retailer = retailer(id);
        retailers.retailer(caller, retailer);
        AgreementForm form = AgreementForm.of(typed);
        Currency currency = agreements.provider(caller).currency();
        try {
            AgreementBook.Stated agreed =
                    agreements.agree(caller, retailer, form.wanted(currency));
            return Flash.seeOther(
                    address(retailer),
                    agreed.state() == AgreementBook.State.PLANNED
                            ? "That is agreed on. It counts from its day on."
                            : "That is agreed on. It counts from now on.");
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, retailer, Listing.first(), form)
                                    .refused(
                                            refused,
                                            problem -> TypedNumbers.amount(problem, currency)))
                    .build();
        }
    }

    /** Ends an agreement, at once. */
    @POST
    @Path("/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Response end(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("product") @Nullable String product) {
        UUID retailer = retailer(id);
        retailers.retailer(caller, retailer);
        try {
            agreements.end(
                    caller, retailer, product == null || product.isBlank() ? null : product, null);
            return Flash.seeOther(
                    address(retailer), "That has ended. What is more general counts again.");
        } catch (Refused refused) {
            return Response.ok(page(caller, retailer, Listing.first(), null).refused(refused))
                    .build();
        }
    }

    /** A page that says what counts now, as its reader understands it. */
    Page counting(String template, Caller caller, UUID id, AgreementWords.Reader reader) {
        Map<UUID, Product> sold = products(caller);
        AgreementBook.Counting counting = agreements.counting(caller, id);
        InForce general = counting.general();
        return Page.of(template)
                .with("general", said(general, sample(sold, counting.onProducts()), reader))
                .with(
                        "own",
                        general.version().flatMap(AgreementVersion::retailer).isPresent())
                .with(
                        "exceptions",
                        counting.onProducts().stream()
                                .map(
                                        version ->
                                                said(
                                                        version,
                                                        AgreementBook.State.IN_FORCE,
                                                        general,
                                                        sold,
                                                        reader))
                                .toList());
    }

    private Map<UUID, Product> products(Caller caller) {
        return Slice.all(part -> products.list(caller, part)).stream()
                .sorted(Comparator.comparing(Product::name))
                .collect(
                        Collectors.toMap(
                                Product::id,
                                product -> product,
                                (one, other) -> one,
                                LinkedHashMap::new));
    }

    private Page page(
            Caller caller, UUID id, Listing listing, @Nullable AgreementForm typed) {
        Retailer retailer = retailers.retailer(caller, id);
        Map<UUID, Product> sold = products(caller);
        InForce general = agreements.counting(caller, id).general();
        Slice<AgreementBook.Stated> all = agreements.list(caller, id, listing);
        AgreementWords.Reader reader = AgreementWords.Reader.PROVIDER;
        return counting("console/agreements", caller, id, reader)
                .with("retailer", retailer)
                .with(
                        "history",
                        all.items().stream()
                                .map(
                                        one ->
                                                said(
                                                        one.version(),
                                                        one.state(),
                                                        general,
                                                        sold,
                                                        reader))
                                .toList())
                .with("next", all.next())
                .with("products", List.copyOf(sold.values()))
                .with("currency", agreements.provider(caller).currency().getCurrencyCode())
                .with("form", typed == null ? AgreementForm.of(general.terms()) : typed);
    }

    /** The dearest one that counts for: at a price of nothing there is nothing to see. */
    private static Optional<Product> sample(
            Map<UUID, Product> sold, List<AgreementVersion> exceptions) {
        Set<Optional<UUID>> others =
                exceptions.stream().map(AgreementVersion::product).collect(Collectors.toSet());
        return sold.values().stream()
                .filter(product -> !others.contains(Optional.of(product.id())))
                .max(Comparator.comparingLong(product -> product.price().minor()));
    }

    private static Said said(
            InForce general, Optional<Product> any, AgreementWords.Reader reader) {
        return new Said(
                null,
                null,
                general.version().map(AgreementVersion::validFrom).orElse(null),
                AgreementBook.State.IN_FORCE,
                AgreementWords.of(general.terms(), reader),
                any.map(product -> example(general, product, reader)).orElse(null));
    }

    private static Said said(
            AgreementVersion version,
            AgreementBook.State state,
            InForce general,
            Map<UUID, Product> sold,
            AgreementWords.Reader reader) {
        Optional<Product> product = version.product().map(sold::get);
        return new Said(
                product.map(Product::name).orElse(null),
                version.product().orElse(null),
                version.validFrom(),
                state,
                version.terms()
                        .map(terms -> AgreementWords.of(terms, reader))
                        .orElse(List.of()),
                product.flatMap(
                                on ->
                                        version.terms()
                                                .map(
                                                        terms ->
                                                                example(
                                                                        new InForce(
                                                                                Optional.of(version),
                                                                                terms,
                                                                                general.limits()),
                                                                        on,
                                                                reader)))
                        .orElse(null));
    }

    private static AgreementWords.Example example(
            InForce found, Product product, AgreementWords.Reader reader) {
        Agreement agreement = found.on(product);
        return AgreementWords.example(
                product.name(),
                product.price(),
                agreement.salesModel(),
                agreement.commission(),
                reader);
    }

    private static UUID retailer(String id) {
        return Fields.idInPath("retailer", id);
    }

    private static String address(UUID retailer) {
        return "/console/retailers/" + retailer + "/agreements";
    }
}
