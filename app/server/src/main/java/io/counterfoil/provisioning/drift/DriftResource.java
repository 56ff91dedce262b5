package io.counterfoil.provisioning.drift;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
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

/** Where storage nodes differed, over the API. */
@Path("/api/v1/node-drift")
@Tag(name = "Storage nodes")
@Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
public final class DriftResource {
    static final Table<DriftRow> TABLE =
            Table.of(DriftRow.class)
                    .with("id", DriftRow::id)
                    .with("account", DriftRow::account)
                    .with("node", DriftRow::node)
                    .with("kind", DriftRow::kind)
                    .with("first_seen_at", DriftRow::firstSeenAt)
                    .with("last_seen_at", DriftRow::lastSeenAt)
                    .with("healed_at", DriftRow::healedAt)
                    .with("had_write_at", DriftRow::hadWriteAt)
                    .with("has_write_at", DriftRow::hasWriteAt);

    private final Drifts drifts;

    /** Lists {@code drifts}. */
    public DriftResource(Drifts drifts) {
        this.drifts = drifts;
    }

    @GET
    @Operation(
            summary = "List where accounts stood otherwise on a storage node, newest first",
            description =
                    "Every five minutes what is desired of each account is compared with what its"
                            + " node has. What differs is sent again; a difference that stays open"
                            + " for longer needs a person.")
    @Allowed({Role.PROVIDER_KEY, Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.READ_ONLY})
    public Listed<DriftRow> list(
            @Context Caller caller,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return Listed.of(limit, after, part -> drifts.list(caller, state, part), TABLE);
    }
}
