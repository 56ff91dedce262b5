package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys over the API. A till's key comes with its terminal. */
@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public final class ApiKeysResource {
    private static final Table<ApiKey> TABLE =
            Table.of(ApiKey.class)
                    .with("id", ApiKey::id)
                    .with("label", ApiKey::label)
                    .with("retailer", ApiKey::retailer)
                    .with("terminal", ApiKey::terminal)
                    .with(
                            "scopes",
                            key -> key.scopes() == null ? null : String.join(" ", key.scopes()))
                    .with("creator", ApiKey::creator)
                    .with("created_at", ApiKey::createdAt)
                    .with("used_at", ApiKey::usedAt)
                    .with("revoked_at", ApiKey::revokedAt);

    private final ApiKeys keys;

    /** Serves {@code keys}. */
    public ApiKeysResource(ApiKeys keys) {
        this.keys = keys;
    }

    /** What to make: a key of the provider, or of the named retailer, that may do all or some. */
    public record NewKey(
            @Nullable String label,
            @Nullable String retailer,
            @Nullable List<@Nullable String> scopes) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List the API keys of the provider, its retailers and their tills, newest first")
    public Listed<ApiKey> list(
            @Context Caller caller,
            @QueryParam("whose") @Nullable String whose,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        KeyFilter filter = KeyFilter.of(whose, state);
        return Listed.of(limit, after, part -> keys.list(caller, filter, part), TABLE);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Make an API key; the answer shows it, once")
    @Answer(status = 201, body = ApiKeys.Made.class)
    public Response make(
            @Context Caller caller, @Context Principal principal, @Nullable NewKey body) {
        NewKey asked = body == null ? new NewKey(null, null, null) : body;
        UUID retailer = null;
        if (asked.retailer() != null) {
            Fields fields = new Fields();
            retailer = fields.id("retailer", asked.retailer());
            fields.done();
        }
        return Response.status(Response.Status.CREATED)
                .entity(
                        keys.make(
                                caller,
                                principal.scopes(),
                                new ApiKeys.Wanted(asked.label(), retailer, asked.scopes())))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Revoke an API key at once")
    public void revoke(@Context Caller caller, @PathParam("id") String id) {
        keys.revoke(caller, Fields.idInPath("key", id));
    }
}
