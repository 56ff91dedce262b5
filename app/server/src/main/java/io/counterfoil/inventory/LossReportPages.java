package io.counterfoil.inventory;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a shop can't find, was robbed of, or found again. */
@Path("/retail/losses")
@Produces(MediaType.TEXT_HTML)
public final class LossReportPages {
    private final Losses losses;

    /** Pages over {@code losses}. */
    public LossReportPages(Losses losses) {
        this.losses = losses;
    }

    /** The form, and what was reported before, of one kind if one is named. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page form(
            @Context Caller caller,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("after") @Nullable String after) {
        Slice<LossWords> slice =
                losses.list(
                                caller,
                                Fields.oneIfGiven("kind", kind, LossKind.class),
                                Optional.empty(),
                                Listing.of(null, after))
                        .map(LossWords::of);
        return Page.of("retail/losses")
                .with("kinds", LossKind.values())
                .with("kind", kind)
                .with("losses", slice.items())
                .with("next", slice.next());
    }

    /** Reports a range. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object report(
            @Context Caller caller,
            @FormParam("kind") @Nullable String kind,
            @FormParam("from") @Nullable String from,
            @FormParam("to") @Nullable String to,
            @FormParam("reason") @Nullable String reason) {
        LossReport asked = new LossReport(from, to, reason);
        try {
            Fields fields = new Fields();
            LossKind what = fields.oneOf("kind", kind, LossKind.class);
            fields.done();
            Loss loss = losses.report(caller, what, asked);
            return Flash.seeOther(
                    "/retail/losses",
                    Text.of(
                            "Items reported as {kind}: {number}.",
                            "kind",
                            Text.of(what.label()),
                            "number",
                            loss.items()));
        } catch (Refused refused) {
            return form(caller, null, null).with("asked", asked).refused(refused);
        }
    }
}
