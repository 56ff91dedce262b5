package io.counterfoil.provisioning.overview;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.provisioning.moves.AccountMoves;
import io.counterfoil.provisioning.moves.MoveProspects;
import io.counterfoil.provisioning.moves.MoveView;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Storage nodes, and the moves between them, for staff. */
@Path(NodesPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class NodesPages {
    static final String HERE = "/console/nodes";

    private final NodeOverview overview;
    private final AccountMoves moves;
    private final MoveProspects prospects;

    /** Pages over {@code overview} and {@code moves}; {@code prospects} know whose they are. */
    public NodesPages(NodeOverview overview, AccountMoves moves, MoveProspects prospects) {
        this.overview = overview;
        this.moves = moves;
        this.prospects = prospects;
    }

    /** All nodes, and the newest moves. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page list(@Context Caller caller, @QueryParam("after") @Nullable String after) {
        return page(caller, after);
    }

    private Page page(Caller caller, @Nullable String after) {
        Slice<MoveView> newest = moves.list(caller, null, Listing.of(null, after));
        List<UUID> accounts = newest.items().stream().map(MoveView::account).toList();
        return Page.of("console/nodes")
                .with("nodes", overview.all(caller))
                .with("unlimited", overview.unlimited(caller))
                .with("mayDecide", overview.mayDecide())
                .with("moves", newest)
                .with("usernames", prospects.usernames(caller, accounts));
    }

    /** Has a node become empty. */
    @POST
    @Path("/{node}/drain")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response drain(@Context Caller caller, @PathParam("node") String node) {
        try {
            overview.drain(caller, node, true);
            return Flash.seeOther(
                    HERE, "Its accounts move to other nodes now. Look again later.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(page(caller, null).refused(refused)).build();
        }
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
