package io.counterfoil.economics;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What became of trials, as the provider sees it. */
@Path("/console/trial-economics")
@Produces(MediaType.TEXT_HTML)
public final class TrialEconomicsPages {
    private final TrialEconomics economics;

    /** Pages over {@code economics}. */
    public TrialEconomicsPages(TrialEconomics economics) {
        this.economics = economics;
    }

    /** The report of some months. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(
            @Context Caller caller,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("by") @Nullable String by,
            @QueryParam("gb_month") @Nullable String gbMonth) {
        Page page = Page.of("console/trial-economics").with("gbMonth", gbMonth);
        try {
            TrialReport report =
                    economics.report(
                            caller,
                            new TrialEconomics.Asked(
                                    from, to, by, TypedNumbers.withPoint(gbMonth)));
            return page.with("from", report.from().toString())
                    .with("to", report.to().toString())
                    .with("by", report.by().label())
                    .with("report", report);
        } catch (Refused refused) {
            return page.with("from", from).with("to", to).with("by", by).refused(refused);
        }
    }
}
