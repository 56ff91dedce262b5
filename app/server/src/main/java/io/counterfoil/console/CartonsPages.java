package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.Carton;
import io.counterfoil.inventory.CartonFilter;
import io.counterfoil.inventory.CartonState;
import io.counterfoil.inventory.Cartons;
import io.counterfoil.inventory.NewCartons;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.Packing;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
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
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cartons in the provider's stock: packing them, their labels, and opening them again. */
@Path("/console/cartons")
@Produces(MediaType.TEXT_HTML)
public final class CartonsPages {
    private static final String HERE = "/console/cartons";

    private final Cartons cartons;

    /** Pages over {@code cartons}. */
    public CartonsPages(Cartons cartons) {
        this.cartons = cartons;
    }

    /** A carton, as the list shows it. */
    public record Line(
            UUID id,
            String sscc,
            String state,
            Instant packedAt,
            int items,
            String first,
            String last) {
        static Line of(Carton carton) {
            return new Line(
                    carton.id(),
                    carton.sscc(),
                    carton.state().label(),
                    carton.packedAt(),
                    carton.items(),
                    carton.range().first().toString(),
                    carton.range().last().toString());
        }
    }

    /** What the form for packing was filled in with. */
    public record Wanted(
            @Nullable String from, @Nullable String to, @Nullable String perCarton) {}

    /**
     * The cartons that are asked for, newest first, and the form to pack more.
     *
     * @param sscc only that with this number on it, typed or scanned
     * @param packing only those that were packed together; {@code state}: only those that are there
     * @param from the first serial number to fill in; {@code to} is the last
     */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("after") @Nullable String after,
            @QueryParam("sscc") @Nullable String sscc,
            @QueryParam("packing") @Nullable String packing,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        CartonFilter filter = CartonFilter.read(sscc, packing, state);
        return page(caller, filter, Listing.of(null, after))
                .with("sscc", sscc)
                .with("packing", filter.packing().orElse(null))
                .with("state", state)
                .with("wanted", new Wanted(from, to, null));
    }

    /** Packs a range of serial numbers. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object pack(
            @Context Caller caller,
            @FormParam("serials.from") @Nullable String from,
            @FormParam("serials.to") @Nullable String to,
            @FormParam("per_carton") @Nullable String perCarton) {
        NewCartons wanted =
                new NewCartons(null, new NewShipment.Range(from, to), TypedNumbers.whole(perCarton));
        try {
            Packing packing = cartons.pack(caller, wanted);
            int count = packing.cartons().size();
            return Flash.seeOther(
                    HERE + "?packing=" + packing.id(),
                    Text.of(
                            "{items, plural, one {# item is} other {# items are}} in {cartons,"
                                    + " plural, one {# carton} other {# cartons}}. Print the"
                                    + " labels and stick them on.",
                            "items",
                            packing.items(),
                            "cartons",
                            count));
        } catch (Refused refused) {
            return page(caller, CartonFilter.all(), Listing.first())
                    .with("wanted", new Wanted(from, to, perCarton))
                    .refused(
                            refused,
                            problem -> TypedNumbers.whole(problem, "per_carton", perCarton));
        }
    }

    /** Opens a carton. */
    @POST
    @Path("/{id}/unpack")
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object unpack(@Context Caller caller, @PathParam("id") String id) {
        try {
            Carton carton = cartons.unpack(caller, Fields.idInPath("carton", id));
            return Flash.seeOther(
                    HERE, Text.of(
                            "Carton {sscc} is unpacked; its items are loose.",
                            "sscc",
                            carton.sscc()));
        } catch (Refused refused) {
            return page(caller, CartonFilter.all(), Listing.first()).refused(refused);
        }
    }

    private Page page(Caller caller, CartonFilter filter, Listing listing) {
        Slice<Line> slice = cartons.list(caller, filter, listing).map(Line::of);
        return Page.of("console/cartons")
                .with("states", CartonState.values())
                .with("cartons", slice.items())
                .with("next", slice.next());
    }
}
