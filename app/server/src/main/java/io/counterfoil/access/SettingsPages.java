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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What an owner decides for the whole company. */
@Path("/console/settings")
@Produces(MediaType.TEXT_HTML)
public final class SettingsPages {
    private final ProviderSettings settings;

    /** Pages over {@code settings}. */
    public SettingsPages(ProviderSettings settings) {
        this.settings = settings;
    }

    /** The settings as they are. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        Provider provider = settings.read(caller);
        return page(
                Integer.toString(provider.voidLimit()),
                Integer.toString(provider.activationLimit()));
    }

    /** Changes them. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response change(
            @Context Caller caller,
            @FormParam("void_limit") @Nullable String voidLimit,
            @FormParam("activation_limit") @Nullable String activationLimit) {
        try {
            Fields fields = new Fields();
            Integer voids = number(fields, "void_limit", voidLimit);
            Integer activations = number(fields, "activation_limit", activationLimit);
            fields.done();
            ProviderSettings.Outcome outcome =
                    settings.change(caller, new ProviderSettings.Change(voids, activations));
            return Flash.seeOther(
                    "/console/settings",
                    outcome.approval() == null
                            ? "The settings are changed."
                            : "Another owner or operator must agree to void more items alone. The"
                                    + " rest is changed.");
        } catch (Refused refused) {
            return Response.ok(page(voidLimit, activationLimit).refused(refused)).build();
        }
    }

    private static @Nullable Integer number(Fields fields, String field, @Nullable String typed) {
        return fields.parsed(
                        field,
                        typed == null ? null : typed.strip(),
                        Integer::valueOf,
                        "Please write a whole number.")
                .orElse(null);
    }

    private static Page page(@Nullable String voidLimit, @Nullable String activationLimit) {
        return Page.of("console/settings")
                .with("voidLimit", voidLimit)
                .with("activationLimit", activationLimit);
    }
}
