package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
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
import org.jspecify.annotations.Nullable;

/** What went wrong at tills, over the API. */
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class CasesResource {
    private static final Table<TillCase> TABLE =
            Table.of(TillCase.class)
                    .with("id", TillCase::id)
                    .with("kind", TillCase::kind)
                    .with("state", TillCase::state)
                    .with("retailer", TillCase::retailerName)
                    .with("outlet", TillCase::outletName)
                    .with("terminal", TillCase::terminalName)
                    .with("request_id", TillCase::requestId)
                    .with("serial", TillCase::serial)
                    .with("note", TillCase::note)
                    .with("opened_at", TillCase::openedAt)
                    .with("resolved_at", TillCase::resolvedAt)
                    .with("resolved_by", TillCase::resolvedBy)
                    .with("resolution", TillCase::resolution);

    private final Cases cases;

    /** Serves {@code cases}. */
    public CasesResource(Cases cases) {
        this.cases = cases;
    }

    /** What came of a case. */
    public record Resolution(@Nullable String note) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Tell of an item that a customer paid but that is not active",
            description =
                    "Somebody then looks at it. Told again while the case is open, it is the same"
                            + " case.")
    @Answer(status = 201, body = TillCase.class)
    @Answer(body = TillCase.class)
    public Response report(
            @Context Caller caller, @Context Principal principal, @Nullable NewCase body) {
        Cases.Report report =
                cases.report(
                        caller,
                        RequestBody.required(body),
                        ActivationsResource.terminalOf(principal));
        return Response.status(report.repeated() ? Response.Status.OK : Response.Status.CREATED)
                .entity(report.about())
                .build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(summary = "List what went wrong at tills, newest first")
    public Listed<TillCase> list(
            @Context Caller caller,
            @QueryParam("state") @Nullable String state,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        CaseFilter filter = CaseFilter.read(state, kind, retailer);
        return Listed.of(limit, after, part -> cases.list(caller, filter, part), TABLE);
    }

    @GET
    @Path("/{id}")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(summary = "Show what went wrong at a till")
    public TillCase get(@Context Caller caller, @PathParam("id") String id) {
        return cases.get(caller, Fields.idInPath("case", id));
    }

    @POST
    @Path("/{id}/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "Say what came of a case",
            description =
                    "Shops do that for items that were paid but not active and for sales that came"
                            + " late; the rest is for the provider. A case that is resolved stays"
                            + " as it is.")
    public TillCase resolve(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @Nullable Resolution body) {
        return cases.resolve(
                caller,
                Fields.idInPath("case", id),
                RequestBody.required(body).note(),
                nameOf(principal));
    }

    /** Who resolves a case, as people read it. */
    static String nameOf(Principal principal) {
        return principal instanceof Principal.Staff staff ? staff.name() : "a program";
    }
}
