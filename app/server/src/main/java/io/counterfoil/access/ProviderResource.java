package io.counterfoil.access;

import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's provider over the API. */
@Path("/api/v1/provider")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public final class ProviderResource {
    private final ProviderSettings settings;

    /** Serves {@code settings}. */
    public ProviderResource(ProviderSettings settings) {
        this.settings = settings;
    }

    /**
     * A provider as the API shows it.
     *
     * @param approval what a second person has to agree to before the rest of a change happens
     */
    public record ProviderAnswer(
            UUID id,
            String name,
            String webAddress,
            String timeZone,
            String currency,
            int voidLimit,
            int activationLimit,
            boolean proofApproval,
            Palette colours,
            @Nullable UUID approval) {

        static ProviderAnswer of(Provider provider, @Nullable UUID approval) {
            return new ProviderAnswer(
                    provider.id(),
                    provider.name(),
                    provider.webAddress(),
                    provider.zone().getId(),
                    provider.currency().getCurrencyCode(),
                    provider.voidLimit(),
                    provider.activationLimit(),
                    provider.proofApproval(),
                    provider.colours(),
                    approval);
        }
    }

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(summary = "Your company and its settings")
    public ProviderAnswer read(@Context Caller caller) {
        return ProviderAnswer.of(settings.read(caller), null);
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change settings; what is left out stays",
            description =
                    "web_address: what is printed already goes on to name the old one; only a key that"
                            + " may do everything changes it. void_limit:"
                            + " from how many items on a second person must agree to void them."
                            + " activation_limit: the most sales of one till in ten minutes; 0 for"
                            + " no limit. proof_approval: whether somebody must approve of a print"
                            + " run's proof before it is printed. colours: dark, main, bright,"
                            + " accent and light, each as #rrggbb, in which what is ordered from"
                            + " now on is printed. 202 says that a second person has"
                            + " to agree first to a higher void_limit, or to proof_approval false;"
                            + " everything else is changed.")
    @Answer(body = ProviderAnswer.class)
    @Answer(status = 202, body = ProviderAnswer.class)
    public Response change(
            @Context Caller caller,
            @Context Principal principal,
            ProviderSettings.@Nullable Change body) {
        ProviderSettings.Change wanted = RequestBody.required(body);
        if (wanted.webAddress() != null) {
            // Mailed links lead there, also those with which people set their passwords.
            Authorization.requireWholeKey(principal);
        }
        ProviderSettings.Outcome outcome = settings.change(caller, wanted);
        return Response.status(
                        outcome.approval() == null
                                ? Response.Status.OK
                                : Response.Status.ACCEPTED)
                .entity(ProviderAnswer.of(outcome.provider(), outcome.approval()))
                .build();
    }
}
