package io.counterfoil.software;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Where customers get their software, as the provider's staff set it. */
@Path(SoftwarePages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class SoftwarePages {
    static final String HERE = "/console/settings/software";

    private final Software software;

    /** Pages over {@code software}. */
    public SoftwarePages(Software software) {
        this.software = software;
    }

    /** The address as it is. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return page(software.address(caller).orElse(null));
    }

    /** Changes it; empty takes it away. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response change(
            @Context Caller caller, @FormParam("address") @Nullable String address) {
        try {
            boolean there = software.change(caller, address).isPresent();
            return Flash.seeOther(
                    HERE,
                    there
                            ? "Customers find their software there from now on."
                            : "Customers are told of no software of yours any more.");
        } catch (Refused refused) {
            return Response.ok(page(address).refused(refused)).build();
        }
    }

    private static Page page(@Nullable String address) {
        return Page.of("console/software").with("address", address);
    }
}
