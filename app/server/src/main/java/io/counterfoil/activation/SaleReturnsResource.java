package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Items that customers bring back, by the till's number of the sale. */
@Path("/api/v1/activations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class SaleReturnsResource {
    private final CustomerReturns returns;

    /** Serves {@code returns}. */
    public SaleReturnsResource(CustomerReturns returns) {
        this.returns = returns;
    }

    /** Which till made the sale, why the item comes back, and where to; a till's own key needs no body. */
    public record SaleReturn(
            @Nullable String terminal,
            @Nullable String receipt,
            @Nullable String reason,
            @Nullable String outlet) {}

    @POST
    @Path("/{request_id}/return")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Take back what a till sold, because the customer brings it back",
            description =
                    "Within the days for returns, and only while the code is not redeemed. The same"
                            + " again gets the same answer.")
    public TakenBackAnswer ofSale(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("request_id") String requestId,
            @Nullable SaleReturn body) {
        SaleReturn asked = body == null ? new SaleReturn(null, null, null, null) : body;
        return TakenBackAnswer.of(
                returns.ofSale(
                        caller,
                        requestId,
                        asked.terminal(),
                        ActivationsResource.terminalOf(principal),
                        new CustomerReturns.Grounds(
                                asked.receipt(),
                                asked.reason(),
                                ItemReturnsResource.outlet(principal, asked.outlet()))));
    }
}
