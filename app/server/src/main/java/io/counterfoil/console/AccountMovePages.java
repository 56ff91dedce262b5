package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.moves.AccountMoves;
import io.counterfoil.provisioning.moves.MoveProspects;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the owner has an account moved to another storage node, and staff see how far it is. */
@Path("/console/accounts/{id}/moves")
@Produces(MediaType.TEXT_HTML)
public final class AccountMovePages {
    private final AccountCare care;
    private final AccountMoves moves;
    private final MoveProspects prospects;

    /** Pages over {@code moves}; {@code prospects} say what they would mean. */
    public AccountMovePages(AccountCare care, AccountMoves moves, MoveProspects prospects) {
        this.care = care;
        this.moves = moves;
        this.prospects = prospects;
    }

    /** How far it is; or what it would mean, and where it could go. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        return page(caller, account(id));
    }

    /** Begins it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response move(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("node") @Nullable String node,
            @FormParam("drop_deleted") @Nullable String dropDeleted) {
        UUID account = account(id);
        String chosen = node == null || node.isBlank() ? null : node;
        try {
            moves.ask(
                    caller,
                    account,
                    new AccountMoves.MoveRequest(chosen, "true".equals(dropDeleted)));
            return Flash.seeOther(address(account), "The account is on its way.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(page(caller, account).with("chosen", chosen).refused(refused))
                    .build();
        }
    }

    /** Calls it off. */
    @POST
    @Path("/{move}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response cancel(
            @Context Caller caller, @PathParam("id") String id, @PathParam("move") String move) {
        UUID account = account(id);
        try {
            moves.cancel(caller, Fields.idInPath("move", move));
            return Flash.seeOther(
                    CustomerAccountPages.address(account),
                    "The move is called off; the account stays where it was.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(page(caller, account).refused(refused)).build();
        }
    }

    private Page page(Caller caller, UUID account) {
        return Page.of("console/account-move")
                .with("account", care.view(caller, account))
                .with("prospect", prospects.of(caller, account));
    }

    private static UUID account(String id) {
        return Fields.idInPath("account", id);
    }

    private static String address(UUID account) {
        return CustomerAccountPages.address(account) + "/moves";
    }
}
