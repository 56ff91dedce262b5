package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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

    /** What it is, and a button. */
    @GET
    @Allowed({Role.OWNER, Role.FINANCE})
    public Page show() {
        return page();
    }

    /**
     * What is found: with a million items it takes a while, and no two of a provider are compared
     * at the same time.
     *
     * @param skip how many differences were shown before
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Page compare(@Context Caller caller, @FormParam("skip") @Nullable String skip) {
        try {
            long skipped = ReconciliationResource.skip(skip);
            Reconciliation.Differences found = reconciliation.asked(caller, skipped, AT_ONCE);
            long shown = skipped + found.some().size();
            return page().with("found", found)
                    .with("skipped", skipped)
                    .with("next", shown < found.count() ? String.valueOf(shown) : null);
        } catch (Refused refused) {
            return page().refused(refused);
        }
    }

    private static Page page() {
        return Page.of("console/reconciliation");
    }
}
