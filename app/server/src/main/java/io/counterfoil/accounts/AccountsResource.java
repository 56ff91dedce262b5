package io.counterfoil.accounts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Accounts over the API. */
@Path("/api/v1/accounts")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountsResource {
    private final AccountCare care;
    private final AccountOpening opening;

    /** Accounts opened by {@code opening} and looked after by {@code care}. */
    public AccountsResource(AccountCare care, AccountOpening opening) {
        this.care = care;
        this.opening = opening;
    }

    @POST
    @Operation(
            summary =
                    "Open an account without a code: for a new customer, another one for a known"
                            + " customer, or a sub-account")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Answer(status = 201, body = OpenedAccount.class)
    public Response open(@Context Caller caller, @Nullable OpeningRequest body) {
        OpenedAccount opened = opening.open(caller, RequestBody.required(body));
        return Response.created(URI.create("/api/v1/accounts/" + opened.account()))
                .entity(opened)
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "An account with its term, quotas, usage and node")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.ACCOUNT_HOLDER
    })
    public AccountView read(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        return care.view(caller, care.reached(caller, principal, id));
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change the quotas; null lifts one")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT, Role.ACCOUNT_HOLDER})
    public AccountView change(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @Nullable AccountPatch patch) {
        return care.change(
                caller,
                care.reached(caller, principal, id),
                patch == null ? new AccountPatch() : patch,
                principal.role() != Role.ACCOUNT_HOLDER);
    }
}
