package io.counterfoil.economics;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Slice;
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

/** What became of trials, over the API. */
@Path("/api/v1/trial-economics")
@Tag(name = "Trials")
public final class TrialEconomicsResource {
    private static final Table<TrialCohort> TABLE =
            Table.of(TrialCohort.class)
                    .with("group", TrialCohort::group)
                    .with("name", TrialCohort::name)
                    .with("begun", TrialCohort::begun)
                    .with("in_trial", TrialCohort::inTrial)
                    .with("converted", TrialCohort::converted)
                    .with("lapsed", TrialCohort::lapsed)
                    .with("conversion_percent", TrialCohort::conversionPercent)
                    .with("gb_days", TrialCohort::gbDays)
                    .with("median_days", TrialCohort::medianDays)
                    // Programs read columns by position: a new one is the last.
                    .with(
                            "storage_cost",
                            cohort ->
                                    cohort.storageCost() == null
                                            ? null
                                            : cohort.storageCost().amount());

    private final TrialEconomics economics;

    /** Serves {@code economics}. */
    public TrialEconomicsResource(TrialEconomics economics) {
        this.economics = economics;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Operation(
            summary =
                    "Count the trials that began from=MONTH to=MONTH, those that became paid time"
                            + " and what they stored, by=channel, product, retailer or outlet")
    @Allowed({
        Role.PROVIDER_KEY,
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.FINANCE,
        Role.READ_ONLY
    })
    public Listed<TrialCohort> read(
            @Context Caller caller,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("by") @Nullable String by,
            @QueryParam("gb_month") @Nullable String gbMonth) {
        TrialEconomics.Asked asked = new TrialEconomics.Asked(from, to, by, gbMonth);
        return Listed.of(
                null,
                null,
                part -> new Slice<>(economics.report(caller, asked).rows(), null),
                TABLE);
    }
}
