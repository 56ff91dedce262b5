package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.HoldOutcome;
import io.counterfoil.inventory.HoldReleases;
import io.counterfoil.inventory.HoldRequest;
import io.counterfoil.inventory.Holds;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Retailers;
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
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finding a serial number, and its trace. */
@Path("/console/serials")
@Produces(MediaType.TEXT_HTML)
public final class SerialsPages {
    private final Traces traces;
    private final TraceWords words;
    private final Holds holds;
    private final HoldReleases releases;
    private final Retailers retailers;

    /**
     * Pages over {@code traces}, told in {@code words}, and {@code holds} with their {@code releases};
     * {@code retailers} have names.
     */
    public SerialsPages(
            Traces traces,
            TraceWords words,
            Holds holds,
            HoldReleases releases,
            Retailers retailers) {
        this.traces = traces;
        this.words = words;
        this.holds = holds;
        this.releases = releases;
        this.retailers = retailers;
    }

    /** Goes to the serial number that was typed or scanned, or says why it can't be one. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Response find(@QueryParam("serial") @Nullable String typed) {
        Page search = Page.of("console/serials").with("typed", typed);
        return switch (SerialNumber.parse(typed == null ? "" : typed)) {
            case SerialNumber.Parsed.Valid valid ->
                    Flash.seeOther("/console/serials/" + valid.serial());
            case SerialNumber.Parsed.Invalid invalid ->
                    Response.ok(
                                    typed == null
                                            ? search
                                            : search.refused(
                                                    new Refused(
                                                            ProblemType.INVALID, invalid.reason())))
                            .build();
        };
    }

    /** The trace. */
    @GET
    @Path("/{serial: [0-9]+}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page trace(@Context Caller caller, @PathParam("serial") String serial) {
        return switch (SerialNumber.parse(serial)) {
            case SerialNumber.Parsed.Valid valid -> trace(caller, valid.serial());
            case SerialNumber.Parsed.Invalid invalid -> throw Refused.notFound("serial number");
        };
    }

    private Page trace(Caller caller, SerialNumber serial) {
        Trace trace = traces.of(caller, serial);
        UUID retailer = trace.retailer();
        UUID outlet = trace.outlet();
        return Page.of("console/trace")
                .with("trace", trace)
                .with("told", words.of(caller, trace))
                .with("retailer", retailer == null ? null : retailers.retailer(caller, retailer))
                .with("outlet", outlet == null ? null : retailers.outlet(caller, outlet));
    }

    /** Holds a range. */
    @POST
    @Path("/hold")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response hold(
            @Context Caller caller,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("reason") @Nullable String reason) {
        return change(
                new HoldRequest(from, to, reason),
                asked -> holds.hold(caller, asked),
                "Items put on hold: {items}.",
                "Items put on hold: {items}. Others ({others}) can't be held now, or were on hold before and stay so until each of their holds ends.");
    }

    /** Releases a range. */
    @POST
    @Path("/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response release(
            @Context Caller caller,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("reason") @Nullable String reason) {
        return change(
                new HoldRequest(from, to, reason),
                asked -> releases.release(caller, asked),
                "Items released: {items}.",
                "Items released: {items}. Others ({others}) were not on hold, or stay so for another reason, which has its own release.");
    }

    private static Response change(
            HoldRequest asked,
            Function<HoldRequest, HoldOutcome> change,
            String all,
            String some) {
        try {
            HoldOutcome outcome = change.apply(asked);
            SerialNumber first = SerialNumber.of(String.valueOf(asked.from()));
            return Flash.seeOther(
                    "/console/serials/" + first,
                    outcome.skipped() == 0
                            ? Text.of(all, "items", outcome.changed())
                            : Text.of(
                                    some,
                                    "items",
                                    outcome.changed(),
                                    "others",
                                    outcome.skipped()));
        } catch (Refused refused) {
            return Response.ok(Page.of("console/serials").with("asked", asked).refused(refused))
                    .build();
        }
    }
}
