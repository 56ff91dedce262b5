package io.counterfoil.signin;

import io.counterfoil.access.Member;
import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Where the link of an invitation leads. Looking at the page uses nothing up, since mail scanners do
 * that too.
 */
@Path("/invitation")
@Produces(MediaType.TEXT_HTML)
public final class InvitedPages {
    private final Invitations invitations;
    private final NextPages next;

    /** Pages over {@code invitations}; {@code next} leads on whoever has come. */
    public InvitedPages(Invitations invitations, NextPages next) {
        this.invitations = invitations;
        this.next = next;
    }

    /** The form for name and password. */
    @GET
    @Open
    public Page form(@QueryParam("token") @Nullable String token, @Context Caller visitor) {
        return page(token, visitor);
    }

    /** Adds them to the staff and lets them in. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response accept(
            @FormParam("token") @Nullable String token,
            @FormParam("name") @Nullable String name,
            @FormParam("chosen") @Nullable String password,
            @Context Caller visitor,
            @Context HttpHeaders headers) {
        try {
            Member member = invitations.accept(visitor, token, name, password);
            return next.lead(visitor, "staff", member.id(), headers);
        } catch (Refused refused) {
            if (refused.type() == ProblemType.GONE) {
                return Response.ok(page(token, visitor)).build();
            }
            return Response.ok(page(token, visitor).with("name", name).refused(refused)).build();
        }
    }

    private Page page(@Nullable String token, Caller visitor) {
        return Page.of("invited")
                .with("token", token)
                .with("invitation", invitations.awaited(visitor, token).orElse(null));
    }
}
