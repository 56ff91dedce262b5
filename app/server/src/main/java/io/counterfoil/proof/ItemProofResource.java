package io.counterfoil.proof;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Answer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The proof pack of an item over the API. */
@Path("/api/v1/serials/{serial: [0-9]+}/proof-pack")
@Tag(name = "Inventory")
public final class ItemProofResource {
    private final ProofPacks packs;

    /** Serves {@code packs}. */
    public ItemProofResource(ProofPacks packs) {
        this.packs = packs;
    }

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY
    })
    @Operation(
            summary = "Get the proof of what happened to an item",
            description =
                    "The hash-chained events of the item and of the ranges that it was moved with."
                            + " The command verify-proof checks the file without a database.")
    @Answer(media = ProofPacks.NDJSON)
    public Response ofItem(@Context Caller caller, @PathParam("serial") String serial) {
        return switch (SerialNumber.parse(serial)) {
            case SerialNumber.Parsed.Valid valid -> packs.ofItem(caller, valid.serial()).answer();
            case SerialNumber.Parsed.Invalid invalid -> throw Refused.notFound("serial number");
        };
    }
}
