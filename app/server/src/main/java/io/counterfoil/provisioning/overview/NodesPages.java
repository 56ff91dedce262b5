package io.counterfoil.provisioning.overview;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.provisioning.moves.AccountMoves;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
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

/** Storage nodes, and the moves between them, for staff. */
@Path(NodesPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class NodesPages {
    static final String HERE = "/console/nodes";

    private final NodeOverview overview;
    private final AccountMoves moves;

    /** Pages over {@code overview} and {@code moves}. */
    public NodesPages(NodeOverview overview, AccountMoves moves) {
        this.overview = overview;
        this.moves = moves;
    }

    /** All nodes, and the newest moves. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page list(@Context Caller caller, @QueryParam("after") @Nullable String after) {
        return Page.of("console/nodes")
                .with("nodes", overview.all(caller))
                .with("mayDecide", overview.mayDecide())
                .with("moves", moves.list(caller, null, Listing.of(null, after)));
    }

    /** Has a node become empty. */
    @POST
    @Path("/{node}/drain")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response drain(@Context Caller caller, @PathParam("node") String node) {
        overview.drain(caller, node, true);
        return Flash.seeOther(HERE, "Its accounts move to other nodes now. Look again later.");
    }

    /** Lets a node take accounts again. */
    @POST
    @Path("/{node}/undrain")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response undrain(@Context Caller caller, @PathParam("node") String node) {
        overview.drain(caller, node, false);
        return Flash.seeOther(HERE, "The node takes accounts again.");
    }

    /** Calls a move off. */
    @POST
    @Path("/moves/{id}/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response cancel(@Context Caller caller, @PathParam("id") String id) {
        moves.cancel(caller, Fields.idInPath("move", id));
        return Flash.seeOther(HERE, "The move is called off; the account stays where it was.");
    }
}
