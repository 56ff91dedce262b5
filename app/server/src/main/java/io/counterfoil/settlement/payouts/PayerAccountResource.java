package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.access.WaitingAnswer;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.web.Answer;
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
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account that retailers are paid from, over the API. */
@Path("/api/v1/payouts/account")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class PayerAccountResource {
    private final PayerAccounts accounts;

    /** Serves {@code accounts}. */
    public PayerAccountResource(PayerAccounts accounts) {
        this.accounts = accounts;
    }

    /** The account as the API shows it. */
    public record PayerAccountAnswer(String country, String lastFour, Instant toldAt) {
        static PayerAccountAnswer of(PayerAccounts.@Nullable View view) {
            if (view == null) {
                throw Refused.notFound("account");
            }
            return new PayerAccountAnswer(view.country(), view.lastFour(), view.toldAt());
        }
    }

    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Show which account retailers are paid from",
            description = "Of its IBAN the country and the last four characters are shown.")
    public PayerAccountAnswer find(@Context Caller caller) {
        return PayerAccountAnswer.of(accounts.known(caller).inForce());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary = "Say which account retailers are paid from",
            description =
                    "Statements that ask retailers for money name it, too."
                            + " 202 says that somebody else has to agree first: an owner or somebody of"
                            + " finance. What waited for an agreement before is forgotten.")
    @Answer(body = PayerAccountAnswer.class)
    @Answer(status = 202, body = WaitingAnswer.class)
    public Response tell(@Context Caller caller, @Nullable NewBankDetails body) {
        PayerAccounts.Outcome outcome = accounts.tell(caller, RequestBody.required(body));
        UUID approval = outcome.approval();
        return approval == null
                ? Response.ok(PayerAccountAnswer.of(outcome.known().inForce())).build()
                : Response.accepted(WaitingAnswer.of(approval)).build();
    }
}
