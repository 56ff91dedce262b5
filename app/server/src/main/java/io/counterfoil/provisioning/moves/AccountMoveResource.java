package io.counterfoil.provisioning.moves;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Has an account moved to another storage node, over the API. */
@Path("/api/v1/accounts/{id}/move")
@Tag(name = "Storage nodes")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountMoveResource {
    private final AccountMoves moves;

    /** Asks {@code moves}. */
    public AccountMoveResource(AccountMoves moves) {
        this.moves = moves;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Move an account to another storage node",
            description =
                    "With its parent account and all sub-accounts. Backups go on meanwhile. For"
                            + " moments at the end backup programs have to wait: restic goes on by"
                            + " itself with a backup that runs; one that begins just then fails and"
                            + " has to be begun again. The old address goes on working.")
    @Answer(status = 202, body = MoveView.class)
    public Response move(
            @Context Caller caller, @PathParam("id") String id, @Nullable MoveRequest body) {
        return Response.accepted(
                        moves.ask(
                                caller,
                                Fields.idInPath("account", id),
                                RequestBody.required(body)))
                .build();
    }
}
