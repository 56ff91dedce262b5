package io.counterfoil.settlement.statements;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Download;
import io.counterfoil.web.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Statements as PDF. */
@Path("/api/v1/statements/{id}/pdf")
@Tag(name = "Settlement")
public final class StatementPapersResource {
    private final StatementPapers papers;

    /** Serves {@code papers}. */
    public StatementPapersResource(StatementPapers papers) {
        this.papers = papers;
    }

    @GET
    @Allowed({
        Role.OWNER,
        Role.FINANCE,
        Role.READ_ONLY,
        Role.PROVIDER_KEY,
        Role.MANAGER,
        Role.RETAILER_KEY
    })
    @Operation(
            summary = "A statement as PDF",
            description =
                    "With what it comes to for each product, and its lines; of more than 5,000 lines,"
                            + " what each day came to. The lines as CSV are always all of them.")
    @Answer(media = Download.PDF)
    public Response pdf(
            @Context Caller caller,
            @PathParam("id") String id,
            @Context ContainerRequestContext request) {
        return papers.download(
                        caller, Fields.idInPath("statement", id), Languages.of(request))
                .answer();
    }
}
