package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit log over the API. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public final class AuditResource {
    private static final int DEFAULT = 100;
    private static final int MOST = 1000;

    private final Audit audit;

    /** Serves {@code audit}. */
    public AuditResource(Audit audit) {
        this.audit = audit;
    }

    /**
     * Some entries, the newest first.
     *
     * @param items the entries
     * @param next what to send as {@code after} for the ones before them; null if these were all
     */
    public record Entries(List<Audit.Entry> items, @Nullable String next) {}

    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "Read the audit log, the newest entries first")
    public Entries list(
            @Context Caller caller,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Fields fields = new Fields();
        int most =
                limit == null
                        ? DEFAULT
                        : fields.number(
                                "limit",
                                fields.parsed("limit", limit, Integer::valueOf, "A whole number.")
                                        .orElse(MOST),
                                1,
                                MOST);
        fields.done();
        List<Audit.Entry> items = audit.list(caller, after(after), most);
        return new Entries(items, items.size() < most ? null : Long.toString(items.getLast().id()));
    }

    static @Nullable Long after(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Fields fields = new Fields();
        Long id =
                fields.parsed(
                                "after",
                                text,
                                Long::valueOf,
                                "Take the value of next from the answer before.")
                        .orElse(null);
        fields.done();
        return id;
    }
}
