package io.counterfoil.accounts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Slice;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.provisioning.RepositoryKey;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys to an account's repository over the API. */
@Path("/api/v1/accounts/{id}/repository-keys")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RepositoryKeysResource {
    private static final Table<RepositoryKey> TABLE =
            Table.of(RepositoryKey.class)
                    .with("username", RepositoryKey::username)
                    .with("scope", key -> key.scope().label())
                    .with("created_at", RepositoryKey::createdAt);

    private final AccountCare care;

    /** Serves the keys of accounts that {@code care} looks after. */
    public RepositoryKeysResource(AccountCare care) {
        this.care = care;
    }

    /** What the new key may do, null = everything; which keys go on working, null = none. */
    public record KeyRequest(@Nullable String scope, @Nullable Boolean keep) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Operation(
            summary = "List the keys to the account's repository that work, newest first",
            description = "They are few, so that all of them are in one part. Passwords are nowhere.")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.ACCOUNT_HOLDER
    })
    public Listed<RepositoryKey> list(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        UUID account = care.reached(caller, principal, id);
        return Listed.of(
                null, null, all -> new Slice<>(care.keys(caller, account), null), TABLE);
    }

    @POST
    @Operation(
            summary = "Make a new key to the account's repository; it is shown once",
            description =
                    "It may do everything, or with the scope append back up and restore but delete"
                            + " nothing, or with read restore only. Without keep, the keys so far"
                            + " stop, whatever the new one may do. All of this holds at once, or as"
                            + " soon as its storage answers again.")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT, Role.ACCOUNT_HOLDER})
    @Answer(status = 201, body = RepositoryAccess.class)
    public Response newKey(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @Nullable KeyRequest request) {
        KeyRequest asked = request == null ? new KeyRequest(null, null) : request;
        WantedKey wanted = WantedKey.of(asked.scope(), Boolean.TRUE.equals(asked.keep()));
        RepositoryAccess access =
                care.newKey(caller, care.reached(caller, principal, id), wanted);
        return Response.status(Response.Status.CREATED).entity(access).build();
    }

    @DELETE
    @Path("/{username}")
    @Operation(
            summary = "End a key to the account's repository",
            description =
                    "It ends at once, or as soon as its storage answers again. Again changes nothing."
                            + " The last key may go too: what is stored stays, and a new key opens it"
                            + " again.")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT, Role.ACCOUNT_HOLDER})
    public void end(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @PathParam("username") String username) {
        care.endKey(caller, care.reached(caller, principal, id), username);
    }
}
