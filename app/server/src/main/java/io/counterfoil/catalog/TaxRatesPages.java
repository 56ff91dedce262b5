package io.counterfoil.catalog;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The taxes inside the price of a product, and the form for another rate. */
@Path("/console/products/{id}/tax-rates")
@Produces(MediaType.TEXT_HTML)
public final class TaxRatesPages {
    private final TaxRates rates;
    private final Products products;

    /** Pages over {@code rates} of {@code products}. */
    public TaxRatesPages(TaxRates rates, Products products) {
        this.rates = rates;
        this.products = products;
    }

    /** What the form sends. */
    record Form(
            @Nullable String country,
            @Nullable String percent,
            @Nullable String voucher,
            @Nullable String validFrom) {

        NewTaxRate wanted() {
            return new NewTaxRate(
                    country == null ? null : country.strip().toUpperCase(Locale.ROOT),
                    TypedNumbers.withPoint(percent),
                    voucher,
                    validFrom == null || validFrom.isBlank() ? null : validFrom);
        }
    }

    /** A rate as the page lists it. */
    record Row(String country, Text percent, VoucherKind voucher, Text validFrom) {
        static Row of(TaxRate rate) {
            return new Row(
                    rate.country(),
                    percentOf(rate),
                    rate.voucher(),
                    Text.of("{day}", "day", rate.validFrom()));
        }
    }

    /** The rates that count today or later, and the form. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.READ_ONLY})
    public Page list(@Context Caller caller, @PathParam("id") String id) {
        return page(caller, Fields.idInPath("product", id));
    }

    /** Sets a rate, from a day on. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Object set(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("country") @Nullable String country,
            @FormParam("percent") @Nullable String percent,
            @FormParam("voucher") @Nullable String voucher,
            @FormParam("valid_from") @Nullable String validFrom) {
        UUID product = Fields.idInPath("product", id);
        Form form = new Form(country, percent, voucher, validFrom);
        try {
            TaxRate rate = rates.set(caller, product, form.wanted());
            return Flash.seeOther(
                    "/console/products/" + product + "/tax-rates",
                    new Text(
                            "The tax in {country} is {percent} from {day} on.",
                            Map.of(
                                    "country",
                                    rate.country(),
                                    "percent",
                                    percentOf(rate),
                                    "day",
                                    rate.validFrom())));
        } catch (Refused refused) {
            return page(caller, product).with("form", form).refused(refused);
        }
    }

    private Page page(Caller caller, UUID id) {
        Product product = products.find(caller, id);
        return Page.of("console/tax-rates")
                .about("product", id)
                .with("id", id)
                .with("name", product.name())
                .with("rates", rates.list(caller, id).stream().map(Row::of).toList());
    }

    private static Text percentOf(TaxRate rate) {
        return Text.of(
                "{percent} %",
                "percent",
                BigDecimal.valueOf(rate.basisPoints(), 2).stripTrailingZeros());
    }
}
