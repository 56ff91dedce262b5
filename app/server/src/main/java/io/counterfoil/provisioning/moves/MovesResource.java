package io.counterfoil.provisioning.moves;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves of accounts from storage node to storage node, over the API. */
@Path("/api/v1/moves")
@Tag(name = "Storage nodes")
@Produces(MediaType.APPLICATION_JSON)
public final class MovesResource {
    private static final Table<MoveView> TABLE =
            Table.of(MoveView.class)
                    .with("id", MoveView::id)
                    .with("account", MoveView::account)
                    .with("from", MoveView::from)
                    .with("to", MoveView::to)
                    .with("state", MoveView::state)
                    .with("bytes", MoveView::bytes)
                    .with("total_bytes", MoveView::totalBytes)
                    .with("problem", MoveView::problem)
                    .with("asked_at", MoveView::askedAt)
                    .with("moved_at", MoveView::movedAt)
                    .with("ended_at", MoveView::endedAt);

    private final AccountMoves moves;

    /** Serves {@code moves}. */
    public MovesResource(AccountMoves moves) {
        this.moves = moves;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    @Operation(summary = "List moves of accounts between storage nodes, newest first")
    public Listed<MoveView> list(
            @Context Caller caller,
            @QueryParam("account") @Nullable String account,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID only = Fields.idIfGiven("account", account).orElse(null);
        return Listed.of(limit, after, part -> moves.list(caller, only, part), TABLE);
    }

    @GET
    @Path("/{id}")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    @Operation(summary = "How far the move of an account is")
    public MoveView read(@Context Caller caller, @PathParam("id") String id) {
        return moves.view(caller, Fields.idInPath("move", id));
    }

    @POST
    @Path("/{id}/cancel")
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Call off a move, before the account is on the other node")
    public MoveView cancel(@Context Caller caller, @PathParam("id") String id) {
        return moves.cancel(caller, Fields.idInPath("move", id));
    }
}
