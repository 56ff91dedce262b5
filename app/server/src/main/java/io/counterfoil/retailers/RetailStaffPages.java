package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Member;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who works in the shops, for those who do; its managers look after them. */
@Path(RetailStaffPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class RetailStaffPages {
    static final String HERE = "/retail/staff";

    private final RetailStaff staff;

    /** Pages over {@code staff}. */
    public RetailStaffPages(RetailStaff staff) {
        this.staff = staff;
    }

    /** Everybody, and for managers the form for one more. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page list(@Context Caller caller, @Context Principal principal) {
        return page(caller, principal);
    }

    /** Adds somebody and shows their first password. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Page add(
            @Context Caller caller,
            @Context Principal principal,
            @FormParam("email") @Nullable String email,
            @FormParam("name") @Nullable String name,
            @FormParam("role") @Nullable String role) {
        try {
            StaffMembers.WithPassword made =
                    staff.add(caller, caller.retailer(), email, name, role);
            return page(caller, principal).with("made", made);
        } catch (Refused refused) {
            return page(caller, principal)
                    .with("email", email)
                    .with("name", name)
                    .with("role", role)
                    .refused(refused);
        }
    }

    /** Lets somebody sign in no more. */
    @POST
    @Path("/{person}/disable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Response disable(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("person") String person) {
        try {
            Member member = staff.disable(caller, caller.retailer(), person(person));
            return Flash.seeOther(HERE, Text.of("{name} can no longer sign in.", "name", member.name()));
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(page(caller, principal).refused(refused)).build();
        }
    }

    /** Lets somebody sign in again. */
    @POST
    @Path("/{person}/enable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Response enable(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("person") String person) {
        try {
            Member member = staff.enable(caller, caller.retailer(), person(person));
            return Flash.seeOther(HERE, Text.of("{name} can sign in again.", "name", member.name()));
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return Response.ok(page(caller, principal).refused(refused)).build();
        }
    }

    /** Gives somebody a new password and shows it. */
    @POST
    @Path("/{person}/new-password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Page newPassword(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("person") String person) {
        StaffMembers.WithPassword made =
                staff.newPassword(caller, caller.retailer(), person(person));
        return page(caller, principal).with("made", made);
    }

    private Page page(Caller caller, Principal principal) {
        return Page.of("retail/staff")
                .with("members", staff.list(caller, caller.retailer()))
                .with("manages", principal.role() == Role.MANAGER)
                .with("me", principal.actor().person());
    }

    private static UUID person(String id) {
        return Fields.idInPath("member of staff", id);
    }
}
