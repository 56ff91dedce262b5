package io.counterfoil.accounts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an account's time is made of, over the API. */
@Path("/api/v1/accounts/{id}/grants")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class GrantsResource {
    private static final Table<Granted> TABLE =
            Table.of(Granted.class)
                    .with("id", Granted::id)
                    .with("source", Granted::source)
                    .with("period", Granted::period)
                    .with("from", Granted::from)
                    .with("to", Granted::to)
                    .with("granted_at", Granted::grantedAt)
                    .with("paid", Granted::paid)
                    .with("refunds", Granted::refunds)
                    .with("reason", Granted::reason);

    private final GrantCare grants;

    /** Serves {@code grants}. */
    public GrantsResource(GrantCare grants) {
        this.grants = grants;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Operation(
            summary = "What an account's time is made of, newest first",
            description =
                    "Times are as they stand after all refunds so far. A sub-account has those of"
                            + " its parent.")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY
    })
    public Listed<Granted> list(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID account = Fields.idInPath("account", id);
        return Listed.of(limit, after, part -> grants.list(caller, account, part), TABLE);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Give an account time by hand",
            description =
                    "It begins where the account's time ends, or now, and leads back from a freeze"
                            + " and from a planned deletion, as a card does. The holder is told by"
                            + " mail.")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Answer(status = 201, body = Granted.class)
    public Response grant(
            @Context Caller caller, @PathParam("id") String id, @Nullable GrantRequest body) {
        Granted granted =
                grants.grant(caller, Fields.idInPath("account", id), RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(granted).build();
    }
}
