package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.printing.layout.TemplateList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a print run can be ordered in. */
@Path("/api/v1")
@Tag(name = "Print runs")
@Produces(MediaType.APPLICATION_JSON)
public final class TemplatesResource {
    private final TemplateList templates;

    /** Lists {@code templates}. */
    public TemplatesResource(TemplateList templates) {
        this.templates = templates;
    }

    /** All layouts. */
    public record LayoutList(List<TemplateList.LayoutEntry> items) {}

    /** All sheets. */
    public record SheetList(List<TemplateList.SheetEntry> items) {}

    @GET
    @Path("/layouts")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "What can be printed")
    public LayoutList layouts() {
        return new LayoutList(templates.layouts());
    }

    @GET
    @Path("/sheets")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "The sheets to print on, all or those that a layout fits on")
    public SheetList sheets(@QueryParam("layout") @Nullable String layout) {
        return new SheetList(
                templates.sheets().stream()
                        .filter(sheet -> layout == null || sheet.layouts().contains(layout))
                        .toList());
    }
}
