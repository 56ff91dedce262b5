package io.counterfoil.catalog;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
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
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The products, and the form for one more. */
@Path("/console/products")
@Produces(MediaType.TEXT_HTML)
public final class ProductsPages {
    private static final String HERE = "/console/products";
    private static final String LATER_DAY = "later_day";

    private final Products products;
    private final Plans plans;

    /** Pages over {@code products}. */
    public ProductsPages(Products products, Plans plans) {
        this.products = products;
        this.plans = plans;
    }

    /** What the form sends; an unticked box sends nothing. */
    record Form(
            @Nullable String sku,
            @Nullable String name,
            @Nullable String plan,
            @Nullable String term,
            @Nullable String medium,
            @Nullable String salesModel,
            @Nullable String price,
            @Nullable String gtin,
            @Nullable String activationRequired,
            @Nullable String redeemBy) {

        static Form of(MultivaluedMap<String, String> typed) {
            return new Form(
                    typed.getFirst("sku"),
                    typed.getFirst("name"),
                    typed.getFirst("plan"),
                    typed.getFirst("term"),
                    typed.getFirst("medium"),
                    typed.getFirst("sales_model"),
                    typed.getFirst("price"),
                    typed.getFirst("gtin"),
                    typed.getFirst("activation_required"),
                    typed.getFirst("redeem_by"));
        }
    }

    /** A product as the page lists it. */
    record Row(
            UUID id,
            String sku,
            String name,
            Medium medium,
            SalesModel salesModel,
            String term,
            Money price,
            @Nullable String gtin,
            @Nullable LocalDate redeemBy,
            boolean expired) {

        static Row of(Product product, LocalDate today) {
            return new Row(
                    product.id(),
                    product.sku(),
                    product.name(),
                    product.medium(),
                    product.salesModel(),
                    TermWords.of(product.term()),
                    product.price(),
                    product.gtin(),
                    product.redeemBy(),
                    product.isExpiredOn(today));
        }
    }

    /** The newest products, or those with a text in their name or SKU, and the form. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after) {
        return page(caller, search, Listing.of(null, after));
    }

    /** Makes a product; its price is in the provider's currency. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object make(@Context Caller caller, MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed);
        Provider seller = products.seller(caller);
        try {
            Product product = products.create(caller, wanted(form, seller));
            return Flash.seeOther(HERE, Text.of(
                    "The product \"{name}\" is made.",
                    "name",
                    product.name()));
        } catch (Refused refused) {
            return page(caller, null, Listing.first())
                    .with("form", form)
                    .refused(refused, problem -> TypedNumbers.amount(problem, seller.currency()));
        }
    }

    /** Gives a product's codes a later last day. */
    @POST
    @Path("/{id}/redeem-by")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object redeemLater(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam(LATER_DAY) @Nullable String day) {
        UUID which = Fields.idInPath("product", id);
        try {
            Product product = products.redeemLater(caller, which, day);
            return Flash.seeOther(
                    HERE,
                    Text.of(
                            "The codes of \"{name}\" can be redeemed until {day}.",
                            "name",
                            product.name(),
                            "day",
                            Objects.requireNonNull(product.redeemBy())));
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return page(caller, null, Listing.first())
                    .with("later", Row.of(products.find(caller, which), products.today(caller)))
                    .with("laterDay", day)
                    .refused(refused, ProductsPages::ofLaterDay);
        }
    }

    private static Refused.FieldProblem ofLaterDay(Refused.FieldProblem problem) {
        return new Refused.FieldProblem(LATER_DAY, problem.text());
    }

    private static NewProduct wanted(Form form, Provider seller) {
        return new NewProduct(
                form.sku(),
                form.name(),
                form.plan(),
                form.term(),
                form.medium(),
                form.salesModel(),
                new Amount(
                        TypedNumbers.withPoint(form.price()),
                        seller.currency().getCurrencyCode()),
                form.gtin() == null || form.gtin().isBlank() ? null : form.gtin(),
                form.activationRequired() != null,
                form.redeemBy() == null || form.redeemBy().isBlank() ? null : form.redeemBy());
    }

    private Page page(Caller caller, @Nullable String search, Listing listing) {
        Provider seller = products.seller(caller);
        LocalDate today = products.today(caller);
        return Page.of("console/products")
                .with(
                        "products",
                        products.list(caller, search, listing)
                                .map(product -> Row.of(product, today)))
                .with("search", search)
                .with("plans", plans.list(caller, new Listing(Listing.MOST, null)).items())
                .with("decimals", seller.currency().getDefaultFractionDigits())
                .with("currency", seller.currency().getCurrencyCode());
    }
}
