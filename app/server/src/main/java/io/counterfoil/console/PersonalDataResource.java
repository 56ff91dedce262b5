package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.Contacts;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.RequestBody;
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

/** What is kept about a customer, and taking it away, over the API. */
@Path("/api/v1")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class PersonalDataResource {
    private final PersonalData data;
    private final Contacts contacts;

    /** Serves {@code data}; erasure through {@code contacts}. */
    public PersonalDataResource(PersonalData data, Contacts contacts) {
        this.data = data;
        this.contacts = contacts;
    }

    @GET
    @Path("/customers/{id}/personal-data")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.SUPPORT})
    @Operation(summary = "All that is kept about a customer, without secrets")
    public PersonalData.PersonalExport export(@Context Caller caller, @PathParam("id") String id) {
        return data.of(caller, customer(id));
    }

    @DELETE
    @Path("/customers/{id}")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER})
    @Operation(summary = "Erase a customer who has no account any more, with all contacts")
    @Answer(status = 204)
    public Response erase(@Context Caller caller, @PathParam("id") String id) {
        contacts.erase(caller, customer(id));
        return Response.noContent().build();
    }

    /** Who left and wants to be forgotten. */
    public record ErasureRequest(@Nullable String email) {
        @Override
        public String toString() {
            return "ErasureRequest[…]";
        }
    }

    @POST
    @Path("/erasures")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.PROVIDER_KEY, Role.OWNER})
    @Operation(
            summary = "Erase somebody who left and has no account any more, by their address",
            description =
                    "They are not asked why they left any more, and the messages to them name"
                            + " nobody. What stays: that nothing may be sent to an address that"
                            + " bounced or complained, for two days at most a trial that was asked"
                            + " for and not confirmed, and a keyed digest of an address that had its trial."
                            + " Former addresses are erased each by itself. The answer is the same"
                            + " if nothing was kept.")
    @Answer(status = 204)
    public Response eraseAddress(@Context Caller caller, @Nullable ErasureRequest body) {
        contacts.eraseAddress(caller, RequestBody.required(body).email());
        return Response.noContent().build();
    }

    private static UUID customer(String id) {
        return Fields.idInPath("customer", id);
    }
}
