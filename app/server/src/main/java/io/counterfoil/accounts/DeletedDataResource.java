package io.counterfoil.accounts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was deleted from an account's backups, over the API. */
@Path("/api/v1/accounts/{id}/deleted-data")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts")
public final class DeletedDataResource {
    private final DeletedData data;

    /** Serves {@code data}. */
    public DeletedDataResource(DeletedData data) {
        this.data = data;
    }

    record DeletedDataChange(@Nullable Integer keepDays) {}

    record RestorationRequest(@Nullable Instant since, @Nullable String reason) {}

    @GET
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    @Operation(summary = "What the storage node keeps of what was deleted from an account")
    public DeletedDataView read(@Context Caller caller, @PathParam("id") String id) {
        return data.view(caller, Fields.idInPath("account", id));
    }

    @PUT
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Operation(summary = "Choose how many days what is deleted from an account is kept")
    public DeletedDataView choose(
            @Context Caller caller,
            @PathParam("id") String id,
            @Nullable DeletedDataChange body) {
        return data.choose(
                caller, Fields.idInPath("account", id), RequestBody.required(body).keepDays());
    }

    @POST
    @Path("/restorations")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Operation(
            summary = "Bring back what was deleted from an account since an instant",
            description =
                    "Such as after a prune that malware ran. Nothing that was stored since goes"
                            + " away. Replace the account's keys first if somebody else has one."
                            + " It takes a while; read how far it is.")
    @Answer(status = 202, body = DeletedDataView.class)
    public Response bringBack(
            @Context Caller caller,
            @PathParam("id") String id,
            @Nullable RestorationRequest body) {
        RestorationRequest asked = RequestBody.required(body);
        return Response.accepted(
                        data.bringBack(
                                caller,
                                Fields.idInPath("account", id),
                                asked.since(),
                                asked.reason()))
                .build();
    }
}
