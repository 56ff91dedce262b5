package io.counterfoil.software;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Where customers get their software, over the API. */
@Path("/api/v1/software")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class SoftwareResource {
    private final Software software;

    /** Calls of {@code software}. */
    public SoftwareResource(Software software) {
        this.software = software;
    }

    /** The web address; null = there is none. */
    public record SoftwareAddress(@Nullable String address) {}

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "Where customers get their backup software")
    public SoftwareAddress read(@Context Caller caller) {
        return new SoftwareAddress(software.address(caller).orElse(null));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Say where customers get their backup software; null takes it away")
    public SoftwareAddress change(@Context Caller caller, @Nullable SoftwareAddress body) {
        return new SoftwareAddress(
                software.change(caller, RequestBody.required(body).address()).orElse(null));
    }
}
