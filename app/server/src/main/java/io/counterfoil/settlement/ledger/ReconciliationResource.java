package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
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

/** Whether the books agree with the events, over the API. */
@Path("/api/v1/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public final class ReconciliationResource {
    private final Reconciliation reconciliation;

    /** Serves {@code reconciliation}. */
    public ReconciliationResource(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /**
     * What was found.
     *
     * @param agrees whether there is no difference
     * @param count how many differences there are
     * @param differences those that were asked for, an English sentence each
     * @param found the same with what programs tell them by
     */
    public record ReconciliationAnswer(
            boolean agrees,
            long count,
            List<String> differences,
            List<BookDifferenceAnswer> found) {}

    /**
     * A difference.
     *
     * @param code of which kind it is
     * @param sentence the same in English
     */
    public record BookDifferenceAnswer(String code, String sentence) {
        static BookDifferenceAnswer of(Difference difference) {
            return new BookDifferenceAnswer(difference.code(), difference.text().toString());
        }
    }

    @GET
    @Allowed({Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY})
    @Operation(
            summary =
                    "Compute all accruals and accounts from the events again, and show where the"
                            + " books differ",
            description =
                    "Each call works all of it out; while one of a provider runs, another is answered"
                            + " 429, and 503 where too many of others do.")
    public ReconciliationAnswer reconcile(
            @Context Caller caller,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("skip") @Nullable String skip) {
        Reconciliation.Differences found =
                reconciliation.asked(
                        caller,
                        skip(skip),
                        limit == null
                                ? Reconciliation.FIRST
                                : Listing.of(limit, null).limit());
        List<BookDifferenceAnswer> some = found.some().stream().map(BookDifferenceAnswer::of).toList();
        return new ReconciliationAnswer(
                found.count() == 0,
                found.count(),
                some.stream().map(BookDifferenceAnswer::sentence).toList(),
                some);
    }

    /**
     * How many differences are left out.
     *
     * @throws io.counterfoil.platform.Refused if it is no whole number from 0 on
     */
    static long skip(@Nullable String skip) {
        if (skip == null) {
            return 0;
        }
        Fields fields = new Fields();
        int rows =
                fields.parsed(
                                "skip",
                                skip,
                                Integer::parseUnsignedInt,
                                "A whole number from 0 on.")
                        .orElse(0);
        fields.done();
        return Integer.toUnsignedLong(rows);
    }
}
