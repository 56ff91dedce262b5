package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
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

    /** What the form sends. */
    record Form(
            @Nullable String name,
            @Nullable String webAddress,
            @Nullable String timeZone,
            @Nullable String voidLimit,
            @Nullable String activationLimit,
            boolean proofApproval) {

        static Form of(Provider provider) {
            return new Form(
                    provider.name(),
                    provider.webAddress(),
                    provider.zone().getId(),
                    Integer.toString(provider.voidLimit()),
                    Integer.toString(provider.activationLimit()),
                    provider.proofApproval());
        }

        static Form of(MultivaluedMap<String, String> typed) {
            return new Form(
                    typed.getFirst("name"),
                    typed.getFirst("web_address"),
                    typed.getFirst("time_zone"),
                    typed.getFirst("void_limit"),
                    typed.getFirst("activation_limit"),
                    typed.containsKey("proof_approval"));
        }

        ProviderSettings.Change change() {
            Fields fields = new Fields();
            Integer voids = TypedNumbers.whole(fields, "void_limit", voidLimit);
            Integer activations = TypedNumbers.whole(fields, "activation_limit", activationLimit);
            ProviderSettings.Change wanted =
                    new ProviderSettings.Change(
                            name, webAddress, timeZone, voids, activations, proofApproval, null);
            // Here too, so that all that is wrong is marked at once.
            ProviderSettings.checked(fields, wanted);
            fields.done();
            return wanted;
        }
    }

    /** The settings as they are. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return page(Form.of(settings.read(caller)));
    }

    /** Changes them. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Response change(@Context Caller caller, MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed);
        try {
            ProviderSettings.Outcome outcome = settings.change(caller, form.change());
            return Flash.seeOther(
                    "/console/settings",
                    outcome.approval() == null
                            ? "The settings are changed."
                            : "Another owner or operator must agree to what one person may do alone"
                                    + " from then on: void more items, or print without an approved"
                                    + " proof. The rest is changed.");
        } catch (Refused refused) {
            return Response.ok(page(form).refused(refused)).build();
        }
    }

    private static Page page(Form form) {
        return Page.of("console/settings").with("form", form);
    }
}
