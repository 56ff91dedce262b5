package io.counterfoil.signin;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.QrPicture;
import jakarta.servlet.http.HttpServletRequest;
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

/** Where people set up, renew and turn off the second step of their own sign-in. */
@Path("/{area: console|retail|account}/second-step")
@Produces(MediaType.TEXT_HTML)
public final class SecondStepPages {
    private final OwnSecondStep own;

    /** Pages over everybody's {@code own}. */
    public SecondStepPages(OwnSecondStep own) {
        this.own = own;
    }

    /** How it is. */
    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Page show(
            @PathParam("area") String area,
            @Context Caller caller,
            @Context Principal principal) {
        return page(area, caller, principal);
    }

    /** Shows what the app has to be told. */
    @POST
    @Path("/begin")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Response begin(
            @PathParam("area") String area,
            @Context Caller caller,
            @Context Principal principal) {
        try {
            return Response.ok(enrolling(area, caller, principal)).build();
        } catch (Refused refused) {
            return Response.ok(page(area, caller, principal).refused(refused)).build();
        }
    }

    /** Turns it on with the first code, and shows the recovery codes. */
    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Page confirm(
            @PathParam("area") String area,
            @FormParam("code") @Nullable String code,
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpServletRequest request) {
        try {
            return codes(area, own.confirm(caller, principal, text(code), SessionCookies.triedFrom(request)));
        } catch (Refused refused) {
            return enrolling(area, caller, principal).refused(refused);
        }
    }

    /** Makes new recovery codes and shows them. */
    @POST
    @Path("/renew")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Page renew(
            @PathParam("area") String area,
            @FormParam("code") @Nullable String code,
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpServletRequest request) {
        try {
            return codes(area, own.renew(caller, principal, text(code), SessionCookies.triedFrom(request)));
        } catch (Refused refused) {
            return page(area, caller, principal).refused(refused);
        }
    }

    /** Turns it off. */
    @POST
    @Path("/off")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.MANAGER,
        Role.CLERK,
        Role.ACCOUNT_HOLDER
    })
    public Response turnOff(
            @PathParam("area") String area,
            @FormParam("code") @Nullable String code,
            @Context Caller caller,
            @Context Principal principal,
            @Context HttpServletRequest request) {
        try {
            own.turnOff(caller, principal, text(code), SessionCookies.triedFrom(request));
            return Flash.seeOther(
                    "/" + area + "/second-step",
                    "The second step is turned off. Your password alone lets you in now.");
        } catch (Refused refused) {
            return Response.ok(
                            page(area, caller, principal)
                                    .with("turningOff", true)
                                    .refused(refused))
                    .build();
        }
    }

    private Page page(String area, Caller caller, Principal principal) {
        return Page.of("second-step")
                .with("area", area)
                .with("step", own.of(caller, principal));
    }

    private Page enrolling(String area, Caller caller, Principal principal) {
        SecondSteps.Enrolment enrolment = own.begin(caller, principal);
        return page(area, caller, principal)
                .with("enrolment", enrolment)
                .with("picture", QrPicture.of(enrolment.address()));
    }

    private static Page codes(String area, SecondSteps.Recovery recovery) {
        return Page.of("recovery-codes")
                .with("codes", recovery.codes())
                .with("onwards", "/" + area + "/second-step");
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
