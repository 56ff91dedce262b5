package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.activation.Cases;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.settlement.statements.Disputes;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** What the provider's staff see first. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public final class HomePages {
    /** The way of an item that goes well. */
    private static final List<ItemState> WAY =
            List.of(
                    ItemState.MINTED,
                    ItemState.PRINTED,
                    ItemState.SHIPPED,
                    ItemState.RECEIVED,
                    ItemState.ACTIVATED,
                    ItemState.REDEEMED);

    private final Transactions transactions;
    private final Items items;
    private final Cases cases;
    private final Approvals approvals;
    private final Disputes disputes;
    private final Provisioning provisioning;

    /** Pages over what the features count. */
    public HomePages(
            Transactions transactions,
            Items items,
            Cases cases,
            Approvals approvals,
            Disputes disputes,
            Provisioning provisioning) {
        this.transactions = transactions;
        this.items = items;
        this.cases = cases;
        this.approvals = approvals;
        this.disputes = disputes;
        this.provisioning = provisioning;
    }

    /** How many items stand where. */
    public record Step(String state, int items) {}

    /** Items on their way, and what waits for somebody. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page home(@Context Caller caller, @Context Principal principal) {
        boolean seesMoney =
                principal.role() != Role.OPERATOR && principal.role() != Role.SUPPORT;
        return transactions.read(
                caller,
                tx -> {
                    Map<ItemState, Integer> counts = items.counts(tx);
                    return Page.of("console/home")
                            .with(
                                    "steps",
                                    WAY.stream()
                                            .map(
                                                    state ->
                                                            new Step(
                                                                    state.label(),
                                                                    counts.getOrDefault(state, 0)))
                                            .toList())
                            .with("uncounted", counts.getOrDefault(ItemState.MINTED, 0))
                            .with("approvals", approvals.countWaiting(tx))
                            .with("missing", items.countMissing(tx))
                            .with("cases", cases.countOpen(tx))
                            .with("disputes", seesMoney ? disputes.countOpen(tx) : 0)
                            .with("nodes", provisioning.troubles(tx))
                            .with("storage", provisioning.backlog(tx))
                            .with("damaged", provisioning.damagedAccounts(tx));
                });
    }
}
