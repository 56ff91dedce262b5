package io.counterfoil.activation.sheets;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.DayRange;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SheetNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.ShopChoice;
import io.counterfoil.retailers.ShopChoices;
import io.counterfoil.retailers.TillChoices;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sheets for a power cut: printing them before it, and entering their lines after it. */
@Path("/retail/sheet")
@Produces(MediaType.TEXT_HTML)
public final class SheetPages {
    private static final String HERE = "/retail/sheet";
    private static final String PAGE = "retail/sheets";

    private final Sheets sheets;
    private final SheetEntry entry;
    private final TillChoices tills;
    private final ShopChoices shops;

    /** Pages over {@code sheets} and their {@code entry}, for these tills in {@code shops}. */
    public SheetPages(Sheets sheets, SheetEntry entry, TillChoices tills, ShopChoices shops) {
        this.sheets = sheets;
        this.entry = entry;
        this.tills = tills;
        this.shops = shops;
    }

    /**
     * Goes to the sheet whose number was typed, or offers to print and to enter some, and lists those
     * that are asked for.
     *
     * @param outlet whose tills are offered; {@code of}: of whose tills sheets are listed
     */
    @GET
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object start(
            @Context Caller caller,
            @QueryParam("sheet") @Nullable String typed,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("of") @Nullable String of,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after) {
        if (typed != null) {
            try {
                return Flash.seeOther(HERE + "/" + found(caller, typed).number());
            } catch (Refused refused) {
                return first(caller, outlet, null).with("typed", typed).refused(refused);
            }
        }
        Page page = tills.of(caller, outlet, null).on(Page.of(PAGE));
        ShopChoice in = shops.outlet(caller, "of", of);
        Listing listing = Listing.of(null, after);
        DayRange days;
        try {
            days = DayRange.of(from, to);
        } catch (Refused refused) {
            return in.filtering(
                    listed(page, caller, in, DayRange.ANY, listing)
                            .with("typedFrom", from)
                            .with("typedTo", to),
                    refused);
        }
        return in.filtering(listed(page, caller, in, days, listing));
    }

    /** Makes sheets for a till. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Object issue(
            @Context Caller caller,
            @QueryParam("outlet") @Nullable String outlet,
            @FormParam("terminal") @Nullable String terminal,
            @FormParam("count") @Nullable String count) {
        try {
            List<ActivationSheet> made =
                    sheets.issue(caller, terminal, TypedNumbers.whole(count)).sheets();
            return Flash.seeOther(
                    HERE,
                    made.size() == 1
                            ? Text.of(
                                    "Sheet {number} is ready to be printed.",
                                    "number",
                                    made.getFirst().printed())
                            : Text.of(
                                    "Sheets {first} to {last} are ready to be printed.",
                                    "first",
                                    made.getFirst().printed(),
                                    "last",
                                    made.getLast().printed()));
        } catch (Refused refused) {
            return first(caller, outlet, terminal)
                    .with("terminal", terminal)
                    .with("count", count)
                    .refused(refused, problem -> TypedNumbers.whole(problem, "count", count));
        }
    }

    /** The lines of a sheet, with what was entered of them. */
    @GET
    @Path("/{number}")
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page sheet(@Context Caller caller, @PathParam("number") String number) {
        ActivationSheet sheet = sheets.find(caller, number, null);
        return lines(caller, sheet, SheetForm.shown(sheet, entry.entered(caller, sheet)));
    }

    /** Enters the lines that are filled in; each is answered on its own. */
    @POST
    @Path("/{number}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.MANAGER, Role.CLERK})
    public Page enter(
            @Context Caller caller,
            @PathParam("number") String number,
            MultivaluedMap<String, String> typed) {
        ActivationSheet sheet = sheets.find(caller, number, null);
        List<SheetForm.Row> rows =
                SheetForm.typed(sheet, typed::getFirst, entry.entered(caller, sheet));
        List<NewSheetLine> lines = SheetForm.lines(rows);
        if (lines.isEmpty()) {
            return lines(caller, sheet, rows).with("nothing", true);
        }
        List<SheetLine> answers = entry.enter(caller, sheet, lines);
        return lines(caller, sheet, SheetForm.answered(rows, answers))
                .with("answers", answers);
    }

    private ActivationSheet found(Caller caller, String typed) {
        return switch (SheetNumber.parse(typed)) {
            case SheetNumber.Parsed.Valid valid -> {
                try {
                    yield sheets.find(caller, valid.sheet().digits(), null);
                } catch (Refused unknown) {
                    throw Refused.field("sheet", "Your shop has no sheet with this number.");
                }
            }
            case SheetNumber.Parsed.Invalid invalid ->
                    throw Refused.field("sheet", invalid.reason());
        };
    }

    private Page first(Caller caller, @Nullable String outlet, @Nullable String terminal) {
        ShopChoice any = shops.outlet(caller, "of", null);
        Page page = tills.of(caller, outlet, terminal).on(Page.of(PAGE));
        return any.filtering(listed(page, caller, any, DayRange.ANY, Listing.first()));
    }

    private Page listed(
            Page page, Caller caller, ShopChoice of, DayRange made, Listing listing) {
        Slice<ActivationSheet> slice = sheets.list(caller, null, of.chosen(), made, listing);
        return page.with("sheets", slice.items())
                .with("next", slice.next())
                .with("from", made.from().map(LocalDate::toString).orElse(null))
                .with("to", made.to().map(LocalDate::toString).orElse(null));
    }

    private Page lines(Caller caller, ActivationSheet sheet, List<SheetForm.Row> rows) {
        return Page.of("retail/sheet")
                .with("sheet", sheet)
                .with("printed", sheet.printed())
                .with("told", entry.sold(caller, sheet))
                .with("rows", rows);
    }
}
