package io.counterfoil.signin;

import io.counterfoil.access.FrontDoor;
import io.counterfoil.access.Open;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.QrPicture;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
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
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a code is asked for after the password. */
@Path("/{area: console|retail|account}/sign-in/step")
@Produces(MediaType.TEXT_HTML)
public final class StepPages {
    private final PendingSignIns pending;
    private final FrontDoor door;

    /** Pages over {@code pending} sign-ins, which let in through {@code door}. */
    public StepPages(PendingSignIns pending, FrontDoor door) {
        this.pending = pending;
        this.door = door;
    }

    /** The form; who has shown no password is led to where that is asked for. */
    @GET
    @Open
    public Response form(
            @PathParam("area") String area,
            @CookieParam(SessionCookies.STEP) @Nullable String token,
            @Context Caller visitor) {
        return page(area, token, visitor)
                .map(page -> Response.ok(page).build())
                .orElseGet(() -> Flash.seeOther(signIn(area)));
    }

    /** Takes the code. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response take(
            @PathParam("area") String area,
            @CookieParam(SessionCookies.STEP) @Nullable String token,
            @FormParam("code") @Nullable String code,
            @Context Caller visitor,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        try {
            PendingSignIns.Done done =
                    pending.finish(
                            visitor, token, code == null ? "" : code, SessionCookies.triedFrom(request));
            Response entered = door.enter(done.token(), headers, done.home());
            if (done.recovery() == null) {
                return Response.fromResponse(entered).cookie(SessionCookies.stepOver()).build();
            }
            return Response.fromResponse(entered)
                    .status(Response.Status.OK)
                    .header(HttpHeaders.LOCATION, null)
                    .entity(
                            Page.of("recovery-codes")
                                    .with("codes", done.recovery().codes())
                                    .with("onwards", withQuery(entered.getLocation())))
                    .cookie(SessionCookies.stepOver())
                    .build();
        } catch (Refused refused) {
            if (refused.type() == ProblemType.GONE) {
                return Flash.seeOther(signIn(area), refused.text());
            }
            return page(area, token, visitor)
                    .map(page -> Response.ok(page.refused(refused)).build())
                    .orElseThrow(() -> refused);
        }
    }

    private Optional<Page> page(String area, @Nullable String token, Caller visitor) {
        return pending.asked(visitor, token)
                .map(
                        asked -> {
                            Page page =
                                    Page.of("sign-in-step")
                                            .with("area", area)
                                            .with("passkey", asked.passkey())
                                            .with("enrolment", asked.enrolment());
                            return asked.enrolment() == null
                                    ? page
                                    : page.with(
                                            "picture",
                                            QrPicture.of(asked.enrolment().address()));
                        });
    }

    private static String withQuery(URI page) {
        return page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
    }

    private static String signIn(String area) {
        return "/" + area + "/sign-in";
    }
}
