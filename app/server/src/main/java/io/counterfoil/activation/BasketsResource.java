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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receipts with several items, as tills send them. */
@Path("/api/v1/baskets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class BasketsResource {
    private final Baskets baskets;

    /** Serves {@code baskets}. */
    public BasketsResource(Baskets baskets) {
        this.baskets = baskets;
    }

    /** What became of a receipt, line by line. */
    public record BasketAnswer(@Nullable String basketId, List<LineAnswer> lines) {}

    /** What became of one line. */
    public record LineAnswer(
            @Nullable String requestId,
            @Nullable String serial,
            String state,
            @Nullable Instant activatedAt,
            @Nullable String reason,
            @Nullable List<Refused.FieldProblem> errors) {

        static LineAnswer of(BasketLine line) {
            return switch (line) {
                case BasketLine.Answered answered ->
                        switch (answered.outcome()) {
                            case Outcome.Activated sold ->
                                    new LineAnswer(
                                            sold.requestId(),
                                            sold.serial(),
                                            TillRequest.State.ACTIVATED.label(),
                                            sold.at(),
                                            null,
                                            null);
                            case Outcome.Declined declined ->
                                    new LineAnswer(
                                            answered.line().requestId(),
                                            answered.line().serial(),
                                            TillRequest.State.DECLINED.label(),
                                            null,
                                            declined.reason(),
                                            null);
                        };
                case BasketLine.Unusable unusable ->
                        new LineAnswer(
                                unusable.line().requestId(),
                                unusable.line().serial(),
                                "refused",
                                null,
                                unusable.refused().detail(),
                                unusable.refused().fields());
            };
        }
    }

    @POST
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Sell the items of a receipt, each on its own",
            description =
                    "Each line is answered as if it had come alone, so look at every one: the"
                            + " status of the whole says nothing about them. Sent again, each line"
                            + " gets the same answer. Undo lines one by one, each by its request"
                            + " id.")
    public BasketAnswer sell(
            @Context Caller caller, @Context Principal principal, @Nullable NewBasket body) {
        NewBasket asked = RequestBody.required(body);
        return new BasketAnswer(
                asked.basketId(),
                baskets
                        .sell(caller, asked, ActivationsResource.terminalOf(principal))
                        .stream()
                        .map(LineAnswer::of)
                        .toList());
    }
}
