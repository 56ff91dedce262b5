package io.counterfoil.printing.printers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Download;
import io.counterfoil.web.Languages;
import io.counterfoil.web.RequestBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Printers over the API, and the pages that show by how much they miss. */
@Path("/api/v1")
@Tag(name = "Printing")
public final class PrintersResource {
    private final Printers printers;

    /** Serves {@code printers}. */
    public PrintersResource(Printers printers) {
        this.printers = printers;
    }

    /** All printers. */
    public record PrinterList(List<NamedPrinter> items) {}

    @GET
    @Path("/printers")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "List your printers by name")
    public PrinterList list(@Context Caller caller) {
        return new PrinterList(printers.list(caller));
    }

    @POST
    @Path("/printers")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Add a printer",
            description =
                    "offset_x_mm and offset_y_mm say how far everything has to move to the right"
                            + " and down, scale_x and scale_y to which percentage distances have"
                            + " to grow. What is left out is that of an exact printer of 300 dpi."
                            + " back has the same numbers for the back of the paper, as they are"
                            + " seen there; what is left out of it is as on the front.")
    @Answer(status = 201, body = NamedPrinter.class)
    public Response add(@Context Caller caller, @Nullable PrinterChange body) {
        return Response.status(Response.Status.CREATED)
                .entity(printers.add(caller, RequestBody.required(body)))
                .build();
    }

    @PATCH
    @Path("/printers/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "Correct a printer for orders from now on; what is left out stays",
            description =
                    "back replaces all numbers of the back: with an empty one they are those of"
                            + " the front again.")
    public NamedPrinter change(
            @Context Caller caller, @PathParam("id") String id, @Nullable PrinterChange body) {
        return printers.change(caller, Fields.idInPath("printer", id), RequestBody.required(body));
    }

    @DELETE
    @Path("/printers/{id}")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(summary = "Remove a printer; what was ordered for it stays as it is")
    public void remove(@Context Caller caller, @PathParam("id") String id) {
        printers.remove(caller, Fields.idInPath("printer", id));
    }

    @GET
    @Path("/sheets/{name}/alignment")
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "A page to print and hold against a sheet",
            description =
                    "Its marks bear the numbers by which the printer is corrected. layout is"
                            + " needed for a sheet with one item a page only. flip, long or short,"
                            + " adds the back, as it lies after the paper is turned over that"
                            + " edge.")
    @Answer(media = Download.PDF)
    public Response alignment(
            @Context Caller caller,
            @PathParam("name") String name,
            @QueryParam("layout") @Nullable String layout,
            @QueryParam("printer") @Nullable String printer,
            @QueryParam("flip") @Nullable String flip,
            @Context ContainerRequestContext request) {
        return alignment(printers, caller, name, layout, printer, flip, Languages.of(request));
    }

    /** The page as a download, for the console too. */
    static Response alignment(
            Printers printers,
            Caller caller,
            String sheet,
            @Nullable String layout,
            @Nullable String printer,
            @Nullable String flip,
            Locale language) {
        Fields fields = new Fields();
        Optional<Placing.Flip> edge =
                flip == null
                        ? Optional.empty()
                        : Optional.of(fields.oneOf("flip", flip, Placing.Flip.class));
        fields.done();
        byte[] pdf =
                printers.alignment(
                        caller,
                        sheet,
                        layout,
                        Fields.idIfGiven("printer", printer).orElse(null),
                        edge,
                        language);
        return new Download(
                        "alignment-" + sheet + ".pdf", Download.PDF, out -> out.write(pdf)).answer();
    }
}
