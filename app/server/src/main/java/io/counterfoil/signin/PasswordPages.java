package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.FrontDoor;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Where staff change their own password. */
@Path("/{area: console|retail}/password")
@Produces(MediaType.TEXT_HTML)
public final class PasswordPages {
    private final StaffPasswords passwords;
    private final FrontDoor door;

    /** Pages over {@code passwords}, which let in anew through {@code door}. */
    public PasswordPages(StaffPasswords passwords, FrontDoor door) {
        this.passwords = passwords;
        this.door = door;
    }

    /** The form. */
    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK
    })
    public Page form(@PathParam("area") String area) {
        return page(area);
    }

    /** Changes it; this person is signed out in all other browsers. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK
    })
    public Response change(
            @PathParam("area") String area,
            @Context Caller caller,
            @FormParam("old_password") @Nullable String oldPassword,
            @FormParam("new_password") @Nullable String newPassword,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        try {
            String session =
                    passwords.change(
                            caller,
                            oldPassword,
                            newPassword,
                            SessionCookies.triedFrom(request));
            return door.enter(
                    session,
                    headers,
                    "/" + area + "/sessions",
                    "Your password is changed. All other browsers are signed out.");
        } catch (Refused refused) {
            return Response.ok(page(area).refused(refused)).build();
        }
    }

    private static Page page(String area) {
        return Page.of("password").with("area", area);
    }
}
