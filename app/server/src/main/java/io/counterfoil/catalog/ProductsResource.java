package io.counterfoil.catalog;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Products over the API. */
@Path("/api/v1/products")
@Tag(name = "Catalog")
public final class ProductsResource {
    private static final Table<ProductAnswer> TABLE =
            Table.of(ProductAnswer.class)
                    .with("id", ProductAnswer::id)
                    .with("sku", ProductAnswer::sku)
                    .with("name", ProductAnswer::name)
                    .with("plan", ProductAnswer::plan)
                    .with("term", ProductAnswer::term)
                    .with("medium", ProductAnswer::medium)
                    .with("sales_model", ProductAnswer::salesModel)
                    .with("price", product -> product.price().amount())
                    .with("currency", product -> product.price().currency())
                    .with("gtin", ProductAnswer::gtin)
                    .with("activation_required", ProductAnswer::activationRequired)
                    .with("redeem_by", ProductAnswer::redeemBy);

    private final Products products;

    /** Serves {@code products}. */
    public ProductsResource(Products products) {
        this.products = products;
    }

    /** A product as the API shows it. */
    public record ProductAnswer(
            UUID id,
            String sku,
            String name,
            UUID plan,
            String term,
            String medium,
            String salesModel,
            Amount price,
            @Nullable String gtin,
            boolean activationRequired,
            @Nullable LocalDate redeemBy) {

        static ProductAnswer of(Product product) {
            return new ProductAnswer(
                    product.id(),
                    product.sku(),
                    product.name(),
                    product.plan(),
                    product.term().toString(),
                    product.medium().name().toLowerCase(Locale.ROOT),
                    product.salesModel().name().toLowerCase(Locale.ROOT),
                    Amount.of(product.price()),
                    product.gtin(),
                    product.activationRequired(),
                    product.redeemBy());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Make a product")
    @Answer(status = 201, body = ProductAnswer.class)
    public Response create(@Context Caller caller, @Nullable NewProduct body) {
        Product product = products.create(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(ProductAnswer.of(product)).build();
    }

    /** A later last day, not yet checked. */
    public record LaterLastDay(@Nullable String redeemBy) {}

    @PUT
    @Path("/{id}/redeem-by")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Give the codes of a product a later last day",
            description =
                    "Those that are printed already, too. It is never earlier, and what has expired"
                            + " does not come back.")
    public ProductAnswer redeemLater(
            @Context Caller caller, @PathParam("id") String id, @Nullable LaterLastDay body) {
        UUID product = Fields.idInPath("product", id);
        return ProductAnswer.of(
                products.redeemLater(caller, product, RequestBody.required(body).redeemBy()));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(
            summary =
                    "List products, newest first; with search=TEXT those with it in their name or SKU")
    public Listed<ProductAnswer> list(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(
                limit,
                after,
                part -> products.list(caller, search, part).map(ProductAnswer::of),
                TABLE);
    }
}
