package io.counterfoil.access;

import io.counterfoil.platform.Caller;
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

    /** A provider as the API shows it. */
    public record ProviderAnswer(
            UUID id,
            String name,
            String webAddress,
            String timeZone,
            String currency,
            int voidLimit,
            int activationLimit) {

        static ProviderAnswer of(Provider provider) {
            return new ProviderAnswer(
                    provider.id(),
                    provider.name(),
                    provider.webAddress(),
                    provider.zone().getId(),
                    provider.currency().getCurrencyCode(),
                    provider.voidLimit(),
                    provider.activationLimit());
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
        return ProviderAnswer.of(settings.read(caller));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change settings; what is left out stays",
            description =
                    "void_limit: from how many items on a second person must agree to void them."
                            + " activation_limit: the most sales of one till in ten minutes; 0 for"
                            + " no limit.")
    public ProviderAnswer change(@Context Caller caller, ProviderSettings.@Nullable Change body) {
        return ProviderAnswer.of(settings.change(caller, RequestBody.required(body)));
    }
}
