package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Table;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sales of a day without a line, over the API. */
@Path("/api/v1/offline-days")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class OfflineDaysResource {
    static final Table<OfflineLine> TABLE =
            Table.of(OfflineLine.class)
                    .with("line", OfflineLine::line)
                    .with("request_id", OfflineLine::requestId)
                    .with("serial", OfflineLine::serial)
                    .with("state", OfflineLine::state)
                    .with("reason", OfflineLine::reason);

    private static final Table<OfflineDayAnswer> DAYS =
            Table.of(OfflineDayAnswer.class)
                    .with("id", OfflineDayAnswer::id)
                    .with("state", OfflineDayAnswer::state)
                    .with("line_count", OfflineDayAnswer::lineCount)
                    .with("activated", OfflineDayAnswer::activated)
                    .with("declined", OfflineDayAnswer::declined)
                    .with("refused", OfflineDayAnswer::refused)
                    .with("asked_at", OfflineDayAnswer::askedAt)
                    .with("done_at", OfflineDayAnswer::doneAt);

    private final OfflineDays days;

    /** Serves {@code days}. */
    public OfflineDaysResource(OfflineDays days) {
        this.days = days;
    }

    /** What became of a day so far. */
    public record OfflineDayAnswer(
            UUID id,
            String state,
            int lineCount,
            int activated,
            int declined,
            int refused,
            Instant askedAt,
            @Nullable Instant doneAt,
            @Nullable List<OfflineLine> lines) {

        static OfflineDayAnswer of(OfflineDay day, @Nullable List<OfflineLine> lines) {
            return new OfflineDayAnswer(
                    day.id(),
                    day.state().label(),
                    day.lines(),
                    day.activated(),
                    day.declined(),
                    day.refused(),
                    day.askedAt(),
                    day.doneAt(),
                    lines);
        }
    }

    @POST
    // Whatever it is called: a table tells by its first line that it is one.
    @Consumes({"text/csv", MediaType.WILDCARD})
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Enter the sales of a day on which tills could not ask",
            description =
                    "A line per sale; the first line names the columns request_id, terminal, serial,"
                            + " sold_at and, if you like, gtin and price, in any order. Semicolons"
                            + " and a byte order mark are taken; a till's own key needs no terminal."
                            + " Each line is a sale of its own: the table can be sent again, and"
                            + " gets the same answers. Limits of a till count as they were at the"
                            + " moment of each sale, and it can enter so many sales within 24 hours"
                            + " as the provider's settings say. What was paid and can't be sold is"
                            + " listed as a case; sent again, after a delivery was received or a"
                            + " manager gave a release, it is sold if it can be by then. So is what"
                            + " a till was declined before, as long as it did not undo it. A line that"
                            + " was sold in the future, or more than an hour before its item was"
                            + " sent to the shop, is refused until its time is corrected. Up to 500"
                            + " lines are answered at once; of more, up to 100,000, ask by the id"
                            + " how far they are. Two tables of a retailer are entered at a time,"
                            + " once they have arrived, and sixteen may be arriving; one more is"
                            + " answered 429, and 503 where other retailers' are too many; it is sent"
                            + " again a little later.")
    @Answer(body = OfflineDayAnswer.class)
    @Answer(status = 202, body = OfflineDayAnswer.class)
    public Response enter(@Context Caller caller, @Context Principal principal, InputStream table)
            throws IOException {
        OfflineDay day =
                days.enter(caller, table, ActivationsResource.terminalOf(principal));
        return day.doneAt() == null
                ? Response.accepted(OfflineDayAnswer.of(day, null)).build()
                : Response.ok(
                                OfflineDayAnswer.of(
                                        day,
                                        days.lines(
                                                        caller,
                                                        day.id(),
                                                        ActivationsResource.terminalOf(principal),
                                                        false,
                                                        new Listing(Listing.MOST, null))
                                                .items()))
                        .build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(
            summary = "List such days, newest first",
            description =
                    "Of the provider's and all retailers', or of the caller's own retailer; a till's"
                            + " own key sees those that it entered.")
    public Listed<OfflineDayAnswer> list(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("retailer") @Nullable String retailer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID own = ActivationsResource.terminalOf(principal);
        OfflineDayFilter only = OfflineDayFilter.of(retailer, state, from, to);
        return Listed.of(
                limit,
                after,
                part -> days.list(caller, own, only, part).map(day -> OfflineDayAnswer.of(day, null)),
                DAYS);
    }

    @GET
    @Path("/{id}")
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(summary = "How far the sales of such a day are entered")
    public OfflineDayAnswer get(
            @Context Caller caller, @Context Principal principal, @PathParam("id") String id) {
        return OfflineDayAnswer.of(
                days.find(caller, day(id), ActivationsResource.terminalOf(principal)), null);
    }

    @GET
    @Path("/{id}/lines")
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({
        Role.OWNER,
        Role.OPERATOR,
        Role.SUPPORT,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.CLERK,
        Role.RETAILER_KEY,
        Role.TILL
    })
    @Operation(
            summary = "List what became of the lines of such a day, in their order",
            description = "Answers are kept for 90 days.")
    public Listed<OfflineLine> lines(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("id") String id,
            @QueryParam("unsold") @Nullable String unsold,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID day = day(id);
        UUID own = ActivationsResource.terminalOf(principal);
        boolean only = Fields.flagIfGiven("unsold", unsold).orElse(false);
        return Listed.of(
                limit, after, part -> days.lines(caller, day, own, only, part), TABLE);
    }

    private static UUID day(String id) {
        return Fields.idInPath("offline day", id);
    }
}
