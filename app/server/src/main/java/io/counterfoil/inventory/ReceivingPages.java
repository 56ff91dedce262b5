package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A shop's deliveries: what is on its way, and what of it has arrived. */
@Path("/retail/receive")
@Produces(MediaType.TEXT_HTML)
public final class ReceivingPages {
    private static final String HERE = "/retail/receive";

    private final Shipments shipments;
    private final Receipts receipts;

    /** Pages over these. */
    public ReceivingPages(Shipments shipments, Receipts receipts) {
        this.shipments = shipments;
        this.receipts = receipts;
    }

    /** What is on its way, what is short, and what arrived, each a list of its own. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page list(
            @Context Caller caller,
            @QueryParam("coming_after") @Nullable String coming,
            @QueryParam("incomplete_after") @Nullable String incomplete,
            @QueryParam("received_after") @Nullable String received) {
        return Page.of("retail/receive")
                .with(
                        "coming",
                        of(caller, ShipmentState.SHIPPED, Listing.part("coming_after", coming)))
                .with(
                        "shortages",
                        of(
                                caller,
                                ShipmentState.SHORT,
                                Listing.part("incomplete_after", incomplete)))
                .with(
                        "arrived",
                        of(
                                caller,
                                ShipmentState.RECEIVED,
                                Listing.part("received_after", received)));
    }

    /** One delivery, with the form to scan what is in it. */
    @GET
    @Path("/{id}")
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page delivery(@Context Caller caller, @PathParam("id") String id) {
        return page(caller, Fields.idInPath("shipment", id));
    }

    /** Takes a delivery in: all of it, or the cartons and serials that were scanned. */
    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object receive(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("what") @Nullable String what,
            @FormParam("serials") @Nullable String serials) {
        UUID shipment = Fields.idInPath("shipment", id);
        Receipt receipt =
                "all".equals(what)
                        ? Receipt.ofEverything()
                        : ofScans(ScannedText.of(serials));
        try {
            return received(receipts.receive(caller, shipment, receipt));
        } catch (Refused refused) {
            return page(caller, shipment)
                    .with("serials", serials)
                    .refused(refused, ReceivingPages::ofForm);
        }
    }

    private Page page(Caller caller, UUID shipment) {
        return Page.of("retail/delivery")
                .with("shipment", shipments.find(caller, shipment))
                .with(
                        "cartons",
                        shipments.packed(caller, shipment).stream().map(CartonWords::of).toList());
    }

    private static Receipt ofScans(ScannedText scanned) {
        if (scanned.cartons().isEmpty() && scanned.serials().isEmpty()) {
            return new Receipt(null, List.of(""), null);
        }
        return new Receipt(
                scanned.cartons().isEmpty() ? null : scanned.cartons(),
                scanned.serials().isEmpty() ? null : scanned.serials(),
                null);
    }

    /** All that was scanned stands in one field. */
    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.of("serials");
    }

    private static Response received(Shipment shipment) {
        int missing = shipment.shortItems();
        return Flash.seeOther(
                HERE,
                shipment.received() == shipment.items()
                        ? Text.of(
                                "{items, plural, one {The item is in stock.} other {All # items are in stock.}}",
                                "items",
                                shipment.items())
                        : new Text(
                                "{received, number} of {items} items {received, plural, one {is} other {are}} in stock; {missing, plural, one {# is} other {# are}} listed as missing.",
                                Map.of(
                                        "received",
                                        shipment.received(),
                                        "items",
                                        shipment.items(),
                                        "missing",
                                        missing)));
    }

    private Slice<Shipment> of(Caller caller, ShipmentState state, Listing listing) {
        Slice<Shipment> part =
                shipments.list(caller, Optional.empty(), Optional.of(state), listing);
        // What stood there may have been received meanwhile, which doesn't say that nothing is left.
        return part.items().isEmpty() && listing.after() != null
                ? shipments.list(caller, Optional.empty(), Optional.of(state), Listing.first())
                : part;
    }
}
