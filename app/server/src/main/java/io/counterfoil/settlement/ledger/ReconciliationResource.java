package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Whether the books agree with the events, over the API. */
@Path("/api/v1/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class ReconciliationResource {
    private final Reconciliation reconciliation;

    /** Serves {@code reconciliation}. */
    public ReconciliationResource(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /**
     * What was found.
     *
     * @param agrees whether there is no difference
     * @param differences a sentence each, the first twenty
     */
    public record ReconciliationAnswer(boolean agrees, List<String> differences) {}

    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary =
                    "Compute all accruals and accounts from the events again, and show where the"
                            + " books differ")
    public ReconciliationAnswer reconcile(@Context Caller caller) {
        List<String> differences = reconciliation.differences(caller);
        return new ReconciliationAnswer(differences.isEmpty(), differences);
    }
}
