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
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shop's manager lets a till go on. */
@Path(ReleasesPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class ReleasesPages {
    static final String HERE = "/retail/releases";

    private final Releases releases;
    private final TillChoices tills;

    /** Pages over {@code releases} of these tills. */
    public ReleasesPages(Releases releases, TillChoices tills) {
        this.releases = releases;
        this.tills = tills;
    }

    /** What the manager typed. */
    record Form(
            @Nullable String terminal,
            @Nullable String reason,
            @Nullable String sales,
            @Nullable String minutes) {

        Releases.NewRelease wanted() {
            Fields fields = new Fields();
            Integer count = TypedNumbers.whole(fields, "sales", sales);
            Integer time = TypedNumbers.whole(fields, "minutes", minutes);
            fields.done();
            return new Releases.NewRelease(terminal, reason, count, time);
        }
    }

    /** The form, and what tills were let do. */
    @GET
    @Allowed(Role.MANAGER)
    public Page list(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("state") @Nullable String state,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after) {
        Listing listing = Listing.of(null, after);
        Optional<ReleaseFilter.State> in =
                Fields.oneIfGiven("state", state, ReleaseFilter.State.class);
        try {
            ReleaseFilter only = new ReleaseFilter(Optional.empty(), in, DayRange.of(from, to));
            return page(caller, outlet, null, only, listing);
        } catch (Refused refused) {
            ReleaseFilter only = new ReleaseFilter(Optional.empty(), in, DayRange.ANY);
            return page(caller, outlet, null, only, listing)
                    .with("typedFrom", from)
                    .with("typedTo", to)
                    .refused(refused);
        }
    }

    /** Lets a till go on. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.MANAGER)
    public Object give(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @FormParam("terminal") @Nullable String terminal,
            @FormParam("reason") @Nullable String reason,
            @FormParam("sales") @Nullable String sales,
            @FormParam("minutes") @Nullable String minutes) {
        Form form = new Form(terminal, reason, sales, minutes);
        try {
            releases.give(caller, form.wanted());
            return Flash.seeOther(HERE, "The till can go on.");
        } catch (Refused refused) {
            return page(caller, outlet, terminal, ReleaseFilter.ALL, Listing.first())
                    .with("form", form)
                    .refused(refused);
        }
    }

    private Page page(
            Caller caller,
            @Nullable String outlet,
            @Nullable String terminal,
            ReleaseFilter only,
            Listing listing) {
        Slice<Releases.TillRelease> slice = releases.list(caller, only, listing);
        return tills.of(caller, outlet, terminal)
                .on(Page.of("retail/releases"))
                .with("states", ReleaseFilter.State.values())
                .with("state", only.state().orElse(null))
                .with("from", only.given().from().map(LocalDate::toString).orElse(null))
                .with("to", only.given().to().map(LocalDate::toString).orElse(null))
                .with("releases", slice.items())
                .with("next", slice.next());
    }
}
