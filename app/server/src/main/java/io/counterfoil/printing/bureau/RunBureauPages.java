package io.counterfoil.printing.bureau;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What goes to the bureau of a run, and what was fetched. */
@Path("/console/print-runs/{id}/bureau")
@Produces(MediaType.TEXT_HTML)
public final class RunBureauPages {
    private final BureauLinks links;
    private final Packages packages;
    private final Deliveries deliveries;

    /** Pages over {@code deliveries} of {@code packages}. */
    public RunBureauPages(BureauLinks links, Packages packages, Deliveries deliveries) {
        this.links = links;
        this.packages = packages;
        this.deliveries = deliveries;
    }

    /** The receipts, and the form for a link. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        return page(caller, Fields.idInPath("print run", id));
    }

    /** Makes a link and shows it, the only time. */
    @POST
    @Path("/link")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page make(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("revision") @Nullable String revision) {
        UUID run = Fields.idInPath("print run", id);
        Page page = page(caller, run);
        try {
            return switch (links.make(caller, PackageId.of(run, revision), packages)) {
                case LinkOutcome.Made made -> page.with("made", made);
                case LinkOutcome.Waiting waiting -> page.with("waiting", true);
            };
        } catch (Refused refused) {
            return page.refused(refused);
        }
    }

    private Page page(Caller caller, UUID run) {
        return Page.of("console/run-bureau")
                .with("run", run)
                .with("packages", packages.choices(caller, run))
                .with("receipts", deliveries.receipts(caller, run));
    }
}
