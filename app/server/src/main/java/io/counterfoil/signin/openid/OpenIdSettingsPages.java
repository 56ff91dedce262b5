package io.counterfoil.signin.openid;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
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

/** Where owners set up how staff sign in with OpenID Connect. */
@Path(OpenIdSettingsPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class OpenIdSettingsPages {
    static final String HERE = "/console/settings/openid";

    private final OpenIdProviders providers;
    private final OpenIdLinks links;

    /** Pages over {@code providers}, and the {@code links} to who is known there. */
    public OpenIdSettingsPages(OpenIdProviders providers, OpenIdLinks links) {
        this.providers = providers;
        this.links = links;
    }

    /** How it is set up, and who is known there. */
    @GET
    @Allowed(Role.OWNER)
    public Page show(@Context Caller caller) {
        return page(caller).with("form", providers.read(caller).orElse(null));
    }

    /** Sets it up, or changes it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response set(
            @Context Caller caller,
            @FormParam("name") @Nullable String name,
            @FormParam("issuer") @Nullable String issuer,
            @FormParam("client_id") @Nullable String clientId,
            @FormParam("client_secret") @Nullable String secret,
            @FormParam("both_steps") @Nullable String bothSteps) {
        OpenIdProviders.Wanted wanted =
                new OpenIdProviders.Wanted(
                        name, issuer, clientId, secret, "true".equals(bothSteps));
        try {
            OpenIdProviders.Outcome outcome = providers.set(caller, wanted);
            return Flash.seeOther(
                    HERE,
                    outcome.approval() == null
                            ? "Staff can sign in there from now on. Try it in another browser."
                            : "Staff can sign in there from now on. That it counts as the second"
                                    + " step waits under Approvals: another owner or operator must"
                                    + " agree.");
        } catch (Refused refused) {
            return Response.ok(page(caller).with("form", wanted).refused(refused)).build();
        }
    }

    /** Takes it away. */
    @POST
    @Path("/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response remove(@Context Caller caller) {
        providers.remove(caller);
        return Flash.seeOther(HERE, "It is removed. Staff sign in with their passwords.");
    }

    /** Forgets who somebody is there. */
    @POST
    @Path("/people/{id}/forget")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response forget(@Context Caller caller, @PathParam("id") String id) {
        links.unlink(caller, Fields.idInPath("member of staff", id));
        return Flash.seeOther(
                HERE, "Forgotten. At the next sign-in there they are found by their e-mail address.");
    }

    private Page page(Caller caller) {
        return Page.of("console/openid")
                .with("present", providers.read(caller).orElse(null))
                .with("callback", providers.callback(caller))
                .with("links", links.list(caller));
    }
}
