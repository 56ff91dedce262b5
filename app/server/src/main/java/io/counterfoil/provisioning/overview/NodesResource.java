package io.counterfoil.provisioning.overview;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Storage nodes over the API. */
@Path("/api/v1/nodes")
@Tag(name = "Storage nodes")
@Produces(MediaType.APPLICATION_JSON)
public final class NodesResource {
    private final NodeOverview overview;

    /** Serves {@code overview}. */
    public NodesResource(NodeOverview overview) {
        this.overview = overview;
    }

    /** All nodes; there are few. */
    public record NodeList(List<StorageNodeView> items) {
        public NodeList {
            items = List.copyOf(items);
        }
    }

    @GET
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    @Operation(summary = "List the storage nodes with their room")
    public NodeList list(@Context Caller caller) {
        return new NodeList(overview.all(caller));
    }

    @POST
    @Path("/{node}/drain")
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Have a storage node become empty",
            description =
                    "No new account goes there, and those that are there move to other nodes, two"
                            + " at a time. Only where there is one provider.")
    public StorageNodeView drain(@Context Caller caller, @PathParam("node") String node) {
        return overview.drain(caller, node, true);
    }

    @POST
    @Path("/{node}/undrain")
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Let a storage node take accounts again",
            description = "Moves that have begun go on; call them off one by one if need be.")
    public StorageNodeView undrain(@Context Caller caller, @PathParam("node") String node) {
        return overview.drain(caller, node, false);
    }
}
