package io.counterfoil.printing;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Caller;
import io.counterfoil.web.Answer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where the programs of bureaus say what became of the items that they printed. */
@Path("/api/v1/bureau-replies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Printing")
public final class HandInResource {
    private static final String TOKEN = "Bureau-Token";

    private final BureauReplies replies;

    /** Takes {@code replies}. */
    public HandInResource(BureauReplies replies) {
        this.replies = replies;
    }

    @POST
    @Consumes("text/csv")
    @Open
    @Operation(
            summary = "A bureau's reply to a print run: what was printed, spoiled, or is missing",
            description =
                    "Send the token of the link with which you fetched the package. A line per serial"
                            + " or range, in order: serial,status with printed, spoiled or missing;"
                            + " what isn't named is printed, of a reprint only what is in that. Whoever ordered the run sees it as a"
                            + " proposal and counts the run in by it; until then a later reply takes"
                            + " its place. 422 names each line that is wrong.")
    @Answer(status = 201, body = BureauReply.class)
    public Response handIn(
            @Context Caller caller,
            @Parameter(description = "What stands after token= in the link.")
                    @HeaderParam(TOKEN)
                    @Nullable String token,
            @Context HttpServletRequest request,
            InputStream table) {
        return Response.status(Response.Status.CREATED)
                .entity(replies.handIn(caller, token, table, request.getRemoteAddr()))
                .build();
    }
}
