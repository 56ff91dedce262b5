package io.counterfoil.printing.bureau;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.AsChange;
import io.counterfoil.access.Role;
import io.counterfoil.access.WaitingAnswer;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Packages for print bureaus over the API. */
@Path("/api/v1/print-runs")
@Tag(name = "Printing")
public final class BureauLinksResource {
    private final BureauLinks links;
    private final Packages packages;
    private final Deliveries deliveries;

    /** Serves {@code deliveries} of {@code packages}. */
    public BureauLinksResource(BureauLinks links, Packages packages, Deliveries deliveries) {
        this.links = links;
        this.packages = packages;
        this.deliveries = deliveries;
    }

    /** A link; its address is shown this once. */
    public record LinkAnswer(UUID id, String url, Instant expiresAt) {
        @Override
        public String toString() {
            return "LinkAnswer[" + id + ", …]";
        }
    }

    /** All attempts to fetch a package. */
    public record Receipts(List<PackageReceipt> items) {}

    @GET
    @Path("/{id}/package")
    @AsChange
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "The package for the run's bureau, encrypted to the bureau's OpenPGP key",
            description =
                    "A zip archive of data file, volumes and manifest: of all that was ordered, or"
                            + " of a reprint with ?revision=2 and so on. Once items of a package are"
                            + " printed again it is refused, and that of the reprint takes its"
                            + " place. Once you fetched it, also when"
                            + " that broke off, or its bureau did completely, or a file of it was"
                            + " fetched alone, a second person has to agree to another copy. Each"
                            + " file in it counts as fetched from then on.")
    @Answer(media = MediaType.APPLICATION_OCTET_STREAM)
    public Response fetch(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("revision") @Nullable String revision,
            @Context HttpServletRequest request,
            @Context ContainerRequestContext asked) {
        PackageId pack = PackageId.of(idOf(id), revision);
        // Jersey shows HEAD as a GET whose body it drops; that must not count as a download.
        return request.getMethod().equals(HttpMethod.HEAD)
                ? head(caller, pack)
                : deliveries
                        .fetch(caller, pack, request.getRemoteAddr(), Languages.of(asked))
                        .answer();
    }

    /** How long it is turns out while it is made. */
    private Response head(Caller caller, PackageId pack) {
        packages.summary(caller, pack);
        return Response.ok().type(MediaType.APPLICATION_OCTET_STREAM_TYPE).build();
    }

    @POST
    @Path("/{id}/bureau-links")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.PROVIDER_KEY})
    @Operation(
            summary = "A link with which the bureau fetches the package once, within 72 hours",
            description =
                    "To what was ordered, or with ?revision=2 and so on to a reprint. It ends"
                            + " earlier links to the same package, and works until one download was complete or"
                            + " five broke off, or you fetched a file of the run alone. Once a"
                            + " package was fetched completely, or you fetched part of it or a file"
                            + " alone, or five downloads with links broke off, 202 says that a"
                            + " second person has to agree first; then ask again.")
    @Answer(status = 201, body = LinkAnswer.class)
    @Answer(status = 202, body = WaitingAnswer.class)
    public Response make(
            @Context Caller caller,
            @PathParam("id") String id,
            @QueryParam("revision") @Nullable String revision) {
        PackageId pack = PackageId.of(idOf(id), revision);
        return switch (links.make(caller, pack, packages)) {
            case LinkOutcome.Made made ->
                    Response.status(Response.Status.CREATED)
                            .entity(new LinkAnswer(made.id(), made.url(), made.expiresAt()))
                            .build();
            case LinkOutcome.Waiting waiting ->
                    Response.accepted(WaitingAnswer.of(waiting.approval())).build();
        };
    }

    @GET
    @Path("/{id}/receipts")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY, Role.PROVIDER_KEY})
    @Operation(summary = "Every attempt to fetch the run's package, newest first")
    public Receipts receipts(@Context Caller caller, @PathParam("id") String id) {
        return new Receipts(deliveries.receipts(caller, idOf(id)));
    }

    private static UUID idOf(String id) {
        return Fields.idInPath("print run", id);
    }
}
