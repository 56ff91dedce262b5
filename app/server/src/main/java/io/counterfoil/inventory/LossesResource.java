package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lost, stolen and found items over the API. */
@Path("/api/v1/serials")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class LossesResource {
    private static final Table<LossAnswer> TABLE =
            Table.of(LossAnswer.class)
                    .with("id", LossAnswer::id)
                    .with("kind", LossAnswer::kind)
                    .with("retailer", LossAnswer::retailer)
                    .with("from", LossAnswer::from)
                    .with("to", LossAnswer::to)
                    .with("items", LossAnswer::items)
                    .with("skipped", LossAnswer::skipped)
                    .with("reason", LossAnswer::reason)
                    .with("reported_at", LossAnswer::reportedAt);

    private final Losses losses;

    /** Serves {@code losses}. */
    public LossesResource(Losses losses) {
        this.losses = losses;
    }

    /** A report as the API shows it. */
    public record LossAnswer(
            UUID id,
            String kind,
            @Nullable UUID retailer,
            String from,
            String to,
            int items,
            int skipped,
            String reason,
            Instant reportedAt) {

        static LossAnswer of(Loss loss) {
            return new LossAnswer(
                    loss.id(),
                    loss.kind().label(),
                    loss.retailer(),
                    loss.range().first().toString(),
                    loss.range().last().toString(),
                    loss.items(),
                    loss.skipped(),
                    loss.reason(),
                    loss.reportedAt());
        }
    }

    @POST
    @Path("/lost")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "Report a range of items as lost",
            description =
                    "What is on its way or unsold in a shop is held at once; sold items stay as"
                            + " they are. A shop reports what it has itself.")
    public LossAnswer lost(@Context Caller caller, @Nullable LossReport body) {
        return report(caller, LossKind.LOST, body);
    }

    @POST
    @Path("/stolen")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "Report a range of items as stolen",
            description =
                    "What is on its way or unsold in a shop is held at once; sold items stay as"
                            + " they are. A shop reports what it has itself.")
    public LossAnswer stolen(@Context Caller caller, @Nullable LossReport body) {
        return report(caller, LossKind.STOLEN, body);
    }

    @POST
    @Path("/found")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "Report a range of items as found",
            description =
                    "What was lost or stolen is in its shop again; what was missing at the count-in"
                            + " is in the provider's stock.")
    public LossAnswer found(@Context Caller caller, @Nullable LossReport body) {
        return report(caller, LossKind.FOUND, body);
    }

    @GET
    @Path("/losses")
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
    @Operation(summary = "List what was reported lost, stolen and found, newest first")
    public Listed<LossAnswer> list(
            @Context Caller caller,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        Optional<LossKind> only = Fields.oneIfGiven("kind", kind, LossKind.class);
        Optional<UUID> by = Fields.idIfGiven("retailer", retailer);
        return Listed.of(
                limit,
                after,
                part -> losses.list(caller, only, by, part).map(LossAnswer::of),
                TABLE);
    }

    private LossAnswer report(Caller caller, LossKind kind, @Nullable LossReport body) {
        return LossAnswer.of(losses.report(caller, kind, RequestBody.required(body)));
    }
}
