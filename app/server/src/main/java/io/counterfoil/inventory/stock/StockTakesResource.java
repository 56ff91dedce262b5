package io.counterfoil.inventory.stock;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts of shelves over the API. */
@Path("/api/v1/stock-takes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class StockTakesResource {
    private static final Table<StockTakeAnswer> TABLE =
            Table.of(StockTakeAnswer.class)
                    .with("id", StockTakeAnswer::id)
                    .with("outlet", StockTakeAnswer::outlet)
                    .with("open", StockTakeAnswer::open)
                    .with("opened_at", StockTakeAnswer::openedAt)
                    .with("closed_at", StockTakeAnswer::closedAt)
                    .with("counted", StockTakeAnswer::counted)
                    .with("missing", StockTakeAnswer::missing)
                    .with("unexpected", StockTakeAnswer::unexpected);

    private final StockTakes takes;

    /** Serves {@code takes}. */
    public StockTakesResource(StockTakes takes) {
        this.takes = takes;
    }

    /** A count as the API shows it. */
    public record StockTakeAnswer(
            UUID id,
            UUID outlet,
            boolean open,
            Instant openedAt,
            @Nullable Instant closedAt,
            int counted,
            int missing,
            int unexpected,
            List<DifferenceAnswer> differences) {

        static StockTakeAnswer of(StockTake take) {
            return new StockTakeAnswer(
                    take.id(),
                    take.outlet(),
                    take.open(),
                    take.openedAt(),
                    take.closedAt(),
                    take.counted(),
                    take.missing(),
                    take.unexpected(),
                    take.differences().stream().map(DifferenceAnswer::of).toList());
        }
    }

    /** Neighbouring items that differ alike. */
    public record DifferenceAnswer(
            String kind, String from, String to, int items, String detail) {

        static DifferenceAnswer of(StockTake.Difference difference) {
            return new DifferenceAnswer(
                    difference.kind(),
                    difference.first().toString(),
                    difference.last().toString(),
                    difference.items(),
                    difference.words().toString());
        }
    }

    @POST
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(summary = "Begin to count what is on an outlet's shelves")
    @Answer(status = 201, body = StockTakeAnswer.class)
    public Response open(@Context Caller caller, @Nullable NewStockTake body) {
        StockTake take = takes.open(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(StockTakeAnswer.of(take)).build();
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
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "List counts without their differences, newest first; of one outlet with outlet=ID")
    public Listed<StockTakeAnswer> list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<UUID> only = Fields.idIfGiven("outlet", outlet);
        Optional<StockTake.State> in = Fields.oneIfGiven("state", state, StockTake.State.class);
        return Listed.of(
                limit,
                after,
                part -> takes.list(caller, only, in, part).map(StockTakeAnswer::of),
                TABLE);
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
        Role.RETAILER_KEY
    })
    @Operation(summary = "Show a count, once it is closed with its differences")
    public StockTakeAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return StockTakeAnswer.of(takes.find(caller, Fields.idInPath("stock-take", id)));
    }

    @POST
    @Path("/{id}/counts")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "Add serials that were scanned to a count",
            description = "As often as there are parts. What is scanned twice is counted once.")
    public StockTakeAnswer count(
            @Context Caller caller, @PathParam("id") String id, @Nullable StockCount body) {
        UUID take = Fields.idInPath("stock-take", id);
        return StockTakeAnswer.of(takes.count(caller, take, RequestBody.required(body)));
    }

    @POST
    @Path("/{id}/closing")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "End a count and list how it differs",
            description =
                    "No item is moved by that: what is missing is reported with POST"
                            + " /api/v1/serials/lost. A count that is closed stays as it is.")
    public StockTakeAnswer close(@Context Caller caller, @PathParam("id") String id) {
        return StockTakeAnswer.of(takes.close(caller, Fields.idInPath("stock-take", id)));
    }
}
