package io.counterfoil.access;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The form behind a set-up link. The link's token is what protects it: no other site knows it. */
@Path(Authentication.SETUP)
@Produces(MediaType.TEXT_HTML)
public final class SetupPages {
    private final Setup setup;

    /** Pages over {@code setup}. */
    public SetupPages(Setup setup) {
        this.setup = setup;
    }

    /** What the browser sends. */
    public static final class Typed {
        @FormParam("token")
        private @Nullable String token;

        @FormParam("provider_name")
        private @Nullable String providerName;

        @FormParam("web_address")
        private @Nullable String webAddress;

        @FormParam("time_zone")
        private @Nullable String timeZone;

        @FormParam("currency")
        private @Nullable String currency;

        @FormParam("sender")
        private @Nullable String sender;

        @FormParam("name")
        private @Nullable String name;

        @FormParam("email")
        private @Nullable String email;

        @FormParam("password")
        private @Nullable String password;

        private Setup.Form form() {
            return new Setup.Form(
                    providerName, webAddress, timeZone, currency, sender, name, email, password);
        }
    }

    /** The form. */
    @GET
    @Open
    public Page form(@QueryParam("token") @Nullable String token, @Context UriInfo address) {
        return page(
                token,
                new Setup.Form(
                        null, address.getBaseUri().getAuthority(), "UTC", "EUR", null, null, null, null));
    }

    /** Carries the set-up out, signs the owner in and opens the console. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response carryOut(@BeanParam Typed typed) {
        try {
            String session = setup.carryOut(typed.token, typed.form());
            return Response.fromResponse(Flash.seeOther("/console", "Welcome. All is set up."))
                    .cookie(SessionCookies.session(session))
                    .build();
        } catch (Refused refused) {
            if (refused.type() == ProblemType.GONE) {
                throw refused;
            }
            return Response.ok(page(typed.token, typed.form()).refused(refused)).build();
        }
    }

    private Page page(@Nullable String token, Setup.Form form) {
        return Page.of("setup")
                .with("first", setup.makesProvider(token))
                .with("token", Objects.requireNonNull(token))
                .with("usual", setup.usualSender())
                .with("form", form);
    }
}
