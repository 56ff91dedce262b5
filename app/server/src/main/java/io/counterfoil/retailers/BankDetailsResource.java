package io.counterfoil.retailers;

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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where retailers are paid, over the API. */
@Path("/api/v1/retailers/{id}/bank-details")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Retailers")
public final class BankDetailsResource {
    private final BankDetails details;

    /** Serves {@code details}. */
    public BankDetailsResource(BankDetails details) {
        this.details = details;
    }

    /** An account as the API shows it. */
    record BankAccountAnswer(
            String country,
            String lastFour,
            Instant toldAt,
            @Nullable Instant inForceAt,
            @Nullable Instant payableFrom) {

        static @Nullable BankAccountAnswer of(@Nullable BankView view) {
            return view == null
                    ? null
                    : new BankAccountAnswer(
                            view.country(),
                            view.lastFour(),
                            view.toldAt(),
                            view.inForceAt(),
                            view.payableFrom());
        }
    }

    /** Where a retailer is paid. */
    record BankDetailsAnswer(
            @Nullable BankAccountAnswer inForce,
            @Nullable BankAccountAnswer waiting,
            @Nullable UUID approval) {

        static BankDetailsAnswer of(BankDetails.Known known, @Nullable UUID approval) {
            return new BankDetailsAnswer(
                    BankAccountAnswer.of(known.inForce()),
                    BankAccountAnswer.of(known.waiting()),
                    approval);
        }
    }

    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY, Role.MANAGER})
    @Operation(
            summary = "Show where a retailer is paid",
            description = "Of an IBAN the country and the last four characters are shown.")
    public BankDetailsAnswer read(@Context Caller caller, @PathParam("id") String id) {
        return BankDetailsAnswer.of(
                details.known(caller, Fields.idInPath("retailer", id)), null);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY, Role.MANAGER})
    @Operation(
            summary = "Change where a retailer is paid",
            description =
                    "202 says that somebody else has to agree first: an owner or somebody of"
                            + " finance. Nothing is paid to new details for seven days, and the"
                            + " retailer is told at the addresses that it had before. What waited"
                            + " for an agreement before is turned down.")
    @Answer(body = BankDetailsAnswer.class)
    @Answer(status = 202, body = BankDetailsAnswer.class)
    public Response change(
            @Context Caller caller, @PathParam("id") String id, @Nullable NewBankDetails body) {
        UUID retailer = Fields.idInPath("retailer", id);
        BankDetails.Outcome outcome =
                details.change(caller, retailer, RequestBody.required(body));
        return Response.status(
                        outcome.approval() == null
                                ? Response.Status.OK
                                : Response.Status.ACCEPTED)
                .entity(BankDetailsAnswer.of(outcome.known(), outcome.approval()))
                .build();
    }
}
