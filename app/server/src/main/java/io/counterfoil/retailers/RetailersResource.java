package io.counterfoil.retailers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Retailers, outlets and terminals over the API. */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Retailers")
public final class RetailersResource {
    private static final Table<Retailer> RETAILERS =
            Table.of(Retailer.class)
                    .with("id", Retailer::id)
                    .with("name", Retailer::name)
                    .with("active", Retailer::active);
    private static final Table<Outlet> OUTLETS =
            Table.of(Outlet.class)
                    .with("id", Outlet::id)
                    .with("retailer", Outlet::retailer)
                    .with("name", Outlet::name)
                    .with("active", Outlet::active);
    private static final Table<TerminalAnswer> TERMINALS =
            Table.of(TerminalAnswer.class)
                    .with("id", TerminalAnswer::id)
                    .with("retailer", TerminalAnswer::retailer)
                    .with("outlet", TerminalAnswer::outlet)
                    .with("name", TerminalAnswer::name);

    private final Retailers retailers;

    /** Serves {@code retailers}. */
    public RetailersResource(Retailers retailers) {
        this.retailers = retailers;
    }

    /** What a new retailer, outlet or terminal is called. */
    public record Named(@Nullable String name) {}

    /** A terminal as the API shows it. */
    public record TerminalAnswer(UUID id, UUID outlet, UUID retailer, String name) {
        static TerminalAnswer of(Terminal terminal) {
            return new TerminalAnswer(
                    terminal.id(), terminal.outlet(), terminal.retailer(), terminal.name());
        }
    }

    /** A new terminal with its key, which is shown this once. */
    public record NewTerminalAnswer(@JsonUnwrapped TerminalAnswer terminal, String apiKey) {
        @Override
        public String toString() {
            return "NewTerminalAnswer[" + terminal.id() + "]";
        }
    }

    @POST
    @Path("/retailers")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Add a retailer")
    @Answer(status = 201, body = Retailer.class)
    public Response addRetailer(@Context Caller caller, @Nullable Named body) {
        return created(retailers.addRetailer(caller, RequestBody.required(body).name()));
    }

    @GET
    @Path("/retailers")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "List retailers, newest first; with search=TEXT those with it in their name")
    public Listed<Retailer> retailers(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(
                limit, after, part -> retailers.retailers(caller, search, part), RETAILERS);
    }

    @POST
    @Path("/retailers/{id}/outlets")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Add an outlet to a retailer")
    @Answer(status = 201, body = Outlet.class)
    public Response addOutlet(
            @Context Caller caller, @PathParam("id") String id, @Nullable Named body) {
        UUID retailer = Fields.idInPath("retailer", id);
        return created(retailers.addOutlet(caller, retailer, RequestBody.required(body).name()));
    }

    @GET
    @Path("/retailers/{id}/outlets")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
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
    @Operation(
            summary =
                    "List a retailer's outlets, newest first; with search=TEXT those with it in their"
                            + " name")
    public Listed<Outlet> outlets(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("search") @Nullable String search,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID retailer = Fields.idInPath("retailer", id);
        return Listed.of(
                limit, after, part -> retailers.outlets(caller, retailer, search, part), OUTLETS);
    }

    @POST
    @Path("/outlets/{id}/terminals")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Add a terminal to an outlet; its API key is shown this once")
    @Answer(status = 201, body = NewTerminalAnswer.class)
    public Response addTerminal(
            @Context Caller caller, @PathParam("id") String id, @Nullable Named body) {
        UUID outlet = Fields.idInPath("outlet", id);
        NewTerminal made = retailers.addTerminal(caller, outlet, RequestBody.required(body).name());
        return created(new NewTerminalAnswer(TerminalAnswer.of(made.terminal()), made.apiKey()));
    }

    @GET
    @Path("/outlets/{id}/terminals")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
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
    @Operation(summary = "List an outlet's terminals, newest first")
    public Listed<TerminalAnswer> terminals(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID outlet = Fields.idInPath("outlet", id);
        return Listed.of(
                limit,
                after,
                part -> retailers.terminals(caller, outlet, part).map(TerminalAnswer::of),
                TERMINALS);
    }

    private static Response created(Object answer) {
        return Response.status(Response.Status.CREATED).entity(answer).build();
    }
}
