package io.counterfoil.proof;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * The proof pack of a statement over the API.
 *
 * <p>Not for the retailer that the statement is of: a chain can't be cut without breaking its proof, and
 * that of an item or a shipment goes on after the sale, with who redeemed it, what the provider did with
 * it and why, and other shops that had it.
 */
@Path("/api/v1/statements/{id}/proof-pack")
@Tag(name = "Settlement")
public final class StatementProofResource {
    private final ProofPacks packs;

    /** Serves {@code packs}. */
    public StatementProofResource(ProofPacks packs) {
        this.packs = packs;
    }

    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Get the proof of a statement",
            description =
                    "Its lines with the hash-chained events that they are for. The command"
                            + " verify-proof checks the file without a database.")
    @Answer(media = ProofPacks.NDJSON)
    public Response ofStatement(@Context Caller caller, @PathParam("id") String id) {
        return packs.ofStatement(caller, Fields.idInPath("statement", id)).answer();
    }
}
