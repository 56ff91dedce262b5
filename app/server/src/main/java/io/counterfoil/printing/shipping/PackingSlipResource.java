package io.counterfoil.printing.shipping;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.report.Report;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Download;
import io.counterfoil.web.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The packing slips of shipments, to print and to put on the cartons. */
@Path("/api/v1/shipments/{id}/packing-slip")
@Tag(name = "Inventory")
public final class PackingSlipResource {
    private final PackingSlips slips;

    /** Serves {@code slips}. */
    public PackingSlipResource(PackingSlips slips) {
        this.slips = slips;
    }

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(summary = "The packing slip of a shipment as PDF")
    @Answer(media = Download.PDF)
    public Response slip(
            @Context Caller caller,
            @PathParam("id") String id,
            @Context ContainerRequestContext request) {
        Report slip =
                slips.of(caller, Fields.idInPath("shipment", id), Languages.of(request));
        return new Download("packing-slip.pdf", Download.PDF, slip::write).answer();
    }
}
