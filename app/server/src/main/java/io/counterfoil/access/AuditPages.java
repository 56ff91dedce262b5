package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what, for the provider's staff. */
@Path("/console/audit")
@Produces(MediaType.TEXT_HTML)
public final class AuditPages {
    private static final int PAGE = 50;

    private final Audit audit;

    /** Pages over {@code audit}. */
    public AuditPages(Audit audit) {
        this.audit = audit;
    }

    /** The newest entries, or those before one. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.READ_ONLY})
    public Page list(@Context Caller caller, @QueryParam("after") @Nullable String after) {
        List<Audit.Entry> entries = audit.list(caller, AuditResource.after(after), PAGE);
        return Page.of("console/audit")
                .with("entries", entries)
                .with("older", entries.size() < PAGE ? null : entries.getLast().id());
    }
}
