package io.counterfoil.catalog;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The taxes of a product over the API. */
@Path("/api/v1/products/{id}/tax-rates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public final class TaxRatesResource {
    private final TaxRates rates;

    /** Serves {@code rates}. */
    public TaxRatesResource(TaxRates rates) {
        this.rates = rates;
    }

    /** A rate as the API shows it. */
    public record TaxRateAnswer(
            String country, String percent, String voucher, LocalDate validFrom) {
        static TaxRateAnswer of(TaxRate rate) {
            return new TaxRateAnswer(
                    rate.country(),
                    BigDecimal.valueOf(rate.basisPoints(), 2).stripTrailingZeros().toPlainString(),
                    rate.voucher().name().toLowerCase(Locale.ROOT),
                    rate.validFrom());
        }
    }

    /** The rates of a product. */
    public record TaxRatesAnswer(List<TaxRateAnswer> items) {}

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List the taxes inside the price of a product, those that count and later ones")
    public TaxRatesAnswer list(@Context Caller caller, @PathParam("id") String id) {
        UUID product = Fields.idInPath("product", id);
        return new TaxRatesAnswer(
                rates.list(caller, product).stream().map(TaxRateAnswer::of).toList());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(summary = "Set the tax inside the price of a product in a country, from a day on")
    public TaxRateAnswer set(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewTaxRate body) {
        UUID product = Fields.idInPath("product", id);
        return TaxRateAnswer.of(rates.set(caller, product, RequestBody.required(body)));
    }
}
