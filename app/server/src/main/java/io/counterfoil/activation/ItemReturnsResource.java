package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.RequestBody;
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

/** Items that customers bring back, by serial number and receipt. */
@Path("/api/v1/serials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class ItemReturnsResource {
    private final CustomerReturns returns;

    /** Serves {@code returns}. */
    public ItemReturnsResource(CustomerReturns returns) {
        this.returns = returns;
    }

    /** For which receipt an item comes back, why, and where to; a till's own key names its outlet. */
    public record ItemReturn(
            @Nullable String receipt, @Nullable String reason, @Nullable String outlet) {}

    @POST
    @Path("/{serial}/return")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Take back an item that any till of the shop sold, for its receipt",
            description =
                    "Within the days for returns, and only while the code is not redeemed. The same"
                            + " again gets the same answer. The outlet that takes it back has it from then"
                            + " on, whichever sold it.")
    public TakenBackAnswer ofItem(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("serial") String serial,
            @Nullable ItemReturn body) {
        ItemReturn asked = RequestBody.required(body);
        return TakenBackAnswer.of(
                returns.ofItem(
                        caller,
                        serial,
                        new CustomerReturns.Grounds(
                                asked.receipt(),
                                asked.reason(),
                                outlet(principal, asked.outlet()))));
    }

    /**
     * Where an item comes back: in the outlet that is named, or at the till whose key is used.
     *
     * @throws Refused if a till names another outlet than its own
     */
    static @Nullable String outlet(Principal principal, @Nullable String named) {
        if (!(principal instanceof Principal.Till till)) {
            return named;
        }
        String own = till.outlet().toString();
        if (named != null && !named.equals(own)) {
            throw Refused.field(
                    "outlet", "This key belongs to a till of another outlet. Leave this out.");
        }
        return own;
    }
}
