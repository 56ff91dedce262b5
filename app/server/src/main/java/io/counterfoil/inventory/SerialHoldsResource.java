package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds of ranges of items over the API. */
@Path("/api/v1/serials")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class SerialHoldsResource {
    private final Holds holds;
    private final HoldReleases releases;

    /** Serves {@code holds} and their {@code releases}. */
    public SerialHoldsResource(Holds holds, HoldReleases releases) {
        this.holds = holds;
        this.releases = releases;
    }

    /** Items that are held now. */
    public record HeldAnswer(@Nullable UUID id, int held, int skipped) {}

    /** Items that are free again. */
    public record ReleasedAnswer(@Nullable UUID id, int released, int skipped) {}

    @POST
    @Path("/hold")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Hold a range of items: nobody sends, sells or redeems them for now",
            description =
                    "What is redeemed, spoiled, voided or expired is skipped. What is held already"
                            + " counts as skipped, too, and stays held until both holds end; asked"
                            + " again for the same reason, it is the same hold, and is about what was"
                            + " released out of it again.")
    public HeldAnswer hold(@Context Caller caller, @Nullable HoldRequest body) {
        HoldOutcome outcome = holds.hold(caller, RequestBody.required(body));
        return new HeldAnswer(outcome.id(), outcome.changed(), outcome.skipped());
    }

    @POST
    @Path("/release")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Release a range of items that are on hold",
            description =
                    "What did not arrive with its shipment is released by its receipt, and what was lost or"
                            + " stolen by being found. What another hold is about, too, is held by that"
                            + " one from then on.")
    public ReleasedAnswer release(@Context Caller caller, @Nullable HoldRequest body) {
        HoldOutcome outcome = releases.release(caller, RequestBody.required(body));
        return new ReleasedAnswer(outcome.id(), outcome.changed(), outcome.skipped());
    }
}
