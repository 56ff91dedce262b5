package io.counterfoil.activation;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.DayRange;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.retailers.TillChoices;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Listed;
import io.counterfoil.web.Page;
import io.counterfoil.web.SentFile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sales of a day without a line, entered by the people of a shop. */
@Path(OfflineDaysPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class OfflineDaysPages {
    static final String HERE = "/retail/offline-days";

    private static final String TABLE = "table";

    private final OfflineDays days;
    private final TillChoices tills;

    /** Pages over {@code days} at these tills. */
    public OfflineDaysPages(OfflineDays days, TillChoices tills) {
        this.days = days;
        this.tills = tills;
    }

    /** The form, and what was entered last. */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after) {
        Listing listing = Listing.of(null, after);
        Optional<OfflineDay.State> in =
                Fields.oneIfGiven("state", state, OfflineDay.State.class);
        try {
            OfflineDayFilter only =
                    new OfflineDayFilter(Optional.empty(), in, DayRange.of(from, to));
            return page(caller, outlet, null, only, listing);
        } catch (Refused refused) {
            OfflineDayFilter only =
                    new OfflineDayFilter(Optional.empty(), in, DayRange.ANY);
            return page(caller, outlet, null, only, listing)
                    .with("typedFrom", from)
                    .with("typedTo", to)
                    .refused(refused);
        }
    }

    /** Enters a table, and shows what becomes of it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object enter(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @FormParam("table") @Nullable String table,
            @FormParam("terminal") @Nullable String terminal) {
        try {
            byte[] content =
                    SentFile.of(TABLE, table)
                            .orElseThrow(() -> Refused.field(TABLE, "Choose the table."));
            Fields fields = new Fields();
            UUID till =
                    terminal == null || terminal.isEmpty() ? null : fields.id("terminal", terminal);
            fields.done();
            OfflineDay day = days.enter(caller, content, new OfflineDay.Till(till, false));
            return Flash.seeOther(
                    HERE + "/" + day.id(),
                    day.doneAt() == null ? "The table is being entered." : "The table is entered.");
        } catch (Refused refused) {
            return page(caller, outlet, terminal, OfflineDayFilter.ALL, Listing.first())
                    .with("terminal", terminal)
                    .refused(refused);
        }
    }

    /** What became of a table; the page is shown anew until all of it is entered. */
    @GET
    @Path("/{id}")
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page show(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after) {
        OfflineDay day = days.find(caller, day(id));
        Slice<OfflineLine> unsold =
                days.lines(caller, day.id(), true, Listing.of(null, after));
        return Page.of("retail/offline-day")
                .with("day", day)
                .with("entered", day.entered())
                .with("unsold", unsold.items())
                .with("next", unsold.next());
    }

    /** The answer to every line, as a table. */
    @GET
    @Path("/{id}/answer.csv")
    @Produces(Csv.TEXT_CSV)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Response answer(@Context Caller caller, @PathParam("id") String id) {
        UUID day = day(id);
        Listed<OfflineLine> lines =
                Listed.of(
                        null,
                        null,
                        part -> days.lines(caller, day, false, part),
                        OfflineDaysResource.TABLE);
        return Response.ok(lines)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"offline-day-answer.csv\"")
                .build();
    }

    private Page page(
            Caller caller,
            @Nullable String outlet,
            @Nullable String terminal,
            OfflineDayFilter only,
            Listing listing) {
        return tills.of(caller, outlet, terminal)
                .on(Page.of("retail/offline-days"))
                .with("states", OfflineDay.State.values())
                .with("state", only.state().orElse(null))
                .with("from", only.asked().from().map(LocalDate::toString).orElse(null))
                .with("to", only.asked().to().map(LocalDate::toString).orElse(null))
                .with("days", days.list(caller, only, listing));
    }

    private static UUID day(String id) {
        return Fields.idInPath("offline day", id);
    }
}
