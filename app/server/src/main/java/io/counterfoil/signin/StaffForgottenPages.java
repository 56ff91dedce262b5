package io.counterfoil.signin;

import io.counterfoil.access.Member;
import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.servlet.http.HttpServletRequest;
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
import org.jspecify.annotations.Nullable;

/**
 * For staff who forgot their password. Looking at the page of a link uses nothing up, since mail
 * scanners do that too.
 */
@Path("/{area: console|retail}/forgotten")
@Produces(MediaType.TEXT_HTML)
public final class StaffForgottenPages {
    private final StaffForgotten forgotten;

    /** Pages over {@code forgotten} passwords. */
    public StaffForgottenPages(StaffForgotten forgotten) {
        this.forgotten = forgotten;
    }

    /** Asks who it is. */
    @GET
    @Open
    public Page form(@PathParam("area") String area) {
        return asking(area, false);
    }

    /** Has the link mailed; the page after it is the same for everybody. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Page ask(
            @PathParam("area") String area,
            @FormParam("email") @Nullable String email,
            @Context Caller visitor,
            @Context HttpServletRequest request) {
        try {
            forgotten.ask(visitor, email, request.getRemoteAddr());
            return asking(area, true);
        } catch (Refused refused) {
            return asking(area, false).with("email", email).refused(refused);
        }
    }

    /** Where the link leads. */
    @GET
    @Path("/new")
    @Open
    public Page choose(
            @PathParam("area") String area,
            @QueryParam("token") @Nullable String token,
            @Context Caller visitor) {
        return choosing(area, token, visitor);
    }

    /** Sets the new password. */
    @POST
    @Path("/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response set(
            @PathParam("area") String area,
            @FormParam("token") @Nullable String token,
            @FormParam("chosen") @Nullable String chosen,
            @Context Caller visitor) {
        try {
            Member member = forgotten.set(visitor, token, chosen);
            return Flash.seeOther(
                    member.retailer() == null ? "/console/sign-in" : "/retail/sign-in",
                    "Your new password is set. Please sign in with it.");
        } catch (Refused refused) {
            Page page = choosing(area, token, visitor);
            return Response.ok(refused.type() == ProblemType.GONE ? page : page.refused(refused))
                    .build();
        }
    }

    private static Page asking(String area, boolean sent) {
        return Page.of("forgotten").with("area", area).with("sent", sent);
    }

    private Page choosing(String area, @Nullable String token, Caller visitor) {
        return Page.of("new-password")
                .with("area", area)
                .with("token", token)
                .with("email", forgotten.awaited(visitor, token).map(Member::email).orElse(null));
    }
}
