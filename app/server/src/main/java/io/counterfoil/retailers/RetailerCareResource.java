package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of retailers, outlets and terminals, over the API. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Retailers")
public final class RetailerCareResource {
    private final RetailerCare care;

    /** Serves {@code care}. */
    public RetailerCareResource(RetailerCare care) {
        this.care = care;
    }

    /** An outlet as the API shows it. */
    record OutletDetailsAnswer(
            UUID id,
            UUID retailer,
            String name,
            boolean active,
            @Nullable String address,
            String openingHours,
            @Nullable String contactName,
            @Nullable String contactEmail) {

        static OutletDetailsAnswer of(OutletDetails outlet) {
            return new OutletDetailsAnswer(
                    outlet.id(),
                    outlet.retailer(),
                    outlet.name(),
                    outlet.active(),
                    outlet.address(),
                    outlet.hours().map(OpeningHours::toString).orElse(OutletChange.ALWAYS),
                    outlet.contactName(),
                    outlet.contactEmail());
        }
    }

    /** A terminal as the API shows it. */
    record TerminalDetailsAnswer(
            UUID id,
            UUID retailer,
            UUID outlet,
            String name,
            boolean active,
            @Nullable Integer activationLimit,
            @Nullable Amount dayLimit) {

        static TerminalDetailsAnswer of(TerminalDetails terminal) {
            return new TerminalDetailsAnswer(
                    terminal.id(),
                    terminal.retailer(),
                    terminal.outlet(),
                    terminal.name(),
                    terminal.active(),
                    terminal.limits().activations().orElse(null),
                    terminal.limits().dayValue().map(Amount::of).orElse(null));
        }
    }

    /** A new key of a till, shown this once. */
    record TillKeyAnswer(UUID terminal, String apiKey) {
        @Override
        public String toString() {
            return "TillKeyAnswer[" + terminal + "]";
        }
    }

    @GET
    @Path("/retailers/{id}")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "Show a retailer")
    public RetailerDetails retailer(@Context Caller caller, @PathParam("id") String id) {
        return care.retailer(caller, Fields.idInPath("retailer", id));
    }

    @PATCH
    @Path("/retailers/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change a retailer; what is left out stays",
            description =
                    "An empty text is none any more. A retailer that is not active is sent nothing"
                            + " and sells nothing; what it owes stays.")
    public RetailerDetails change(
            @Context Caller caller, @PathParam("id") String id, @Nullable RetailerChange body) {
        UUID retailer = Fields.idInPath("retailer", id);
        return care.change(caller, retailer, RequestBody.required(body));
    }

    @GET
    @Path("/outlets/{id}")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "Show an outlet")
    public OutletDetailsAnswer outlet(@Context Caller caller, @PathParam("id") String id) {
        return OutletDetailsAnswer.of(care.outlet(caller, Fields.idInPath("outlet", id)));
    }

    @PATCH
    @Path("/outlets/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change an outlet; what is left out stays",
            description =
                    "An empty text is none any more. An outlet that is not active is sent nothing"
                            + " and sells nothing.")
    public OutletDetailsAnswer change(
            @Context Caller caller, @PathParam("id") String id, @Nullable OutletChange body) {
        UUID outlet = Fields.idInPath("outlet", id);
        return OutletDetailsAnswer.of(care.change(caller, outlet, RequestBody.required(body)));
    }

    @GET
    @Path("/terminals/{id}")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(summary = "Show a terminal")
    public TerminalDetailsAnswer terminal(@Context Caller caller, @PathParam("id") String id) {
        return TerminalDetailsAnswer.of(care.terminal(caller, Fields.idInPath("terminal", id)));
    }

    @PATCH
    @Path("/terminals/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change a terminal; what is left out stays",
            description =
                    "activation_limit: the most sales in ten minutes, 0 for no limit, null for what"
                            + " the provider says for all terminals. day_limit: the most that its"
                            + " sales of one day may come to, null for no limit. A terminal that is"
                            + " not active sells nothing.")
    public TerminalDetailsAnswer change(
            @Context Caller caller, @PathParam("id") String id, @Nullable TerminalPatch body) {
        UUID terminal = Fields.idInPath("terminal", id);
        return TerminalDetailsAnswer.of(care.change(caller, terminal, RequestBody.required(body)));
    }

    @POST
    @Path("/terminals/{id}/key")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Give a terminal a new API key, shown this once",
            description = "The one before works no more.")
    @Answer(status = 201, body = TillKeyAnswer.class)
    public Response newKey(@Context Caller caller, @PathParam("id") String id) {
        RetailerCare.TillKey made = care.newKey(caller, Fields.idInPath("terminal", id));
        return Response.status(Response.Status.CREATED)
                .entity(new TillKeyAnswer(made.terminal(), made.key()))
                .build();
    }

    @DELETE
    @Path("/terminals/{id}/key")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Make the API key of a terminal invalid at once")
    public void withdrawKey(@Context Caller caller, @PathParam("id") String id) {
        care.withdrawKey(caller, Fields.idInPath("terminal", id));
    }
}
