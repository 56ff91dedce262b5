package io.counterfoil.printing.templates;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a print run can be ordered in. */
@Path("/api/v1")
@Tag(name = "Printing")
@Produces(MediaType.APPLICATION_JSON)
public final class TemplatesResource {
    private final OwnTemplates templates;

    /** Lists {@code templates}. */
    public TemplatesResource(OwnTemplates templates) {
        this.templates = templates;
    }

    /**
     * A layout as the API shows it.
     *
     * @param own whether the provider brought it itself
     */
    public record LayoutAnswer(
            String name,
            String title,
            boolean forCartons,
            String size,
            List<String> values,
            boolean own) {}

    /**
     * A sheet as the API shows it.
     *
     * @param own whether the provider brought it itself
     */
    public record SheetAnswer(
            String name,
            String title,
            int perPage,
            boolean verified,
            boolean forBureau,
            List<String> layouts,
            boolean own) {}

    /** All layouts. */
    public record LayoutList(List<LayoutAnswer> items) {}

    /** All sheets. */
    public record SheetList(List<SheetAnswer> items) {}

    @GET
    @Path("/layouts")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "What can be printed")
    public LayoutList layouts(@Context Caller caller) {
        Set<String> own = templates.layouts(caller);
        return new LayoutList(
                templates.list(caller).layouts().stream()
                        .map(
                                layout ->
                                        new LayoutAnswer(
                                                layout.name(),
                                                layout.title().toString(),
                                                layout.forCartons(),
                                                layout.size(),
                                                layout.values(),
                                                own.contains(layout.name())))
                        .toList());
    }

    @GET
    @Path("/sheets")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "The sheets to print on, all or those that a layout fits on")
    public SheetList sheets(@Context Caller caller, @QueryParam("layout") @Nullable String layout) {
        Set<String> own = templates.sheets(caller);
        return new SheetList(
                templates.list(caller).sheets().stream()
                        .filter(sheet -> layout == null || sheet.layouts().contains(layout))
                        .map(
                                sheet ->
                                        new SheetAnswer(
                                                sheet.name(),
                                                sheet.title().toString(),
                                                sheet.perPage(),
                                                sheet.verified(),
                                                sheet.forBureau(),
                                                sheet.layouts(),
                                                own.contains(sheet.name())))
                        .toList());
    }
}
