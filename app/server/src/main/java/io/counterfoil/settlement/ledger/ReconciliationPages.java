package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Whether the books agree with the events, for those who keep them. */
@Path("/console/settlement/reconciliation")
@Produces(MediaType.TEXT_HTML)
public final class ReconciliationPages {
    private static final int AT_ONCE = 100;

    private final Reconciliation reconciliation;

    /** Pages over {@code reconciliation}. */
    public ReconciliationPages(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /**
     * What it is, and a button; once that is pressed, what was found.
     *
     * @param compare whether it is pressed: with a million items it takes a while
     * @param skip how many differences were shown before
     */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE})
    public Page show(
            @Context Caller caller,
            @QueryParam("compare") @Nullable String compare,
            @QueryParam("skip") @Nullable String skip) {
        Page page = Page.of("console/reconciliation");
        if (compare == null) {
            return page;
        }
        long skipped = ReconciliationResource.skip(skip);
        Reconciliation.Differences found =
                reconciliation.differences(caller, skipped, AT_ONCE);
        long shown = skipped + found.some().size();
        return page.with("found", found)
                .with("skipped", skipped)
                .with("next", shown < found.count() ? String.valueOf(shown) : null);
    }
}
