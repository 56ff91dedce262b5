package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.Credit;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.retailers.Retailers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What retailers owe of what they may, over the API. */
@Path("/api/v1/retailers/{id}/credit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class CreditResource {
    private final Credit credit;
    private final Retailers retailers;

    /** Answers from {@code credit} about {@code retailers}. */
    public CreditResource(Credit credit, Retailers retailers) {
        this.credit = credit;
        this.retailers = retailers;
    }

    /** What a retailer owes of what it may. */
    public record CreditAnswer(
            @Nullable Amount limit, @Nullable Amount owed, @Nullable Amount left) {
        static CreditAnswer of(Optional<Credit.State> state) {
            return new CreditAnswer(
                    state.map(Credit.State::limit).map(Amount::of).orElse(null),
                    state.map(Credit.State::owed).map(Amount::of).orElse(null),
                    state.map(Credit.State::left).map(Amount::of).orElse(null));
        }
    }

    @GET
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "What a retailer owes of what it may",
            description =
                    "What is owed is what the last statement closed with, and what accrued since,"
                            + " less what was paid since. A sale or a shipment that would make it"
                            + " more than the limit is declined.")
    public CreditAnswer read(@Context Caller caller, @PathParam("id") String id) {
        UUID retailer = retailers.retailer(caller, Fields.idInPath("retailer", id)).id();
        return CreditAnswer.of(credit.state(caller, retailer));
    }
}
