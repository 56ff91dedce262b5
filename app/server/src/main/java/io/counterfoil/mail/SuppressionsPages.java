package io.counterfoil.mail;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The addresses that get nothing. */
@Path(SuppressionsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class SuppressionsPages {
    static final String HERE = MailPages.HERE + "/suppressions";

    private final Suppressions suppressions;

    /** Pages over {@code suppressions}. */
    public SuppressionsPages(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    /** The newest, or those before one. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after) {
        return Page.of("console/mail-suppressions")
                .with("search", search)
                .with("suppressions", suppressions.list(caller, search, Listing.of(null, after)));
    }

    /** Lets an address get messages again. */
    @POST
    @Path("/{id}/lift")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Response lift(@Context Caller caller, @PathParam("id") String id) {
        suppressions.lift(caller, Fields.idInPath("suppressed address", id));
        return Flash.seeOther(HERE, "The address gets messages again.");
    }
}
