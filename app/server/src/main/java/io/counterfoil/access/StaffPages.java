package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The provider's own staff: who may sign in to the console, as what. */
@Path("/console/staff")
@Produces(MediaType.TEXT_HTML)
public final class StaffPages {
    private static final String HERE = "/console/staff";

    private final StaffMembers staff;

    /** Pages over {@code staff}. */
    public StaffPages(StaffMembers staff) {
        this.staff = staff;
    }

    /** Everybody, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(@Context Caller caller) {
        return page(caller);
    }

    /** Adds somebody and shows their first password. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page add(
            @Context Caller caller,
            @FormParam("email") @Nullable String email,
            @FormParam("name") @Nullable String name,
            @FormParam("role") @Nullable String role) {
        NewMember asked = new NewMember(email, name, role, null);
        try {
            StaffMembers.WithPassword made = staff.create(caller, asked);
            return page(caller).with("made", made);
        } catch (Refused refused) {
            return page(caller).with("asked", asked).refused(refused);
        }
    }

    /** Lets somebody sign in no more. */
    @POST
    @Path("/{id}/disable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response disable(@Context Caller caller, @PathParam("id") String id) {
        Member member = staff.disable(caller, Fields.idInPath("member of staff", id));
        return Flash.seeOther(HERE, member.name() + " can no longer sign in.");
    }

    /** Lets somebody sign in again. */
    @POST
    @Path("/{id}/enable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response enable(@Context Caller caller, @PathParam("id") String id) {
        Member member = staff.enable(caller, Fields.idInPath("member of staff", id));
        return Flash.seeOther(HERE, member.name() + " can sign in again.");
    }

    /** Gives somebody a new password and shows it. */
    @POST
    @Path("/{id}/new-password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Page newPassword(@Context Caller caller, @PathParam("id") String id) {
        StaffMembers.WithPassword made =
                staff.newPassword(caller, Fields.idInPath("member of staff", id));
        return page(caller).with("made", made);
    }

    private Page page(Caller caller) {
        return Page.of("console/staff").with("members", staff.list(caller, null));
    }
}
