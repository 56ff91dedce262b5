package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Finding a serial number, and its trace. */
@Path("/console/serials")
@Produces(MediaType.TEXT_HTML)
public final class SerialsPages {
    private final Traces traces;

    /** Pages over {@code traces}. */
    public SerialsPages(Traces traces) {
        this.traces = traces;
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
    @Path("/{serial}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page trace(@Context Caller caller, @PathParam("serial") String serial) {
        return switch (SerialNumber.parse(serial)) {
            case SerialNumber.Parsed.Valid valid ->
                    Page.of("console/trace").with("trace", traces.of(caller, valid.serial()));
            case SerialNumber.Parsed.Invalid invalid -> throw Refused.notFound("serial number");
        };
    }
}
