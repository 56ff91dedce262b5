package io.counterfoil.printing.shipping;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.PrintPart;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Download;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The labels of a shipment's cartons, to print and to stick on them. */
@Path("/api/v1/shipments/{id}/carton-labels")
@Tag(name = "Inventory")
public final class CartonLabelsResource {
    static final String LAYOUT = "carton-label";
    static final String SHEET = "avery-7165";

    private final CartonLabels labels;

    /** Serves {@code labels}. */
    public CartonLabelsResource(CartonLabels labels) {
        this.labels = labels;
    }

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(
            summary = "A label for each carton of a shipment as PDF",
            description =
                    "sheet: one that the layout fits on, such as bureau for a label printer with"
                        + " one label a page.")
    @Answer(media = Download.PDF)
    public Response labels(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("layout") @DefaultValue(LAYOUT) String layout,
            @QueryParam("sheet") @DefaultValue(SHEET) String sheet) {
        PrintPart part = new PrintPart(layout, sheet);
        return labels.ofShipment(caller, Fields.idInPath("shipment", id), part).answer();
    }
}
