package io.counterfoil.signin.openid;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.access.WholeKey;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The OpenID provider of a provider's staff, over the API. */
@Path("/api/v1/openid-provider")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public final class OpenIdResource {
    private final OpenIdProviders providers;

    /** Serves {@code providers}. */
    public OpenIdResource(OpenIdProviders providers) {
        this.providers = providers;
    }

    /** What to set up. */
    public record OpenIdChange(
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable Boolean bothSteps) {
        @Override
        public String toString() {
            return "OpenIdChange[" + issuer + ", …]";
        }
    }

    /**
     * What is set up; its secret is never shown.
     *
     * @param callback the address to register there
     * @param approval what a second person has to agree to before it counts as the second step
     */
    public record OpenIdAnswer(
            String name,
            String issuer,
            String clientId,
            boolean bothSteps,
            String callback,
            @Nullable UUID approval) {}

    @GET
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Where staff may sign in with OpenID Connect; 404 if nowhere")
    public OpenIdAnswer read(@Context Caller caller) {
        return answer(
                caller,
                providers.read(caller).orElseThrow(() -> Refused.notFound("OpenID provider")),
                null);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @WholeKey
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Let staff sign in with OpenID Connect",
            description =
                    "The provider is asked at once whether it is one. client_secret: left out, the"
                            + " one before stays, if it is of the same client. both_steps: whether a"
                            + " sign-in there counts as the second step, too; 202 says that a second"
                            + " person has to agree to that first. Keys with scopes set none.")
    @Answer(body = OpenIdAnswer.class)
    @Answer(status = 202, body = OpenIdAnswer.class)
    public Response set(@Context Caller caller, @Nullable OpenIdChange body) {
        OpenIdChange wanted = RequestBody.required(body);
        OpenIdProviders.Outcome outcome =
                providers.set(
                        caller,
                        new OpenIdProviders.Wanted(
                                wanted.name(),
                                wanted.issuer(),
                                wanted.clientId(),
                                wanted.clientSecret(),
                                wanted.bothSteps()));
        return Response.status(
                        outcome.approval() == null
                                ? Response.Status.OK
                                : Response.Status.ACCEPTED)
                .entity(answer(caller, outcome.provider(), outcome.approval()))
                .build();
    }

    @DELETE
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Let staff sign in with their passwords only")
    public void remove(@Context Caller caller) {
        providers.remove(caller);
    }

    private OpenIdAnswer answer(Caller caller, OpenIdProvider set, @Nullable UUID approval) {
        return new OpenIdAnswer(
                set.name(),
                set.issuer(),
                set.clientId(),
                set.bothSteps(),
                providers.callback(caller),
                approval);
    }
}
