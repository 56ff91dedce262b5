package io.counterfoil.printing.bureau;

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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Print bureaus over the API. */
@Path("/api/v1/bureaus")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Printing")
public final class BureausResource {
    private static final Table<BureauAnswer> TABLE =
            Table.of(BureauAnswer.class)
                    .with("id", BureauAnswer::id)
                    .with("name", BureauAnswer::name)
                    .with("fingerprint", BureauAnswer::fingerprint)
                    .with("key_expires_at", BureauAnswer::keyExpiresAt)
                    .with("data_format", BureauAnswer::dataFormat)
                    .with("spare_percent", BureauAnswer::sparePercent);

    private final Bureaus bureaus;

    /** Serves {@code bureaus}. */
    public BureausResource(Bureaus bureaus) {
        this.bureaus = bureaus;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Add a print bureau",
            description =
                    "Compare the fingerprint in the answer with the bureau on the telephone: whoever"
                            + " has this key can read the codes that you send.")
    @Answer(status = 201, body = BureauAnswer.class)
    public Response create(@Context Caller caller, @Nullable NewBureau body) {
        Bureau bureau = bureaus.create(caller, RequestBody.required(body));
        return Response.status(Response.Status.CREATED).entity(BureauAnswer.of(bureau)).build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List the print bureaus, newest first")
    public Listed<BureauAnswer> list(
            @Context Caller caller,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(
                limit, after, part -> bureaus.list(caller, part).map(BureauAnswer::of), TABLE);
    }

    @GET
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "A print bureau")
    public BureauAnswer find(@Context Caller caller, @PathParam("id") String id) {
        return BureauAnswer.of(bureaus.find(caller, Fields.idInPath("bureau", id)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(
            summary = "Change a print bureau",
            description =
                    "What isn't sent stays. Runs that are ordered keep what was agreed. While one of"
                            + " them is open, public_key may only be renewed, with the fingerprint"
                            + " that it has; another one is refused: add another bureau for it.")
    public BureauAnswer change(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewBureau body) {
        return BureauAnswer.of(
                bureaus.change(
                        caller, Fields.idInPath("bureau", id), RequestBody.required(body)));
    }

    @DELETE
    @Path("/{id}")
    @Allowed({Role.OWNER, Role.PROVIDER_KEY})
    @Operation(summary = "Delete a print bureau to which no open run goes")
    public void remove(@Context Caller caller, @PathParam("id") String id) {
        bureaus.remove(caller, Fields.idInPath("bureau", id));
    }
}
