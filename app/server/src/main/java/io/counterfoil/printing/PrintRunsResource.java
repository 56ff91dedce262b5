package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.catalog.ProductsResource;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.counting.NewCountIn;
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
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Print runs over the API. */
@Path("/api/v1/print-runs")
@Tag(name = "Printing")
public final class PrintRunsResource {
    private static final Table<PrintRunSummary> TABLE =
            Table.of(PrintRunSummary.class)
                    .with("id", PrintRunSummary::id)
                    .with("number", PrintRunSummary::number)
                    .with("product", PrintRunSummary::product)
                    .with("state", PrintRunSummary::state)
                    .with("quantity", PrintRunSummary::quantity)
                    .with("first_serial", PrintRunSummary::firstSerial)
                    .with("last_serial", PrintRunSummary::lastSerial)
                    .with("ordered_at", PrintRunSummary::orderedAt)
                    .with("closed_at", PrintRunSummary::closedAt);

    private final PrintOrders orders;
    private final PrintRuns runs;
    private final CountIns countIns;
    private final RunFiles files;

    /** Serves runs from order to count-in. */
    public PrintRunsResource(
            PrintOrders orders, PrintRuns runs, CountIns countIns, RunFiles files) {
        this.orders = orders;
        this.runs = runs;
        this.countIns = countIns;
        this.files = files;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Order a print run of 1 to 9,999,999 items")
    @Answer(status = 201, body = PrintRunAnswer.class)
    public Response order(@Context Caller caller, @Nullable NewPrintRun body) {
        PrintRun run = orders.order(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(answer(caller, run.id())).build();
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
    @Operation(summary = "List print runs, newest first")
    public Listed<PrintRunSummary> list(
            @Context Caller caller,
            @QueryParam("product") @Nullable String product,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        PrintRuns.Filter filter =
                new PrintRuns.Filter(
                        Fields.idIfGiven("product", product), RunState.asked(state));
        return Listed.of(
                limit,
                after,
                part -> runs.list(caller, filter, part).map(PrintRunSummary::of),
                TABLE);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "A print run: how far it is, what became of its items, its files")
    public PrintRunAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return answer(caller, idOf(id));
    }

    @POST
    @Path("/{id}/count-in")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Count a printed run in: what isn't named is printed")
    public PrintRunAnswer countIn(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewCountIn body) {
        return answer(caller, countIns.countIn(caller, idOf(id), RequestBody.required(body)).id());
    }

    @POST
    @Path("/{id}/count-in")
    @Consumes("text/csv")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Count a printed run in by a table",
            description =
                    "A line per serial or range, in order: serial,status with printed, spoiled or"
                            + " missing. A first line with these names, semicolons and a byte order"
                            + " mark are taken, and ranges such as"
                            + " 10000000000019-10000000000336 for a serial. The table may have 64"
                            + " MiB. Each wrong line is named in the refusal.")
    public PrintRunAnswer countIn(
            @Context Caller caller, @PathParam("id") String id, InputStream table) {
        return answer(caller, countIns.countIn(caller, idOf(id), table).id());
    }

    @POST
    @Path("/{id}/cancel")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Give up a run that is not counted in; its codes are dead")
    public PrintRunAnswer cancel(@Context Caller caller, @PathParam("id") String id) {
        return answer(caller, runs.cancel(caller, idOf(id)).id());
    }

    @POST
    @Path("/{id}/block")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Stop redemption of a run's items for now")
    public PrintRunAnswer block(@Context Caller caller, @PathParam("id") String id) {
        return answer(caller, runs.block(caller, idOf(id)).id());
    }

    @POST
    @Path("/{id}/unblock")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Let a run's items be redeemed again")
    public PrintRunAnswer unblock(@Context Caller caller, @PathParam("id") String id) {
        return answer(caller, runs.unblock(caller, idOf(id)).id());
    }

    @PUT
    @Path("/{id}/redeem-by")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Give the codes of a run a later last day than their product's",
            description = "It is never earlier, and what has expired does not come back.")
    public PrintRunAnswer redeemLater(
            @Context Caller caller,
            @PathParam("id") String id,
            ProductsResource.@Nullable LaterLastDay body) {
        return answer(
                caller,
                runs.redeemLater(caller, idOf(id), RequestBody.required(body).redeemBy()).id());
    }

    private PrintRunAnswer answer(Caller caller, UUID id) {
        PrintRuns.Counted counted = runs.find(caller, id);
        return PrintRunAnswer.of(counted, files.list(caller, counted.run()));
    }

    private static UUID idOf(String id) {
        return Fields.idInPath("print run", id);
    }
}
