package io.counterfoil.printing.templates;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sheet of one's own by its numbers, or by the file of one. */
@Path("/console/sheets")
@Produces(MediaType.TEXT_HTML)
public final class OwnSheetsPages {
    private static final String HERE = "/console/sheets";

    private final OwnTemplates templates;

    /** Pages over the sheets of {@code templates}. */
    public OwnSheetsPages(OwnTemplates templates) {
        this.templates = templates;
    }

    /**
     * The form.
     *
     * @param name a sheet of one's own to change
     */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Page show(@Context Caller caller, @QueryParam("name") @Nullable String name) {
        if (name == null) {
            return Page.of("console/sheet");
        }
        JsonNode kept = templates.ownSheet(caller, name);
        return kept.has("page")
                ? Page.of("console/sheet")
                        .with("form", SheetForm.of(name, kept).typed())
                        .with("kept", name)
                // One item a page has no labels whose numbers could be typed.
                : Page.of("console/sheet")
                        .with("sheetName", name)
                        .with("sheet", kept.toPrettyString());
    }

    /** Keeps a sheet by its numbers. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object put(@Context Caller caller, MultivaluedMap<String, String> typed) {
        SheetForm form = form(typed);
        try {
            return kept(
                    templates.putSheet(
                            caller, form.typed().getOrDefault("name", ""), form.sheet()));
        } catch (Refused refused) {
            return Page.of("console/sheet").with("form", form.typed()).refused(refused);
        }
    }

    /** Keeps a sheet by its file. */
    @POST
    @Path("/json")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object putFile(
            @Context Caller caller,
            @FormParam("sheet_name") @Nullable String name,
            @FormParam("sheet") @Nullable String sheet,
            @FormParam("sheet_file") @Nullable String sheetFile) {
        try {
            return kept(
                    templates.putSheet(
                            caller,
                            name == null ? "" : name.strip(),
                            OwnTemplatesPages.object("sheet", sheet, sheetFile)));
        } catch (Refused refused) {
            return Page.of("console/sheet")
                    .with("sheetName", name == null ? "" : name)
                    .with("sheet", sheet)
                    .refused(refused, OwnSheetsPages::ofFile);
        }
    }

    /** Deletes a sheet. */
    @POST
    @Path("/{name}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object delete(@Context Caller caller, @PathParam("name") String name) {
        try {
            templates.deleteSheet(caller, name);
            return Flash.seeOther(OwnTemplatesPages.HERE, Text.of(
                    "The sheet {name} is deleted.",
                    "name",
                    name));
        } catch (Refused refused) {
            return OwnTemplatesPages.page(templates, caller).refused(refused);
        }
    }

    private static SheetForm form(MultivaluedMap<String, String> sent) {
        Map<String, String> typed = new HashMap<>();
        sent.forEach((name, values) -> typed.put(name, values.getFirst().strip()));
        return new SheetForm(typed);
    }

    private static Object kept(OwnTemplates.Kept sheet) {
        return Flash.seeOther(
                HERE + "?name=" + sheet.name(),
                Text.of(
                        "The sheet {name} is kept. Print its alignment page and hold it against a"
                                + " sheet.",
                        "name",
                        sheet.name()));
    }

    private static Refused.FieldProblem ofFile(Refused.FieldProblem problem) {
        return problem.field().equals("name")
                ? problem.of("sheet_name")
                : problem;
    }
}
