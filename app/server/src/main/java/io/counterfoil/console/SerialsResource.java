package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Serial numbers over the API. */
@Path("/api/v1/serials/{serial: [0-9]+}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inventory")
public final class SerialsResource {
    private final Traces traces;

    /** Serves {@code traces}. */
    public SerialsResource(Traces traces) {
        this.traces = traces;
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
    @Operation(summary = "Show an item with everything that happened to it")
    public Trace trace(@Context Caller caller, @PathParam("serial") String serial) {
        return switch (SerialNumber.parse(serial)) {
            case SerialNumber.Parsed.Valid valid -> traces.of(caller, valid.serial());
            case SerialNumber.Parsed.Invalid invalid -> throw Refused.notFound("serial number");
        };
    }
}
