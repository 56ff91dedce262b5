package io.counterfoil.signin.openid;

import io.counterfoil.access.Open;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.signin.NextPages;
import io.counterfoil.signin.SignInPages;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Where staff are sent to their OpenID provider, and come back from it. */
@Path(OpenIdPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class OpenIdPages {
    static final String HERE = "/console/sign-in/openid";

    /** Where the OpenID provider sends people back to. */
    static final String CALLBACK = HERE + "/callback";

    private final OpenIdSignIn signIn;
    private final SignInPages form;
    private final NextPages next;

    /**
     * Pages over {@code signIn}; what went wrong stands on the usual {@code form}, and {@code next}
     * leads on who has come.
     */
    public OpenIdPages(OpenIdSignIn signIn, SignInPages form, NextPages next) {
        this.signIn = signIn;
        this.form = form;
        this.next = next;
    }

    /** Sends the browser there. A link leads here: forms may send browsers nowhere else. */
    @GET
    @Open
    public Response begin(@Context Caller visitor) {
        try {
            OpenIdSignIn.Begun begun = signIn.begin(visitor);
            return Response.seeOther(begun.there())
                    .cookie(SessionCookies.openId(begun.kept()))
                    .build();
        } catch (Refused refused) {
            return again(visitor, refused);
        }
    }

    /** Lets in whoever came back, or says why not. */
    @GET
    @Path("/callback")
    @Open
    public Response callback(
            @QueryParam("code") @Nullable String code,
            @QueryParam("state") @Nullable String state,
            @QueryParam("error") @Nullable String error,
            @QueryParam("iss") @Nullable String issuer,
            @CookieParam(SessionCookies.OPENID) @Nullable String kept,
            @Context Caller visitor,
            @Context HttpHeaders headers) {
        try {
            OpenIdSignIn.Come come =
                    signIn.finish(
                            visitor, new OpenIdSignIn.Answer(code, state, error, issuer), kept);
            Response led =
                    come.bothSteps()
                            ? next.enter(visitor, "staff", come.staff(), headers)
                            : next.lead(visitor, "staff", come.staff(), headers);
            return Response.fromResponse(led).cookie(SessionCookies.openIdOver()).build();
        } catch (Refused refused) {
            return again(visitor, refused);
        }
    }

    private Response again(Caller visitor, Refused refused) {
        if (refused.type() != ProblemType.INVALID) {
            throw refused;
        }
        return Response.ok(form.page("console", visitor).refused(refused))
                .cookie(SessionCookies.openIdOver())
                .build();
    }
}
