package io.counterfoil.activation.sheets;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.DayRange;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.report.BoxForm;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Download;
import io.counterfoil.web.Languages;
import io.counterfoil.web.Listed;
import io.counterfoil.web.RequestBody;
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
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Activation sheets over the API. */
@Path("/api/v1/activation-sheets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activation")
public final class SheetsResource {
    private static final Table<ActivationSheet> TABLE =
            Table.of(ActivationSheet.class)
                    .with("number", ActivationSheet::number)
                    .with("terminal", ActivationSheet::terminal)
                    .with("retailer", ActivationSheet::retailer)
                    .with("terminal_name", ActivationSheet::terminalName)
                    .with("outlet_name", ActivationSheet::outletName)
                    .with("lines", ActivationSheet::lines)
                    .with("pile", ActivationSheet::pile)
                    .with("made_at", ActivationSheet::madeAt);

    private final Sheets sheets;
    private final SheetPapers papers;
    private final SheetEntry entry;

    /** Serves {@code sheets}, their {@code papers} and their later {@code entry}. */
    public SheetsResource(Sheets sheets, SheetPapers papers, SheetEntry entry) {
        this.sheets = sheets;
        this.papers = papers;
        this.entry = entry;
    }

    /** Sheets for which till, and how many. */
    public record NewActivationSheets(@Nullable String terminal, @Nullable Integer count) {}

    /** Lines of a sheet. */
    public record SheetLines(@Nullable List<NewSheetLine> lines) {}

    /** What became of them. */
    public record EnteredSheet(String sheet, List<SheetLine> lines) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Make activation sheets for a till, to be printed before the power is cut",
            description =
                    "A till's own key makes them for that till. Print them by the paper of any of"
                            + " them, which has them all.")
    @Answer(status = 201, body = Sheets.Pile.class)
    public Response issue(
            @Context Caller caller, @Context Principal principal, @Nullable NewActivationSheets body) {
        NewActivationSheets asked = RequestBody.required(body);
        UUID own = terminalOf(principal);
        String terminal = own == null ? asked.terminal() : own.toString();
        return Response.status(Response.Status.CREATED)
                .entity(sheets.issue(caller, terminal, asked.count()))
                .build();
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TEXT_CSV})
    @Allowed({Role.MANAGER, Role.CLERK, Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "List activation sheets, newest first",
            description = "With a till's own key, those of that till.")
    public Listed<ActivationSheet> list(
            @Context Caller caller,
            @Context Principal principal,
            @QueryParam("outlet") @Nullable String outlet,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        UUID own = terminalOf(principal);
        Optional<UUID> only = Fields.idIfGiven("outlet", outlet);
        DayRange made = DayRange.of(from, to);
        return Listed.of(limit, after, part -> sheets.list(caller, own, only, made, part), TABLE);
    }

    @GET
    @Path("/{number}")
    @Allowed({Role.MANAGER, Role.CLERK, Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(summary = "What was entered of an activation sheet")
    public EnteredSheet get(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("number") String number) {
        ActivationSheet sheet = sheets.find(caller, number, terminalOf(principal));
        return new EnteredSheet(sheet.number(), entry.entered(caller, sheet));
    }

    @GET
    @Path("/{number}/paper")
    @Allowed({Role.MANAGER, Role.CLERK, Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "An activation sheet and those made together with it, as PDF",
            description =
                    "A page each, on A4, or on letter size where the retailer's country uses that.")
    @Answer(media = Download.PDF)
    public Response paper(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("number") String number,
            @Context ContainerRequestContext request) {
        BoxForm paper =
                papers.of(caller, number, terminalOf(principal), Languages.of(request));
        return new Download("activation-sheets.pdf", Download.PDF, paper::write).answer();
    }

    @POST
    @Path("/{number}/lines")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed({Role.TILL, Role.RETAILER_KEY, Role.PROVIDER_KEY})
    @Operation(
            summary = "Enter lines of an activation sheet",
            description =
                    "Each line is answered as if it had come alone. The same line again is the same"
                            + " sale. What was paid and can't be sold any more is listed as a case,"
                            + " as with an offline day.")
    public EnteredSheet enter(
            @Context Caller caller,
            @Context Principal principal,
            @PathParam("number") String number,
            @Nullable SheetLines body) {
        ActivationSheet sheet = sheets.find(caller, number, terminalOf(principal));
        return new EnteredSheet(
                sheet.number(), entry.enter(caller, sheet, RequestBody.required(body).lines()));
    }

    private static @Nullable UUID terminalOf(Principal principal) {
        return principal instanceof Principal.Till till ? till.terminal() : null;
    }
}
