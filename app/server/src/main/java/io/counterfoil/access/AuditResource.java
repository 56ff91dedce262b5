package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The audit log over the API. */
@Path("/api/v1/audit")
@Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
@Tag(name = "Access")
public final class AuditResource {
    private static final Table<Audit.Entry> TABLE =
            Table.of(Audit.Entry.class)
                    .with("id", Audit.Entry::id)
                    .with("at", Audit.Entry::at)
                    .with("actor", Audit.Entry::actor)
                    .with("name", Audit.Entry::name)
                    .with("action", Audit.Entry::action)
                    .with("what", Audit.Entry::what)
                    .with("subject", Audit.Entry::subject)
                    .with("address", Audit.Entry::address)
                    .with("detail", Audit.Entry::detail);

    private final Audit audit;

    /** Serves {@code audit}. */
    public AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "Read the audit log, the newest entries first")
    public Listed<Audit.Entry> list(
            @Context Caller caller,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("area") @Nullable String area,
            @QueryParam("action") @Nullable String action,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("until") @Nullable String until,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        AuditFilter filter = new AuditFilter(actor, area, action, subject, from, until);
        return Listed.of(limit, after, part -> audit.list(caller, filter, part), TABLE);
    }
}
