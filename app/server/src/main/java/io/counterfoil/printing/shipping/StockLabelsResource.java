package io.counterfoil.printing.shipping;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.Carton;
import io.counterfoil.inventory.Cartons;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The labels of cartons that wait in the provider's stock, to stick on them as they are packed. */
@Path("/api/v1/cartons")
@Tag(name = "Inventory")
public final class StockLabelsResource {
    private final Cartons cartons;
    private final CartonLabels labels;

    /** Serves {@code labels} of {@code cartons}. */
    public StockLabelsResource(Cartons cartons, CartonLabels labels) {
        this.cartons = cartons;
        this.labels = labels;
    }

    @GET
    @Path("/labels")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "A label for each carton of a packing as PDF")
    @Answer(media = Download.PDF)
    public Response ofPacking(
            @Context Caller caller,
            @QueryParam("packing") @Nullable String packing,
            @QueryParam("layout") @DefaultValue(CartonLabelsResource.LAYOUT) String layout,
            @QueryParam("sheet") @DefaultValue(CartonLabelsResource.SHEET) String sheet) {
        Fields fields = new Fields();
        UUID id = fields.id("packing", packing);
        fields.done();
        return labels.ofStock(
                        caller, id, cartons.packed(caller, id), new PrintPart(layout, sheet))
                .answer();
    }

    @GET
    @Path("/{id}/label")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "The label of a carton as PDF")
    @Answer(media = Download.PDF)
    public Response ofCarton(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("layout") @DefaultValue(CartonLabelsResource.LAYOUT) String layout,
            @QueryParam("sheet") @DefaultValue(CartonLabelsResource.SHEET) String sheet) {
        Carton carton = cartons.find(caller, Fields.idInPath("carton", id));
        return labels.ofStock(
                        caller,
                        carton.id(),
                        List.of(cartons.packed(caller, carton)),
                        new PrintPart(layout, sheet))
                .answer();
    }
}
