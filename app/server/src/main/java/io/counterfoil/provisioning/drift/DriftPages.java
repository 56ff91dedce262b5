package io.counterfoil.provisioning.drift;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where storage nodes differed, for staff. */
@Path("/console/nodes/drift")
@Produces(MediaType.TEXT_HTML)
public final class DriftPages {
    private final Drifts drifts;
    private final Usernames usernames;

    /** Pages over {@code drifts} of accounts with these {@code usernames}. */
    public DriftPages(Drifts drifts, Usernames usernames) {
        this.drifts = drifts;
        this.usernames = usernames;
    }

    /** Who knows how accounts are called. */
    @FunctionalInterface
    public interface Usernames {
        /** Those of the caller's accounts, by the accounts' ids as text. */
        Map<String, String> of(Caller caller, Collection<UUID> accounts);
    }

    /** What lasts, or what is over. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Page list(
            @Context Caller caller,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        String shown = state == null || state.isEmpty() ? "open" : state;
        Page page = Page.of("console/drift").with("state", shown);
        try {
            Slice<DriftRow> part = drifts.list(caller, shown, Listing.of(null, after));
            List<UUID> accounts = part.items().stream().map(DriftRow::account).toList();
            return page.with("drifts", part).with("usernames", usernames.of(caller, accounts));
        } catch (Refused refused) {
            return page.refused(refused);
        }
    }

    /** All of it, for a spreadsheet. */
    @GET
    @Path("/drift.csv")
    @Produces("text/csv")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Response export(@Context Caller caller) {
        return Listed.of(null, null, part -> drifts.list(caller, null, part), DriftResource.TABLE)
                .saved("drift.csv");
    }
}
