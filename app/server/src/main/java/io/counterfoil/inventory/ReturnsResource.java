package io.counterfoil.inventory;

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

/** Items that shops send back, over the API. */
@Path("/api/v1/returns")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class ReturnsResource {
    private static final Table<StockReturnAnswer> TABLE =
            Table.of(StockReturnAnswer.class)
                    .with("id", StockReturnAnswer::id)
                    .with("outlet", StockReturnAnswer::outlet)
                    .with("state", StockReturnAnswer::state)
                    .with("reason", StockReturnAnswer::reason)
                    .with("items", answer -> answer.counts().items())
                    .with("restocked", answer -> answer.counts().restocked())
                    .with("destroyed", answer -> answer.counts().destroyed())
                    .with("lost", answer -> answer.counts().lost())
                    .with("sent_at", StockReturnAnswer::sentAt)
                    .with("counted_at", StockReturnAnswer::countedAt);

    private final Returns returns;
    private final ReturnLosses losses;

    /** Serves {@code returns}, and {@code losses} of what never arrived. */
    public ReturnsResource(Returns returns, ReturnLosses losses) {
        this.returns = returns;
        this.losses = losses;
    }

    /** What is known of a return that did not arrive. */
    public record LostReturn(@Nullable String reason) {}

    /** A return as the API shows it. */
    public record StockReturnAnswer(
            UUID id,
            UUID outlet,
            String state,
            String reason,
            ReturnCounts counts,
            List<String> open,
            List<String> broughtBack,
            Instant sentAt,
            @Nullable Instant countedAt) {

        static StockReturnAnswer of(StockReturn sent) {
            return new StockReturnAnswer(
                    sent.id(),
                    sent.outlet(),
                    sent.state().label(),
                    sent.reason(),
                    new ReturnCounts(
                            sent.items(), sent.restocked(), sent.destroyed(), sent.lost()),
                    sent.open(),
                    sent.broughtBack(),
                    sent.sentAt(),
                    sent.countedAt());
        }
    }

    /** How many items were sent back, and what became of them. */
    public record ReturnCounts(int items, int restocked, int destroyed, int lost) {}

    @POST
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "Send items of an outlet back to the provider",
            description =
                    "Unsold items, and those that customers brought back. They can be neither sold"
                            + " nor redeemed from then on.")
    @Answer(status = 201, body = StockReturnAnswer.class)
    public Response send(@Context Caller caller, @Nullable NewReturn body) {
        StockReturn sent = returns.send(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(StockReturnAnswer.of(sent)).build();
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
            summary =
                    "List returns, newest first; of one outlet with outlet=ID, with state=short those"
                            + " of which something did not turn up")
    public Listed<StockReturnAnswer> list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<UUID> only = Fields.idIfGiven("outlet", outlet);
        Optional<ReturnState> in = Fields.oneIfGiven("state", state, ReturnState.class);
        return Listed.of(
                limit,
                after,
                part -> returns.list(caller, only, in, part).map(StockReturnAnswer::of),
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
    @Operation(summary = "Show a return, with what nobody has counted yet")
    public StockReturnAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return StockReturnAnswer.of(returns.find(caller, Fields.idInPath("return", id)));
    }

    @POST
    @Path("/{id}/count")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Count what arrived of a return",
            description =
                    "Good items are in the provider's stock again, the others are destroyed. What"
                            + " customers brought back can only be destroyed, since somebody may know"
                            + " its code. What isn't named stays open until a later count names it.")
    public StockReturnAnswer count(
            @Context Caller caller, @PathParam("id") String id, @Nullable ReturnCount body) {
        UUID counted = Fields.idInPath("return", id);
        return StockReturnAnswer.of(returns.count(caller, counted, RequestBody.required(body)));
    }

    @POST
    @Path("/{id}/loss")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Report what never arrived of a return as lost",
            description =
                    "What nobody has counted of it is lost and held, as by a report of a range, and no"
                            + " part of the return any more. What is found is in its shop again.")
    public StockReturnAnswer lose(
            @Context Caller caller, @PathParam("id") String id, @Nullable LostReturn body) {
        UUID lost = Fields.idInPath("return", id);
        return StockReturnAnswer.of(
                losses.lose(caller, lost, RequestBody.required(body).reason()));
    }
}
