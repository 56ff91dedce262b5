package io.counterfoil.printing.printers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.web.Download;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Languages;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The printers, how to correct one, and the page that shows by how much it misses. */
@Path("/console/printers")
@Produces(MediaType.TEXT_HTML)
public final class PrintersPages {
    private static final String HERE = "/console/printers";

    private final Printers printers;
    private final OwnTemplates templates;

    /** Pages over {@code printers}. */
    public PrintersPages(Printers printers, OwnTemplates templates) {
        this.printers = printers;
        this.templates = templates;
    }

    /** What a form sends. */
    record Form(
            @Nullable String name,
            @Nullable String dpi,
            @Nullable String offsetX,
            @Nullable String offsetY,
            @Nullable String scaleX,
            @Nullable String scaleY,
            @Nullable String backOffsetX,
            @Nullable String backOffsetY,
            @Nullable String backScaleX,
            @Nullable String backScaleY) {

        static Form of(MultivaluedMap<String, String> typed) {
            return new Form(
                    typed.getFirst("name"),
                    typed.getFirst("dpi"),
                    typed.getFirst("offset_x_mm"),
                    typed.getFirst("offset_y_mm"),
                    typed.getFirst("scale_x"),
                    typed.getFirst("scale_y"),
                    typed.getFirst("back.offset_x_mm"),
                    typed.getFirst("back.offset_y_mm"),
                    typed.getFirst("back.scale_x"),
                    typed.getFirst("back.scale_y"));
        }

        PrinterChange change() {
            return new PrinterChange(
                    name == null ? "" : name,
                    dots(dpi),
                    number(offsetX),
                    number(offsetY),
                    number(scaleX),
                    number(scaleY),
                    new BackNumbers(
                            numberIfTyped(backOffsetX),
                            numberIfTyped(backOffsetY),
                            numberIfTyped(backScaleX),
                            numberIfTyped(backScaleY)));
        }

        /** What the form says of a field. */
        Refused.FieldProblem said(Refused.FieldProblem problem) {
            return TypedNumbers.whole(problem, "dpi", dpi);
        }

        /** Whole: what is no such number is refused by the check of its bounds. */
        private static int dots(@Nullable String text) {
            Integer dots = TypedNumbers.whole(text);
            return dots == null ? 0 : dots;
        }

        private static @Nullable Double numberIfTyped(@Nullable String text) {
            return text == null || text.isBlank() ? null : number(text);
        }

        /** What is no number is refused by the check of its bounds; a decimal comma is one. */
        private static double number(@Nullable String text) {
            try {
                // The sign that is as wide as a plus is a minus too.
                String number =
                        TypedNumbers.withPoint(text == null ? null : text.replace('−', '-'));
                return number == null ? Double.NaN : Double.parseDouble(number);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }

    /** All printers, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page list(@Context Caller caller) {
        return page(caller);
    }

    /** Adds a printer. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object add(@Context Caller caller, MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed);
        try {
            NamedPrinter printer = printers.add(caller, form.change());
            return Flash.seeOther(HERE, Text.of(
                    "The printer \"{name}\" is added.",
                    "name",
                    printer.name()));
        } catch (Refused refused) {
            return page(caller).with("form", form).refused(refused, form::said);
        }
    }

    /** Corrects a printer. */
    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object change(
            @Context Caller caller,
            @PathParam("id") String id,
            MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed);
        try {
            NamedPrinter printer =
                    printers.change(caller, Fields.idInPath("printer", id), form.change());
            return Flash.seeOther(
                    HERE,
                    Text.of(
                            "\"{name}\" is corrected. Print its alignment page again to be sure.",
                            "name",
                            printer.name()));
        } catch (Refused refused) {
            // The fields of each printer have its id behind their names.
            return page(caller)
                    .refused(
                            refused,
                            problem ->
                                    form.said(problem).of(problem.field() + "-" + id));
        }
    }

    /** Removes a printer. */
    @POST
    @Path("/{id}/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response remove(@Context Caller caller, @PathParam("id") String id) {
        printers.remove(caller, Fields.idInPath("printer", id));
        return Flash.seeOther(HERE, "The printer is removed. Runs that were ordered for it stay.");
    }

    /** The page to hold against a sheet. */
    @POST
    @Path("/alignment")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(Download.PDF)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response alignment(
            @Context Caller caller,
            @FormParam("sheet") @Nullable String sheet,
            @FormParam("printer") @Nullable String printer,
            @FormParam("flip") @Nullable String flip,
            @Context ContainerRequestContext request) {
        return PrintersResource.alignment(
                printers,
                caller,
                sheet == null ? "" : sheet,
                null,
                printer == null || printer.isEmpty() ? null : printer,
                flip == null || flip.isEmpty() ? null : flip,
                Languages.of(request));
    }

    private Page page(Caller caller) {
        List<TemplateList.SheetEntry> sheets =
                templates.list(caller).sheets().stream()
                        .filter(sheet -> !sheet.forBureau())
                        .toList();
        return Page.of("console/printers")
                .with("printers", printers.list(caller))
                .with("sheets", sheets);
    }
}
