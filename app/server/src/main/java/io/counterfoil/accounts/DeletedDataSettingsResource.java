package io.counterfoil.accounts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** For how long what customers delete is kept, over the API. */
@Path("/api/v1/deleted-data-settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts")
public final class DeletedDataSettingsResource {
    private final DeletedData data;

    /** Serves {@code data}. */
    public DeletedDataSettingsResource(DeletedData data) {
        this.data = data;
    }

    record DeletedDataSettings(@Nullable Integer keepDays) {}

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "How many days what is deleted from accounts is kept")
    public DeletedDataSettings read(@Context Caller caller) {
        return new DeletedDataSettings(data.days(caller));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Choose how many days what is deleted from accounts is kept",
            description =
                    "It counts for all accounts without days of their own; nodes learn of it soon, of"
                            + " a thousand accounts every five minutes. Shorter days count for what"
                            + " was deleted before, too.")
    public DeletedDataSettings choose(
            @Context Caller caller, @Nullable DeletedDataSettings body) {
        return new DeletedDataSettings(
                data.choose(caller, RequestBody.required(body).keepDays()));
    }
}
